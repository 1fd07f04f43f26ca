import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { type Edge, edgesInto, type ServiceName } from './edges';

/** Who comes after whom: from a service to those that must be there before it. */
export type StartGraph = ReadonlyMap<string, readonly string[]>;

/** The service that an entry of `after` means. A name without a system is of the waiter's own. */
export function awaitedBy(written: string, system: string): ServiceName {
  const slash = written.indexOf('/');
  return slash < 0
    ? { system, service: written }
    : { system: written.slice(0, slash), service: written.slice(slash + 1) };
}

/** Which services of a system wait for which others of it, as `after` says. */
export function waitsOf({ name, services }: SystemSpec): StartGraph {
  return new Map(
    Object.entries(services).map(([service, { after }]) => [
      service,
      after
        .map((written) => awaitedBy(written, name))
        .filter((awaited) => awaited.system === name)
        .map((awaited) => awaited.service),
    ]),
  );
}

/**
 * Which services of a system must find which others of it running, because they call them: a running task never sees an endpoint that is
 * newer than itself. Of those that call each other, directly or round a circle, somebody has to be first, so that their calls order nothing.
 */
export function callsOf(system: SystemSpec): StartGraph {
  const all = graphOf(edgesInto(system));
  return new Map(
    [...all].map(([caller, callees]) => [caller, callees.filter((callee) => !leads(all, callee, caller))]),
  );
}

/** The edges of a system in the order in which they are to be said: those that order nothing last, so that they give way to all others. */
export function edgesInOrder(system: SystemSpec): Edge[] {
  const edges = edgesInto(system);
  if (Object.values(system.services).every((service: ServiceSpec) => service.after.length === 0)) return edges;
  const calls = callsOf(system);
  const orders = ({ caller, callee }: Edge) => calls.get(caller.service)?.includes(callee.service) === true;
  return [...edges.filter(orders), ...edges.filter((edge) => !orders(edge))];
}

/** A shortest way from one service to another, both included; undefined where there is none. */
export function wayBetween(graph: StartGraph, from: string, to: string): string[] | undefined {
  const before = new Map<string, string | undefined>([[from, undefined]]);
  for (const next of before.keys()) {
    if (next === to) return walkBack(before, to);
    for (const further of graph.get(next) ?? []) if (!before.has(further)) before.set(further, next);
  }
  return undefined;
}

function walkBack(before: ReadonlyMap<string, string | undefined>, to: string): string[] {
  const way: string[] = [];
  for (let at: string | undefined = to; at !== undefined; at = before.get(at)) way.unshift(at);
  return way;
}

function leads(graph: StartGraph, from: string, to: string): boolean {
  return wayBetween(graph, from, to) !== undefined;
}

function graphOf(edges: readonly Edge[]): StartGraph {
  const graph = new Map<string, string[]>();
  for (const { caller, callee } of edges)
    graph.set(caller.service, [...(graph.get(caller.service) ?? []), callee.service]);
  return graph;
}
