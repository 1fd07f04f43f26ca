import { entryOf } from '../network/client-group';
import { type Edge, edgesInto, edgesOutOf, type Neighbours, type ServiceName } from '../rules/edges';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { direction, type Item } from './item';

/** Where a service stands in what the user wrote: `ads.services.bidder`. */
export type FieldOf = (service: ServiceName) => string;

/** `ads/bidder`: a service among those of an environment. */
export function pathOf({ system, service }: ServiceName): string {
  return `${system}/${service}`;
}

/** The security group of a service, in one direction. */
export function serviceGroup(service: ServiceName, way: 'in' | 'out'): string {
  return direction(pathOf(service), way);
}

/**
 * The rules between services that a system's stack makes, and the client groups that its services carry: of the edges inside it, and of
 * those that lead from it to other systems.
 */
export function countEdges(system: SystemSpec, neighbours: Neighbours, fieldOf: FieldOf): Item[] {
  const said = new Set<string>();
  const joined = new Set<string>();
  const edges = [...edgesInto(system), ...edgesOutOf(system, neighbours)];
  return edges.flatMap((edge) => {
    const { caller, callee } = edge;
    const spec = specOf(system, neighbours, callee);
    const ports = Object.keys(spec.ports);
    const called = edge.ports ?? ports;
    const entry = entryOf(spec.clientGroup, called, ports);
    const key = `${pathOf(caller)} ${pathOf(callee)}`;
    const fresh = called.filter((port) => !said.has(`${key} ${port}`));
    for (const port of fresh) said.add(`${key} ${port}`);
    const joins = entry.member && fresh.length > 0 && !joined.has(key);
    if (joins) joined.add(key);
    return [
      ...(entry.rules ? rules(edge, new Set(fresh).size, fieldOf) : []),
      ...(joins ? [{ quota: 'securityGroupsPerTask' as const, of: task(caller), by: fieldOf(callee), count: 1 }] : []),
    ];
  });
}

/** A replica, whose interface carries the groups. */
export function task(service: ServiceName): string {
  return `each replica of ${pathOf(service)}`;
}

function rules({ caller, callee }: Edge, count: number, fieldOf: FieldOf): Item[] {
  if (count === 0) return [];
  return [
    { quota: 'rulesPerSecurityGroup', of: serviceGroup(callee, 'in'), by: fieldOf(caller), count },
    { quota: 'rulesPerSecurityGroup', of: serviceGroup(caller, 'out'), by: fieldOf(callee), count },
  ];
}

function specOf(system: SystemSpec, neighbours: Neighbours, callee: ServiceName): ServiceSpec {
  const found = callee.system === system.name ? system.services[callee.service] : neighbours[pathOf(callee)];
  return found as ServiceSpec;
}
