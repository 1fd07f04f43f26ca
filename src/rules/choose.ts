import { widest } from '../address/widest';
import { routeKey } from '../routing/conditions';
import { type RouteMatch, routePriority } from '../routing/priority';
import type { AuthSpec } from '../spec/auth';
import type { Contract } from '../spec/contract';
import type { ListenerSpec, RouteSpec } from '../spec/route';
import type { ServiceSpec } from '../spec/service';

/** The name of the fleet that a service runs on: as it says, or the only one, or 'general'. It may not exist. */
export function fleetOf(service: Pick<ServiceSpec, 'fleet'>, contract: Pick<Contract, 'fleets'>): string {
  return service.fleet ?? only(Object.keys(contract.fleets)) ?? 'general';
}

/** A route with everything that it leaves open decided. */
export interface ResolvedRoute {
  readonly gateway: string;
  readonly port: string;
  readonly match: RouteMatch;
  readonly priority: number;
  /** Stable name among the routes of a service. */
  readonly key: string;
  /** Whose requests it takes. */
  readonly auth?: AuthSpec;
  /** Ranges that it takes requests from, none inside another; nothing for all. */
  readonly networks?: readonly string[];
}

/** The routes of a service on a platform that `checkService` found nothing wrong with. */
export function resolveRoutes(service: ServiceSpec, contract: Contract, app: string): ResolvedRoute[] {
  return service.routes.map((route) => {
    const gatewayName = gatewayOf(route, contract, 'application') as string;
    const gateway = contract.gateways[gatewayName];
    const range = gateway?.kind === 'application' ? gateway.priorities[app] : undefined;
    const match = matchOf(route);
    const priority = route.priority ?? routePriority(match, range ?? { from: 1, to: 50_000 });
    return {
      gateway: gatewayName,
      port: portOf(route, service) as string,
      match,
      priority,
      key: `Rule-${gatewayName}-${routeKey(match, route.priority)}`,
      ...(route.auth && { auth: route.auth }),
      ...(route.networks && { networks: widest(route.networks) }),
    };
  });
}

/** The listeners of a service, likewise. */
export function resolveListeners(
  service: ServiceSpec,
  contract: Contract,
): (ListenerSpec & { gateway: string; port: string })[] {
  return service.listeners.map((listener) => ({
    ...listener,
    gateway: gatewayOf(listener, contract, 'network') as string,
    port: portOf(listener, service) as string,
  }));
}

/** What a route says of requests. */
export function matchOf({ host, path, methods, headers }: RouteSpec): RouteMatch {
  return { ...(host && { host }), ...(path && { path }), ...(methods && { methods }), ...(headers && { headers }) };
}

/** The gateway that a route or listener names, or the only one of its kind. */
export function gatewayOf(
  { gateway }: { gateway?: string | undefined },
  contract: { readonly gateways: Readonly<Record<string, { readonly kind: string }>> },
  kind: 'application' | 'network',
): string | undefined {
  return gateway ?? only(Object.keys(contract.gateways).filter((name) => contract.gateways[name]?.kind === kind));
}

/** The port that a route or listener names, or the only one of the service. */
export function portOf(
  { port }: { port?: string | undefined },
  service: Pick<ServiceSpec, 'ports'>,
): string | undefined {
  return port ?? only(Object.keys(service.ports));
}

function only<T>(list: readonly T[]): T | undefined {
  return list.length === 1 ? list[0] : undefined;
}
