import { LineCounter, parseDocument, visit } from 'yaml';
import { type Problem, SpecError } from '../errors';
import { duplicateKeys } from './duplicate-keys';

/** Larger files are no description of a system; reading one of 10 MB takes longer than anybody waits. */
const MOST_CHARACTERS = 2 * 1024 * 1024;
/** Deeper than anything that people write. */
const MOST_LEVELS = 60;
/** With all aliases written out: a few lines of them can come to more than any memory holds. */
const MOST_VALUES = 200_000;

/** What a text of YAML or JSON says, as plain data in which nothing is shared. Throws `SpecError` that repeats nothing of the text. */
export function readDocument(what: string, text: string): unknown {
  const { length } = text;
  if (length > MOST_CHARACTERS)
    throw refused(what, 'DocumentTooLarge', `has ${length} characters`, `use a file of ${MOST_CHARACTERS} at most`);
  const plain = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const value = (/^\s*[[{]/.test(plain) ? asJson(what, plain) : undefined) ?? asYaml(what, plain);
  return copied(what, value);
}

/** The value of strict JSON; undefined where the text is none, which may still be YAML. */
function asJson(what: string, text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  refuseDuplicates(what, duplicateKeys(text));
  return value;
}

function asYaml(what: string, text: string): unknown {
  const lines = new LineCounter();
  const place = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return `line ${Math.max(1, line)}, column ${Math.max(1, col)}`;
  };
  try {
    const document = parseDocument(text, { prettyErrors: false, lineCounter: lines, merge: true, uniqueKeys: false });
    const [first] = document.errors;
    if (first !== undefined && String(first.code) === 'RESOURCE_EXHAUSTION') throw new RangeError('too deep');
    if (first !== undefined)
      throw refused(
        what,
        'MalformedDocument',
        `is no YAML at ${place(first.pos[0])}: ${reason(first.code)}`,
        'mend it there',
      );
    refuseDuplicates(what, duplicatesIn(document, place));
    return document.toJS({ maxAliasCount: -1 });
  } catch (error) {
    if (error instanceof SpecError) throw error;
    if (error instanceof RangeError) throw tooDeep(what);
    throw refused(what, 'MalformedDocument', 'is no YAML that can be read', 'mend it');
  }
}

/** What the parser found, in words: its own messages may repeat what stands there. */
function reason(code: string): string {
  return code.toLowerCase().replaceAll('_', ' ');
}

/** Keys that an object has twice, each with where the second is. */
function duplicatesIn(document: Parameters<typeof visit>[0], place: (offset: number) => string): string[] {
  const found: string[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const scalar = key as { value?: unknown; range?: [number, number, number] } | null;
        if (scalar?.value === undefined) continue;
        const name = String(scalar.value);
        if (seen.has(name)) found.push(place(scalar.range?.[0] ?? 0));
        seen.add(name);
      }
    },
  });
  return found;
}

function refuseDuplicates(what: string, places: readonly string[]): void {
  if (places.length === 0) return;
  const problems = places.slice(0, 20).map((at) => ({
    code: 'DuplicateKey',
    field: '',
    problem: `says a key for the second time at ${at}`,
    fix: 'keep one of the two',
  }));
  throw new SpecError(what, problems);
}

/** The same data with nothing in it shared, so that what reads it ends. */
function copied(what: string, value: unknown): unknown {
  let left = MOST_VALUES;
  const copy = (inner: unknown, level: number): unknown => {
    left -= 1;
    if (left < 0)
      throw refused(
        what,
        'DocumentTooLarge',
        `comes to more than ${MOST_VALUES} values with its aliases`,
        'write less',
      );
    if (level > MOST_LEVELS) throw tooDeep(what);
    if (Array.isArray(inner)) return inner.map((item) => copy(item, level + 1));
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(Object.entries(inner).map(([key, item]) => [key, copy(item, level + 1)]));
  };
  return copy(value, 0);
}

function tooDeep(what: string): SpecError {
  return refused(what, 'DocumentTooDeep', `is nested deeper than ${MOST_LEVELS} levels`, 'write it flatter');
}

function refused(what: string, code: string, problem: string, fix: string): SpecError {
  const problems: Problem[] = [{ code, field: '', problem, fix }];
  return new SpecError(what, problems);
}
