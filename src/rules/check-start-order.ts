import type { Problem } from '../errors';
import type { ServiceSpec, SidecarSpec } from '../spec/service';
import { MAIN } from '../task/writable-paths';
import { unknownName } from './unknown-name';

/** Waits that can never end: for nothing, for itself, in a circle, for health without a check, or for the end of what must not end. */
export function checkStartOrder(service: ServiceSpec): Problem[] {
  const waits = new Map<string, Readonly<Record<string, string>>>([[MAIN, service.startAfter]]);
  for (const [name, sidecar] of Object.entries(service.sidecars)) waits.set(name, sidecar.startAfter);
  const inits = service.init.map((i) => i.name);
  const problems = [...waits].flatMap(([name, after]) => {
    const field = name === MAIN ? 'startAfter' : `sidecars.${name}.startAfter`;
    return Object.entries(after).flatMap(([target, condition]) =>
      checkWait(service, `${field}.${target}`, target, condition, [...waits.keys(), ...inits]),
    );
  });
  const circle = [...waits.keys()].find((name) => reaches(waits, name, name));
  if (circle === undefined) return problems;
  const field = circle === MAIN ? 'startAfter' : `sidecars.${circle}.startAfter`;
  return [
    ...problems,
    { code: 'StartCycle', field, problem: `leads back to '${circle}'`, fix: 'remove one wait of the circle' },
  ];
}

function checkWait(
  service: ServiceSpec,
  field: string,
  target: string,
  condition: string,
  known: readonly string[],
): Problem[] {
  if (!known.includes(target))
    return [
      {
        ...unknownName('UnknownContainer', field, 'container of this service', target, known),
        problem: `waits for '${target}', which is not a container of this service`,
      },
    ];
  const container = target === MAIN ? service : service.sidecars[target];
  if (condition === 'HEALTHY' && container?.health.liveness === undefined)
    return [
      {
        code: 'WaitWithoutCheck',
        field,
        problem: `is 'HEALTHY' but '${target}' has no health.liveness`,
        fix: "give it one, or wait for 'START'",
      },
    ];
  const essential = target === MAIN || (container as SidecarSpec | undefined)?.essential === true;
  if ((condition === 'COMPLETE' || condition === 'SUCCESS') && essential)
    return [
      {
        code: 'WaitForEssential',
        field,
        problem: `is '${condition}' but the replica stops when '${target}' does`,
        fix: `${target === MAIN ? '' : `set essential: false on '${target}', or `}wait for 'START' or 'HEALTHY'`,
      },
    ];
  return [];
}

function reaches(
  waits: ReadonlyMap<string, Readonly<Record<string, string>>>,
  from: string,
  target: string,
  seen = new Set<string>(),
): boolean {
  return Object.keys(waits.get(from) ?? {}).some((next) => {
    if (next === target) return true;
    if (seen.has(next)) return false;
    seen.add(next);
    return reaches(waits, next, target, seen);
  });
}
