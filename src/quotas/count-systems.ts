import { resolveListeners, resolveRoutes } from '../rules/choose';
import type { Neighbours } from '../rules/edges';
import type { KnownQueues } from '../rules/known-queues';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { countBackups } from './count-backups';
import { countEdges, type FieldOf } from './count-edges';
import { hostedZone } from './count-gateway';
import { countOwnHosts } from './count-own-hosts';
import { countService } from './count-service';
import { calleesOf, countTask } from './count-task';
import { countJobs } from './count-training';
import { countVolumes } from './count-volumes';
import type { Item } from './item';

/** Systems about to be built on a platform. */
export interface Built {
  readonly systems: readonly SystemSpec[];
  readonly contract: Contract;
  readonly app: string;
  /** Services of all systems, by `<system>/<service>`. */
  readonly neighbours: Neighbours;
  readonly fieldOf: FieldOf;
  /** Queues of all systems, by `<system>/<queue>`. */
  readonly queues: KnownQueues;
}

/** What systems have of everything that is bounded. Of systems in which nothing else is wrong. */
export function countSystems({ systems, neighbours, ...built }: Built): Item[] {
  return systems.flatMap((system) => {
    const callees = calleesOf(system, neighbours);
    return [
      ...Object.keys(system.services)
        .sort()
        .flatMap((name) => {
          const spec = system.services[name] as ServiceSpec;
          const attached = { service: { system: system.name, service: name }, spec, ...built };
          return [
            ...countService(attached),
            ...countTask(attached, callees.get(name) ?? []),
            ...countOwnHosts(attached, system.volumes),
          ];
        }),
      ...countEdges(system, neighbours, built.fieldOf),
      ...countVolumes(system, built.fieldOf),
      ...countJobs(system, built.contract),
      ...countBackups(system),
      ...countRecords(system, built),
    ];
  });
}

/** A DNS record for each host of a gateway with a domain; DNS knows no case. */
function countRecords(
  system: SystemSpec,
  { contract, app, fieldOf }: Pick<Built, 'contract' | 'app' | 'fieldOf'>,
): Item[] {
  const seen = new Set<string>();
  return Object.entries(system.services).flatMap(([name, spec]) => {
    const attached = [
      ...resolveRoutes(spec, contract, app).map(({ gateway, match }) => ({ gateway, host: match.host })),
      ...resolveListeners(spec, contract),
    ];
    return attached.flatMap(({ gateway, host }): Item[] => {
      const domain = contract.gateways[gateway]?.domain;
      const key = `${gateway} ${host?.toLowerCase()}`;
      if (host === undefined || domain === undefined || seen.has(key)) return [];
      seen.add(key);
      const by = fieldOf({ system: system.name, service: name });
      return [{ quota: 'recordsPerHostedZone', of: hostedZone(domain), by, count: 1 }];
    });
  });
}
