import { edgeName, partName } from '../naming/local-names';
import { edgesInto, edgesOutOf, neighboursOf } from '../rules/edges';
import { jobEdges } from '../rules/job-edges';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { type Endpoint, endpointsOf, serviceHost } from '../task/endpoint';
import { gatewaysOf } from './laptop-gateways';

/** Who may call whom on a laptop, by the names that they have there. */
export interface LaptopEdge {
  /** A service, a job or a gateway. */
  readonly caller: string;
  readonly callee: string;
  /** What of the callee it may call; a gateway is not told. */
  readonly endpoints: readonly Endpoint[];
}

/** A network, and with which names a workload is on it. */
export interface EdgeNetwork {
  readonly name: string;
  readonly isInternal: boolean;
  readonly members: Readonly<Record<string, readonly string[]>>;
}

/** All edges between the workloads of systems that run together; those to systems that do not run are none. */
export function laptopEdges(systems: readonly SystemSpec[]): LaptopEdge[] {
  const known = new Map(systems.map((system) => [system.name, system]));
  const neighbours = neighboursOf(systems);
  const services = systems.flatMap((system) => [...edgesInto(system), ...edgesOutOf(system, neighbours)]);
  const among = services.map(({ caller, callee, ports }): LaptopEdge => {
    const service = known.get(callee.system)?.services[callee.service] as ServiceSpec;
    return {
      caller: serviceHost(caller.system, caller.service),
      callee: serviceHost(callee.system, callee.service),
      endpoints: endpointsOf(callee.system, callee.service, service.ports).filter(
        ({ port }) => ports?.includes(port) ?? true,
      ),
    };
  });
  const ofJobs = systems.flatMap((system) =>
    jobEdges(system).map(({ job, callee, ports }): LaptopEdge => {
      const { ports: all } = system.services[callee] as ServiceSpec;
      const endpoints = endpointsOf(system.name, callee, all).filter(({ port }) => ports.includes(port));
      return { caller: serviceHost(system.name, job), callee: serviceHost(system.name, callee), endpoints };
    }),
  );
  const ofGateways = gatewaysOf(systems).flatMap(({ name, backends }) =>
    backends.map((callee): LaptopEdge => ({ caller: name, callee, endpoints: [] })),
  );
  return [...among, ...ofJobs, ...ofGateways];
}

/**
 * A network for each edge, on which only the caller and the callee are: two callers of one service never meet. Who may
 * connect to the outside has one more, that leads there; so have gateways, whose ports are those of the laptop. Who has none is nowhere.
 */
export function edgeNetworks(systems: readonly SystemSpec[], edges: readonly LaptopEdge[]): EdgeNetwork[] {
  const found = new Map<string, EdgeNetwork>();
  const add = (name: string, isInternal: boolean, members: EdgeNetwork['members']) =>
    found.set(name, { name, isInternal, members: { ...found.get(name)?.members, ...members } });
  for (const { caller, callee } of edges)
    add(
      edgeName(caller, callee),
      true,
      caller === callee ? { [callee]: [callee] } : { [caller]: [], [callee]: [callee] },
    );
  for (const [name, leadsOutside] of workloadsOf(systems))
    if (leadsOutside) add(partName(OUTSIDE, name), false, { [name]: [] });
  for (const { name } of gatewaysOf(systems)) add(partName(OUTSIDE, name), false, { [name]: [] });
  return [...found.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** First part of the name of a network that leads outside. */
export const OUTSIDE = 'outside';

/** Hosts of jobs connect to any address by HTTPS, services where they say so. */
function workloadsOf(systems: readonly SystemSpec[]): [string, boolean][] {
  return systems.flatMap(({ name, services, jobs }) => [
    ...Object.entries(services).map(([service, { egress }]): [string, boolean] => [
      serviceHost(name, service),
      egress.length > 0,
    ]),
    ...Object.keys(jobs).map((job): [string, boolean] => [serviceHost(name, job), true]),
  ]);
}
