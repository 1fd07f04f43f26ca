import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';

type Allow = NonNullable<ServiceInput['allow']>[number];
type Slo = NonNullable<ServiceInput['slo']>;
type Access = NonNullable<ServiceInput['access']>[number];

/** Systems of one environment with only what names services and queues among them: part of a sample is then a whole. */
export function amongThemselves(systems: readonly SystemInput[]): SystemInput[] {
  const known = new Set(
    systems.flatMap(({ name, services }) => Object.keys(services).map((service) => `${name}/${service}`)),
  );
  const names = new Set(systems.map(({ name }) => name));
  return systems.map((system) => {
    const isKnown = (allow: Allow) => {
      // Jobs are of the system itself.
      if (typeof allow === 'object' && 'job' in allow) return true;
      const caller = typeof allow === 'string' ? allow : allow.service;
      return known.has(caller.includes('/') ? caller : `${system.name}/${caller}`);
    };
    const isThere = (access: Access) =>
      access.kind !== 'queue' || !/^[^:]+\//.test(access.queue) || names.has(access.queue.split('/')[0] as string);
    const kept = <T extends object>(services: Record<string, T>): Record<string, T> =>
      mapEach(
        services,
        (service) =>
          Object.fromEntries(
            Object.entries(service).map(([key, value]) => [
              key,
              key === 'allow' || key === 'after'
                ? (value as Allow[]).filter(isKnown)
                : key === 'access'
                  ? (value as Access[]).filter(isThere)
                  : key === 'slo' && !((service as ServiceInput).access ?? []).every(isThere)
                    ? withoutQueues(value as Slo)
                    : value,
            ]),
          ) as typeof service,
      );
    return { ...system, services: kept(system.services), ...overridden(system, kept) };
  });
}

/** What is promised of queues, of which one may be gone, is no more. */
function withoutQueues({ queueSeconds: _, ...slo }: Slo): Slo {
  return slo;
}

/** A system with only these of its services. */
export function onlyServices(system: SystemInput, names: readonly string[]): SystemInput {
  const some = <T>(services: Record<string, T>): Record<string, T> =>
    Object.fromEntries(Object.entries(services).filter(([name]) => names.includes(name)));
  return { ...system, services: some(system.services), ...overridden(system, some) };
}

function overridden(
  system: SystemInput,
  change: <T extends object>(services: Record<string, T>) => Record<string, T>,
): Pick<SystemInput, 'environments'> {
  if (system.environments === undefined) return {};
  return {
    environments: mapEach(system.environments, ({ services = {}, ...rest }) => ({
      ...rest,
      services: change(services),
    })),
  };
}

function mapEach<A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
