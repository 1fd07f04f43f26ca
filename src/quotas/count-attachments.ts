import { routeTargets } from '../rollout/route-targets';
import { rolloutPercents, shiftOf } from '../rollout/strategy';
import { type ResolvedRoute, resolveListeners, resolveRoutes } from '../rules/choose';
import type { ServiceName } from '../rules/edges';
import type { KnownQueues } from '../rules/known-queues';
import type { Contract } from '../spec/contract';
import { isDaemon, type ServiceSpec } from '../spec/service';
import { enteredPorts } from '../task/concurrency-agent';
import { type FieldOf, pathOf, serviceGroup } from './count-edges';
import { gatewayGroup, gatewaySubject } from './count-gateway';
import { ENVIRONMENT, type Item } from './item';
import { replicaCounts } from './replica-counts';

/** A service about to be built, and where. */
export interface Attached {
  readonly service: ServiceName;
  readonly spec: ServiceSpec;
  readonly contract: Contract;
  readonly app: string;
  readonly fieldOf: FieldOf;
  readonly queues: KnownQueues;
}

/** What the routes and listeners of a service have of everything that is bounded. */
export function countAttachments(attached: Attached): Item[] {
  const { spec, contract, app } = attached;
  const routes = resolveRoutes(spec, contract, app);
  const listeners = resolveListeners(spec, contract);
  const by = attached.fieldOf(attached.service);
  // Testers have a rule of their own beside each.
  const rules = shiftOf(spec.rollout)?.testHeader === undefined ? 1 : 2;
  return [
    ...routes.map(({ gateway }): Item => {
      return { quota: 'rulesPerApplicationLoadBalancer', of: gatewaySubject(gateway), by, count: rules };
    }),
    ...routeTargets(spec, contract, app).flatMap(({ key, gateway }) => routeTarget(attached, gateway, key)),
    ...listeners.flatMap(({ gateway, listenPort }) => listenerTarget(attached, gateway, `${gateway}-${listenPort}`)),
    ...openings(routes, listeners, spec).flatMap(({ gateway }): Item[] => [
      { quota: 'rulesPerSecurityGroup', of: serviceGroup(attached.service, 'in'), by: `gateways.${gateway}`, count: 1 },
      { quota: 'rulesPerSecurityGroup', of: gatewayGroup(gateway, 'out'), by, count: 1 },
    ]),
  ];
}

/** One route of each target group: a gateway and a port. */
function byGroup(routes: readonly ResolvedRoute[]): ResolvedRoute[] {
  return [...new Map(routes.map((route) => [`${route.gateway} ${route.port}`, route])).values()];
}

function routeTarget(attached: Attached, gateway: string, key: string): Item[] {
  const by = attached.fieldOf(attached.service);
  const of = gatewaySubject(gateway);
  return [
    { quota: 'targetGroupsPerApplicationLoadBalancer', of, by, count: groupsOf(attached) },
    { quota: 'targetsPerApplicationLoadBalancer', of, by, count: replicaCounts(attached.spec, attached.contract).min },
    ...target(attached, key),
  ];
}

function listenerTarget(attached: Attached, gateway: string, key: string): Item[] {
  const { spec, contract } = attached;
  const by = attached.fieldOf(attached.service);
  const of = gatewaySubject(gateway);
  const published = contract.gateways[gateway];
  const clients = published?.kind === 'network' ? published.clients.length : 0;
  return [
    { quota: 'listenersPerNetworkLoadBalancer', of, by, count: 1 },
    { quota: 'targetsPerZoneOfNetworkLoadBalancer', of, by, count: replicaCounts(spec, contract).min },
    { quota: 'rulesPerSecurityGroup', of: gatewayGroup(gateway, 'in'), by, count: clients },
    ...target(attached, key),
  ];
}

/** The groups of one target: two where a rollout moves requests from one to the other. */
function groupsOf({ spec }: Attached): number {
  return shiftOf(spec.rollout) === undefined ? 1 : 2;
}

/** A target group, and the most replicas that it holds: while they are replaced, the old beside the new, or each set in a group of its own. */
function target(attached: Attached, key: string): Item[] {
  const { service, spec, fieldOf } = attached;
  const by = fieldOf(service);
  const of = `target group ${key} of ${pathOf(service)}`;
  const percent =
    shiftOf(spec.rollout) === undefined && !isDaemon(spec) ? rolloutPercents(spec.rollout).maximumPercent : 100;
  const count = Math.floor((replicaCounts(spec, attached.contract).max * percent) / 100);
  return [
    { quota: 'targetGroupsPerRegion', of: ENVIRONMENT, by, count: groupsOf(attached) },
    { quota: 'targetsPerTargetGroup', of, by: `${by}.replicas`, count },
  ];
}

/** The ports that each gateway reaches: those that it leads to, and the one that it asks for health. */
function openings(
  routes: readonly ResolvedRoute[],
  listeners: readonly { readonly gateway: string; readonly port: string }[],
  spec: ServiceSpec,
): { readonly gateway: string; readonly port: string }[] {
  const all = [
    ...byGroup(routes).flatMap(({ gateway, port }) => enteredPorts(spec, port).map((p) => ({ gateway, port: p }))),
    ...listeners,
  ];
  return [...new Map(all.map(({ gateway, port }) => [`${gateway} ${port}`, { gateway, port }])).values()];
}
