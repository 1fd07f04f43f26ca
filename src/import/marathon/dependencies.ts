import type { Problem } from '../../errors';
import { cyclesIn } from '../cycles';
import { approximated, type Note, question } from '../note';
import type { Flat } from './flatten';
import { isWithin } from './paths';

/** Ids that each waits for. */
export type Waits = ReadonlyMap<string, readonly string[]>;

/** Who waits for whom: what depends on a group waits for all that is in it. */
export function waitsOf(flats: readonly Flat[], notes: Note[], problems: Problem[]): Waits {
  const within = groupReader(flats.map(({ id }) => id));
  const waits = new Map<string, string[]>();
  const told = new Set<string>();
  for (const { id, dependencies } of flats) {
    const on = new Set<string>();
    for (const { field, id: wanted, orElse } of dependencies) {
      const exact = within(wanted);
      const found = (exact.length > 0 || orElse === '/' ? exact : within(orElse)).filter((one) => one !== id);
      for (const one of found) on.add(one);
      if (wanted === id) problems.push({ code: 'DependencyCycle', field, problem: 'is itself', fix: 'take it away' });
      else if (found.length === 0 && !told.has(field)) notes.push({ field, ...elsewhere(wanted) });
      told.add(field);
    }
    waits.set(id, [...on]);
  }
  problems.push(...cyclesIn(waits).map(circle));
  return waits;
}

/** The note that only dependencies are edges now. */
export const CLOSED: Note = {
  field: 'networks',
  ...approximated(
    'allow',
    'anything could call anything: now only what depends on another may call it, or names it in a variable',
  ),
};

/** Gives the ids that are a group's, and looks for those of each group once. */
function groupReader(ids: readonly string[]): (group: string) => readonly string[] {
  const inside = new Map<string, readonly string[]>();
  return (group) => {
    const known = inside.get(group) ?? ids.filter((one) => isWithin(one, group));
    inside.set(group, known);
    return known;
  };
}

function elsewhere(id: string) {
  return question(`where is '${id}'? What is in another system is called '<system>/<service>' in \`after\``);
}

function circle(cycle: readonly string[]): Problem {
  return {
    code: 'DependencyCycle',
    field: `dependencies of '${cycle[0]}'`,
    problem: `lead back to itself: ${[...cycle.slice(0, 10), cycle[0]].join(' waits for ')}`,
    fix: 'take one of them away',
  };
}
