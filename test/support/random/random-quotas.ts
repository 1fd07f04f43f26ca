import type { EnvironmentInput } from '../../../src/spec/environment';
import type { Draw } from './draw';

/** An account that has been given more: enough for a NAT gateway in each of six zones, and for thousands of replicas. */
export function randomQuotas(draw: Draw): NonNullable<EnvironmentInput['quotas']> {
  return {
    elasticIpsPerRegion: draw.int(6, 40),
    targetsPerTargetGroup: 10_000,
    targetsPerApplicationLoadBalancer: draw.int(20_000, 50_000),
    targetsPerZoneOfNetworkLoadBalancer: 20_000,
    networkInterfacesPerRegion: 100_000,
    ...draw.some({
      rulesPerSecurityGroup: () => draw.int(61, 200),
      rulesPerApplicationLoadBalancer: () => draw.int(101, 200),
      rolesPerAccount: () => draw.int(1001, 5000),
    }),
  };
}
