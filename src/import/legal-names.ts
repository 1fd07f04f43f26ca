import type { Problem } from '../errors';
import { type KeyKind, legalName } from '../naming/names';

/** A legal name for each that the source has, by the source's. Two that would be one are a problem. */
export function legalNames(
  kind: KeyKind,
  names: readonly string[],
  fieldOf: (name: string) => string,
  problems: Problem[],
): Map<string, string> {
  const taken = new Map<string, string>();
  const legal = new Map<string, string>();
  for (const name of names) {
    const made = legalName(kind, name);
    const other = taken.get(made);
    if (other !== undefined)
      problems.push({
        code: 'SameName',
        field: fieldOf(name),
        problem: `would be '${made}' here, and so would '${other}'`,
        fix: 'rename one of the two',
      });
    taken.set(made, name);
    legal.set(name, made);
  }
  return legal;
}
