import type { EnvironmentSpec } from '../spec/environment';
import { mapValues } from '../spec/map-values';
import type { SystemSpec } from '../spec/system';
import { gatewayOf } from './choose';

/** Constant, so that another route that asks changes nothing of what a foundation is. */
const WHY = 'Routes ask identity providers who somebody is';

/**
 * An environment whose gateways may call the identity providers that routes of these systems ask. A rule for it in the stack of each
 * system would be the same rule of one group twice, which EC2 refuses, so the gateway has it. Saying it again changes nothing.
 */
export function withWaysOut(
  environment: EnvironmentSpec,
  systems: readonly Pick<SystemSpec, 'services'>[],
): EnvironmentSpec {
  const asked = new Set(
    systems.flatMap(({ services }) =>
      Object.values(services).flatMap(({ routes }) =>
        routes.flatMap((route) => (route.auth && gatewayOf(route, environment, 'application')) ?? []),
      ),
    ),
  );
  if (asked.size === 0) return environment;
  const gateways = mapValues(environment.gateways, (gateway, name) => {
    if (!asked.has(name) || gateway.kind !== 'application' || gateway.plainHttp || gateway.outboundHttps)
      return gateway;
    return { ...gateway, outboundHttps: { why: WHY } };
  });
  return { ...environment, gateways };
}
