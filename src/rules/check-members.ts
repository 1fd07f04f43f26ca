import type { Problem } from '../errors';
import { checkName } from '../naming/names';
import { own } from '../spec/own';
import { show } from '../spec/parse';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { memberName, volumeOfReplicas } from './members';

/** What is wrong with services whose replicas have a volume each, and are services for that. Fields are those of the system. */
export function checkMembers({ services, volumes }: Pick<SystemSpec, 'services' | 'volumes'>): Problem[] {
  return Object.keys(services)
    .sort()
    .flatMap((name) => {
      const service = services[name] as ServiceSpec;
      const volume = volumeOfReplicas(service, volumes);
      if (volume === undefined) return [];
      const { max } = replicaBounds(service.replicas);
      return [
        ...checkCount(name, service, volume),
        ...checkReached(name, service, volume),
        ...checkPlaced(name, service, volume),
        ...checkNames('service', name, max, services),
        ...checkNames('volume', volume, max, volumes),
      ];
    });
}

/** Nothing adds or takes away a service, and with it a volume, but the spec. */
function checkCount(name: string, { replicas }: ServiceSpec, volume: string): Problem[] {
  if (typeof replicas === 'number') return [];
  return [
    {
      code: 'ReplicasNotFixed',
      field: `services.${name}.replicas`,
      problem: `is ${show(replicas)}, but volume '${volume}' is one for each replica, and nothing adds volumes but the spec`,
      fix: 'use a number',
    },
  ];
}

/** A rule of a gateway leads to one service, and each replica is one. */
function checkReached(name: string, service: ServiceSpec, volume: string): Problem[] {
  return (['routes', 'listeners'] as const)
    .filter((field) => service[field].length > 0)
    .map((field) => ({
      code: 'RouteToMembers',
      field: `services.${name}.${field}`,
      problem: `lead to '${name}', but volume '${volume}' is one for each replica, and which of them a request is for only a caller knows`,
      fix: `put a service before it that asks '${memberName(name, 0)}', '${memberName(name, 1)}' and so on`,
    }));
}

/** Each replica is where its volume is. */
function checkPlaced(name: string, { placement }: ServiceSpec, volume: string): Problem[] {
  const { spread, pack, constraints } = placement;
  if (spread === undefined && pack === undefined && constraints.length === 0) return [];
  return [
    {
      code: 'PlacementOfMembers',
      field: `services.${name}.placement`,
      problem: `is said, but each replica is on the host of its volume '${volume}', and these go round the zones`,
      fix: `remove it, or say zone of '${volume}'`,
    },
  ];
}

/** Names that members get must be free, and no longer than others. */
function checkNames(
  kind: 'service' | 'volume',
  name: string,
  count: number,
  all: Readonly<Record<string, unknown>>,
): Problem[] {
  const members = Array.from({ length: count }, (_, replica) => memberName(name, replica));
  const long = members.at(-1);
  const [wrong] = long === undefined ? [] : checkName(kind, long, `${kind}s.${name}`);
  return [
    ...members
      .filter((member) => own(all, member) !== undefined)
      .map((member) => ({
        code: 'MemberNameTaken',
        field: `${kind}s.${member}`,
        problem: `is the name of what '${name}' has for one of its replicas`,
        fix: 'rename it',
      })),
    ...(wrong === undefined ? [] : [{ ...wrong, fix: `use a shorter name than '${name}'` }]),
  ];
}
