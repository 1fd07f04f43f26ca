import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';

type Services = Readonly<Record<string, ServiceInput>>;

/** The services again, some of which now wait for others of the system, or for those of other systems. No wait leads back, over calls or waits. */
export function withWaits(draw: Draw, system: string, services: Services, others: readonly string[]): Services {
  const names = Object.keys(services);
  const before = new Map(names.map((name) => [name, new Set(calleesOf(name, services))]));
  // Who lets nobody else in is called by no other system, so that waiting for one makes no circle of systems.
  const alone = Object.values(services).every(({ allow = [] }) => allow.every((entry) => !called(entry).includes('/')));
  return Object.fromEntries(
    Object.entries(services).map(([name, service]) => {
      const free = names.filter((other) => other !== name && runs(services[other]) && !leads(before, other, name));
      const chosen = draw.subset(free, draw.chance(0.9) ? 1 : 0).filter((other) => !leads(before, other, name));
      for (const other of chosen) before.get(name)?.add(other);
      const foreign = alone && draw.chance(0.3) ? draw.subset(others).slice(0, 1) : [];
      const after = [...chosen.map((other) => (draw.chance(0.2) ? `${system}/${other}` : other)), ...foreign];
      return [name, after.length === 0 && draw.chance(0.8) ? service : { ...service, after }];
    }),
  );
}

function calleesOf(name: string, services: Services): string[] {
  return Object.keys(services).filter((callee) => (services[callee]?.allow ?? []).some((e) => called(e) === name));
}

function called(allow: NonNullable<ServiceInput['allow']>[number]): string {
  if (typeof allow === 'string') return allow;
  return 'service' in allow ? allow.service : '';
}

function runs(service: ServiceInput | undefined): boolean {
  const { replicas = 2 } = service ?? {};
  return replicas === 'one-per-host' || (typeof replicas === 'object' ? replicas.min : replicas) > 0;
}

function leads(before: ReadonlyMap<string, ReadonlySet<string>>, from: string, to: string): boolean {
  const seen = new Set([from]);
  for (const next of seen) for (const further of before.get(next) ?? []) seen.add(further);
  return seen.has(to);
}
