import type { Constraint, PlacementField } from '../../../src/spec/placement';

/** A host with its value of each field. */
export type Host = Readonly<Record<PlacementField, string>>;

/**
 * Whether replicas on these hosts, one entry for each replica, satisfy a constraint as Marathon defines it (Marathon documentation,
 * "Constraints"). Written from the words of that document, and from nothing of what it judges.
 */
export function satisfies(constraint: Constraint, used: readonly Host[], all: readonly Host[]): boolean {
  if ('unique' in constraint) return most(used, constraint.unique) <= 1;
  if ('maxPer' in constraint) return most(used, constraint.maxPer) <= constraint.count;
  if ('cluster' in constraint) {
    const values = new Set(used.map((host) => host[constraint.cluster]));
    return values.size <= 1 && (constraint.value === undefined || [...values].every((v) => v === constraint.value));
  }
  if ('is' in constraint) return used.every((host) => host[constraint.is] === constraint.value);
  if ('like' in constraint) return used.every((host) => whole(constraint.pattern).test(host[constraint.like]));
  if ('unlike' in constraint) return used.every((host) => !whole(constraint.pattern).test(host[constraint.unlike]));
  const groups = new Set(all.map((host) => host[constraint.groupBy]));
  if (groups.size < (constraint.values ?? 1)) return false;
  const sizes = [...groups].map((group) => used.filter((host) => host[constraint.groupBy] === group).length);
  return Math.max(...sizes) - Math.min(...sizes) <= 1;
}

const whole = (pattern: string) => new RegExp(`^(${pattern})$`);

function most(used: readonly Host[], field: PlacementField): number {
  const counts = new Map<string, number>();
  for (const host of used) counts.set(host[field], (counts.get(host[field]) ?? 0) + 1);
  return Math.max(0, ...counts.values());
}
