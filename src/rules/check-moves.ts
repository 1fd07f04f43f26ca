import type { Problem } from '../errors';
import type { SystemSpec } from '../spec/system';

/** Systems that were renamed, where two would keep their data in one stack. */
export function checkMoves(systems: readonly Pick<SystemSpec, 'name' | 'movedFrom'>[]): Problem[] {
  return systems.flatMap(({ name, movedFrom }, i) => {
    if (movedFrom === undefined) return [];
    const field = `${name}.movedFrom`;
    const problem = `is '${movedFrom}'`;
    if (movedFrom === name)
      return [{ code: 'MovedFromItself', field, problem: `${problem}, its own name`, fix: 'delete it' }];
    if (systems.some((other) => other.name === movedFrom))
      return [
        {
          code: 'MovedFromPresent',
          field,
          problem: `${problem}, a system that is there and keeps its own data`,
          fix: "delete it, or use the first name that the system had, whose data it keeps, and nobody else's",
        },
      ];
    const first = systems.findIndex((other) => other.movedFrom === movedFrom);
    if (first === i) return [];
    return [
      {
        code: 'MovedTwice',
        field,
        problem: `${problem}, and so is that of '${systems[first]?.name}'`,
        fix: 'let one of them keep its data',
      },
    ];
  });
}
