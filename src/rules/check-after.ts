import type { Problem } from '../errors';
import { own } from '../spec/own';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import type { Neighbours } from './edges';
import { awaitedBy, callsOf, type StartGraph, waitsOf, wayBetween } from './start-order';
import { unknownName } from './unknown-name';

/** Waits of `after` that could never end, or that no order of starts can keep. Fields are those of the system. */
export function checkAfter(system: SystemSpec, neighbours: Neighbours): Problem[] {
  const waiting = Object.keys(system.services).filter((name) => system.services[name]?.after.length !== 0);
  if (waiting.length === 0) return [];
  const problems = waiting.sort().flatMap((name) => checkTargets(system, name, neighbours));
  return [...problems, ...checkCircles(system, waiting)];
}

function checkTargets(system: SystemSpec, name: string, neighbours: Neighbours): Problem[] {
  return (system.services[name] as ServiceSpec).after.flatMap((written, i): Problem[] => {
    const field = `services.${name}.after.${i}`;
    const awaited = awaitedBy(written, system.name);
    const inside = awaited.system === system.name;
    const target = inside ? own(system.services, awaited.service) : neighbours[`${awaited.system}/${awaited.service}`];
    if (target === undefined) {
      const others = Object.keys(neighbours).filter((key) => !key.startsWith(`${system.name}/`));
      return [unknownName('UnknownService', field, 'service', written, [...Object.keys(system.services), ...others])];
    }
    if (inside && awaited.service === name)
      return [{ code: 'SelfWait', field, problem: `is '${name}' itself`, fix: 'remove it' }];
    // Of another system it is only deployed first; here Terraform waits until all of its replicas run.
    if (inside && replicaBounds(target.replicas).min === 0)
      return [
        {
          code: 'WaitForNothing',
          field,
          problem: `is '${awaited.service}', which may have 0 replicas, and then there is nothing to wait for`,
          fix: `give '${awaited.service}' 1 replica or more, or remove the wait`,
        },
      ];
    return [];
  });
}

/** One problem for each circle that has a wait in it, with the whole circle. */
function checkCircles(system: SystemSpec, waiting: readonly string[]): Problem[] {
  const waits = waitsOf(system);
  const calls = callsOf(system);
  const both = new Map(
    Object.keys(system.services).map((name) => [name, [...(waits.get(name) ?? []), ...(calls.get(name) ?? [])]]),
  );
  const found = new Map<string, Problem>();
  for (const name of waiting)
    (system.services[name] as ServiceSpec).after.forEach((written, i) => {
      const { system: owner, service } = awaitedBy(written, system.name);
      if (owner !== system.name || service === name) return;
      const back = wayBetween(waits, service, name) ?? wayBetween(both, service, name);
      if (back === undefined) return;
      const key = [...back].sort().join(' ');
      if (!found.has(key)) found.set(key, circle(`services.${name}.after.${i}`, [name, ...back], waits));
    });
  return [...found.values()];
}

/** @param way the circle, its first service again at its end. */
function circle(field: string, way: readonly string[], waits: StartGraph): Problem {
  const steps = way.slice(1).map((to, i) => {
    const from = way[i] as string;
    return { waits: waits.get(from)?.includes(to) === true, from, to };
  });
  const told = steps.map((step) => `'${step.from}' ${step.waits ? 'waits for' : 'calls'} '${step.to}'`).join(', ');
  if (steps.every((step) => step.waits))
    return { code: 'AfterCycle', field, problem: `leads in a circle: ${told}`, fix: 'remove one of these waits' };
  return {
    code: 'AfterAgainstCall',
    field,
    problem: `cannot be kept: ${told}, and who calls starts after whom it calls, or would not see it`,
    fix: 'remove the wait, or a call of the circle',
  };
}
