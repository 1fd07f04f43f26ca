import type { PriorityRange } from '../routing/bands';
import type { RouteMatch } from '../routing/match';
import { routePriority } from '../routing/route-priority';
import { matchOf } from '../rules/choose';
import type { ShiftSpec } from '../spec/rollout';
import type { RouteSpec } from '../spec/route';

/** The rule beside a route that takes the requests of those who test. */
export interface TestRoute {
  readonly match: RouteMatch;
  readonly priority: number;
}

/** Where an app may not put rules, the rules of routing have said so. */
const ANY: PriorityRange = { from: 1, to: 50_000 };

/**
 * The route's requests that carry the header. It takes less than the route, so its own priority lies in a band before it; where the
 * route's priority is written, it has the number before.
 */
export function testRoute(
  route: RouteSpec,
  { name, value }: NonNullable<ShiftSpec['testHeader']>,
  range: PriorityRange = ANY,
): TestRoute {
  const match = matchOf(route);
  const tested = { ...match, headers: { ...match.headers, [name]: [value] } };
  return { match: tested, priority: route.priority === undefined ? routePriority(tested, range) : route.priority - 1 };
}
