import { type ResolvedRoute, resolveRoutes } from '../rules/choose';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { shiftOf } from './strategy';
import { type TestRoute, testRoute } from './test-route';

/** Where the requests of some routes go: one group of replicas, or the two that a rollout moves them between. */
export interface RouteTarget {
  /** Stable name among the targets of a service. */
  readonly key: string;
  readonly gateway: string;
  readonly port: string;
  /** Replicas are registered in one of two groups, which the rules lead to by weight. */
  readonly doubled: boolean;
  /** What tells its groups from others of the port; nothing for those that the port has under every rollout. */
  readonly variant: string;
  readonly rules: readonly ResolvedRoute[];
  /** The rule for those who test the new replicas; only where a rollout moves requests and says who. */
  readonly test?: TestRoute;
}

/**
 * The targets of a service's routes. Routes of one gateway and port share a group where replicas are replaced in place. Where requests
 * are moved each route has two groups of its own: ECS moves one production rule for each entry of the service's load balancers
 * (ECS API reference, AdvancedConfiguration, 2026-11), so a second rule to the same groups would stay behind.
 *
 * The first route of a port has the same group under every rollout: its replicas stay registered while a service changes from one to another.
 */
export function routeTargets(service: ServiceSpec, contract: Contract, app: string): RouteTarget[] {
  const shift = shiftOf(service.rollout);
  const routes = resolveRoutes(service, contract, app);
  if (shift !== undefined)
    return routes.map((route, i) => ({
      ...groupsOf(route, routes.findIndex((other) => keyOf(other) === keyOf(route)) === i),
      gateway: route.gateway,
      port: route.port,
      doubled: true,
      rules: [route],
      ...(shift.testHeader && {
        test: testRoute(service.routes[i] as never, shift.testHeader, rangeOf(contract, route, app)),
      }),
    }));
  const keys = [...new Set(routes.map(keyOf))];
  return keys.map((key) => {
    const rules = routes.filter((route) => keyOf(route) === key);
    const { gateway, port } = rules[0] as ResolvedRoute;
    return { key, variant: '', gateway, port, doubled: false, rules };
  });
}

function groupsOf(route: ResolvedRoute, isFirst: boolean): Pick<RouteTarget, 'key' | 'variant'> {
  if (isFirst) return { key: keyOf(route), variant: '' };
  const key = route.key.replace(/^Rule-/, '');
  return { key, variant: ` ${key}` };
}

const keyOf = ({ gateway, port }: ResolvedRoute) => `${gateway}-${port}`;

function rangeOf(contract: Contract, { gateway }: ResolvedRoute, app: string) {
  const found = contract.gateways[gateway];
  return found?.kind === 'application' ? found.priorities[app] : undefined;
}
