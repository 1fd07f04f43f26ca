import { widest } from '../address/widest';
import type { Problem } from '../errors';
import { canonicalMatch, matchesMeet, matchIncludes } from '../routing/match';
import { routePriority } from '../routing/route-priority';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import type { RouteSpec } from '../spec/route';
import type { ServiceSpec } from '../spec/service';
import { gatewayOf, matchOf } from './choose';

/** A route where it is judged among the others of its service. */
interface Judged {
  readonly i: number;
  readonly gateway: string | undefined;
  readonly match: ReturnType<typeof canonicalMatch>;
  readonly priority: number;
  readonly networks: string;
  readonly policy: string;
}

/**
 * Ways around what a route of a service asks, by another route of the same service at the same gateway. A rule that is not met passes a
 * request on: from outside its networks the broader route takes it. And of two routes that meet in some requests, neither within the
 * other, the first takes what the other would have asked about. Fields are those of the service. Code `PoliciesFight`.
 */
export function checkBypass({ routes }: ServiceSpec, contract: Contract, app: string): Problem[] {
  const all = routes.map((route, i) => judged(route, i, contract, app));
  return all.flatMap((strict) => all.flatMap((other) => fight(strict, other)).slice(0, 1));
}

function judged(route: RouteSpec, i: number, contract: Contract, app: string): Judged {
  const gateway = gatewayOf(route, contract, 'application');
  const found = gateway === undefined ? undefined : own(contract.gateways, gateway);
  const range = found?.kind === 'application' ? found.priorities[app] : undefined;
  const match = matchOf(route);
  return {
    i,
    gateway,
    match: canonicalMatch(match),
    priority: route.priority ?? routePriority(match, range ?? { from: 1, to: 50_000 }),
    networks: route.networks === undefined ? '' : widest(route.networks).join(),
    policy: JSON.stringify([route.auth ?? null, route.networks === undefined ? null : widest(route.networks)]),
  };
}

function fight(strict: Judged, other: Judged): Problem[] {
  if (strict.i === other.i || strict.gateway !== other.gateway || strict.policy === other.policy) return [];
  if (!matchesMeet(strict.match, other.match)) return [];
  const within = matchIncludes(strict.match, other.match);
  const around = matchIncludes(other.match, strict.match);
  // What is narrower was said on purpose, and comes first; the same requests twice are refused as such.
  if (within) return [];
  const passedOn = strict.networks !== '' && other.networks !== strict.networks;
  const before = !around && other.priority < strict.priority;
  if (!passedOn && !before) return [];
  const problem = passedOn
    ? `takes requests of its networks alone, and passes others on to routes.${other.i} of this service, which takes them`
    : `asks otherwise than routes.${other.i} of this service, which comes first and takes what both match`;
  return [
    {
      code: 'PoliciesFight',
      field: `routes.${strict.i}`,
      problem,
      fix: 'give both the same `auth` and `networks`, or make a service of its own for one of them',
    },
  ];
}
