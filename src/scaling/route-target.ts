import { gatewayOf, portOf } from '../rules/choose';
import type { Contract } from '../spec/contract';
import type { TargetChoice } from '../spec/scaling';
import type { ServiceSpec } from '../spec/service';

/** What requests of a gateway for one port of a service have in common: the target group that they are counted by. */
export interface RouteTarget {
  readonly gateway: string;
  readonly port: string;
}

/** The targets that the routes of a service lead to, each once. Routes that leave open where they lead to are left out. */
export function routeTargets(service: ServiceSpec, contract: Pick<Contract, 'gateways'>): RouteTarget[] {
  const targets = service.routes.flatMap((route) => {
    const [gateway, port] = [gatewayOf(route, contract, 'application'), portOf(route, service)];
    return gateway === undefined || port === undefined ? [] : [{ gateway, port }];
  });
  return [...new Map(targets.map((target) => [`${target.gateway} ${target.port}`, target])).values()];
}

/** Those of the targets that a choice leaves: one, where it says enough. */
export function chosenTargets(targets: readonly RouteTarget[], { gateway, port }: TargetChoice): RouteTarget[] {
  return targets.filter((t) => (gateway ?? t.gateway) === t.gateway && (port ?? t.port) === t.port);
}
