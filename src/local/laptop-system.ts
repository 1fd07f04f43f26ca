import { allowsService } from '../rules/edges';
import { withMembers } from '../rules/members';
import { LAPTOP } from '../spec/laptop';
import { mapValues } from '../spec/map-values';
import { parseSystem } from '../spec/resolve-system';
import { isDaemon, replicaBounds, type ServiceSpec } from '../spec/service';
import type { SystemInput, SystemSpec } from '../spec/system';

/**
 * A system as it runs on a laptop: what its `environments.local` changes laid over, each replica with a volume of its own a service, and one replica of
 * everything but where `environments.local` says how many.
 * Throws `SpecError` for a system that is wrong.
 */
export function laptopSystem(input: SystemInput): SystemSpec {
  const system = parseSystem(input, LAPTOP);
  const said = input.environments?.[LAPTOP]?.services ?? {};
  const services = mapValues(system.services, (service, name) => ({
    ...service,
    replicas: (said[name] as Partial<ServiceSpec> | undefined)?.replicas === undefined ? 1 : numberOf(service),
  }));
  return withMembers(withoutStopped({ ...system, services }));
}

/** A service of which `environments.local` wants none is not there, and nobody waits for it or lets it in. */
function withoutStopped(system: SystemSpec): SystemSpec {
  const runs = (written: string) => system.services[written]?.replicas !== 0;
  const running = Object.entries(system.services).filter(([name]) => runs(name));
  return {
    ...system,
    services: Object.fromEntries(
      running.map(([name, service]) => [
        name,
        {
          ...service,
          allow: service.allow.filter(
            (allow) => !allowsService(allow) || runs(typeof allow === 'string' ? allow : allow.service),
          ),
          after: service.after.filter(runs),
        },
      ]),
    ),
  };
}

/** The fewest where a scaler moves them, which may be none; a laptop is one host. */
function numberOf(service: ServiceSpec): number {
  return isDaemon(service) ? 1 : replicaBounds(service.replicas).min;
}

/** Systems, each without callers and without waits of systems that do not run beside it; and whom they do without, as they are written. */
export function amongThemselves(systems: readonly SystemSpec[]): {
  readonly systems: readonly SystemSpec[];
  readonly absent: readonly string[];
} {
  const absent = new Set<string>();
  const isHere = (written: string): boolean => {
    const [system = '', service = ''] = written.split('/');
    const other = systems.find(({ name }) => name === system);
    const here = !written.includes('/') || (other !== undefined && Object.hasOwn(other.services, service));
    if (!here) absent.add(written);
    return here;
  };
  const alone = systems.map((system) => ({
    ...system,
    services: mapValues(system.services, (service) => ({
      ...service,
      allow: service.allow.filter(
        (allow) => !allowsService(allow) || isHere(typeof allow === 'string' ? allow : allow.service),
      ),
      after: service.after.filter(isHere),
    })),
  }));
  return { systems: alone, absent: [...absent].sort() };
}
