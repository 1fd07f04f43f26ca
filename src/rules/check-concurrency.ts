import { type Problem, within } from '../errors';
import { shiftOf } from '../rollout/strategy';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { checkImage } from './check-image';
import { gatewayOf, portOf } from './choose';

/**
 * Limits on the requests of a replica that nothing would keep to. The agent counts what one application balancer sends to one port of it:
 * its control port belongs to the target group, and a target group to one balancer. Fields are those of the service.
 */
export function checkConcurrency(service: ServiceSpec, contract: Contract): Problem[] {
  const { maxConcurrencyPerReplica: limit, routes } = service;
  if (limit === undefined) return [];
  // Where requests are moved between two groups, each route has its own two.
  const own = shiftOf(service.rollout) !== undefined;
  const targets = new Set(
    routes.map(
      (r, i) => `${gatewayOf(r, contract, 'application')} ${portOf(r, service)}${own ? ` of routes.${i}` : ''}`,
    ),
  );
  return within('maxConcurrencyPerReplica', [
    ...checkImage(limit.image),
    ...(targets.size === 0
      ? [
          {
            code: 'ConcurrencyWithoutRoute',
            field: '',
            problem: 'is kept to by an application gateway, and no route leads here',
            fix: 'add a route, or remove it',
          },
        ]
      : []),
    ...(targets.size > 1
      ? [
          {
            code: 'ConcurrencyOverTargets',
            field: '',
            problem: `is counted for one port behind one gateway, but routes lead to ${targets.size}: ${[...targets].sort().join(', ')}`,
            fix: own ? 'use one route, or a rolling rollout' : 'let all routes lead to one port through one gateway',
          },
        ]
      : []),
    ...checkBypass(service),
  ]);
}

function checkBypass({ allow, listeners }: ServiceSpec): Problem[] {
  const ways = [...(allow.length > 0 ? ['callers in `allow`'] : []), ...(listeners.length > 0 ? ['`listeners`'] : [])];
  if (ways.length === 0) return [];
  return [
    {
      code: 'ConcurrencyBypassed',
      field: '',
      problem: `counts what comes by routes alone, and ${ways.join(' and ')} lead past it`,
      fix: 'let them use a route',
    },
  ];
}
