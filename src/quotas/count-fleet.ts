import { contractFleet } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import type { FleetSpec } from '../spec/fleet';
import { FLEET_ALARMS } from '../watch/fleet-alarms';
import { direction, type Item, shared } from './item';

/** Managed policies of a host's role: that of the ECS agent and that of Session Manager. */
export const HOST_POLICIES = 2;

/** What a fleet has of everything that is bounded. Interfaces are those of the hosts that are never taken away. */
export function countFleet(environment: EnvironmentSpec, name: string): Item[] {
  const fleet = environment.fleets[name] as FleetSpec;
  const { trunking } = contractFleet(environment, name, fleet);
  const by = `fleets.${name}`;
  const hosts = `the hosts of fleet '${name}'`;
  return [
    ...shared(by, {
      autoScalingGroupsPerRegion: 1,
      alarmsPerRegion: FLEET_ALARMS,
      launchTemplatesPerRegion: 1,
      capacityProvidersPerCluster: 1,
      rolesPerAccount: 1,
      instanceProfilesPerAccount: 1,
      securityGroupsPerRegion: 1,
    }),
    ...shared(`${by}.maxHosts`, { containerInstancesPerCluster: fleet.maxHosts }),
    ...shared(`${by}.minHosts`, { networkInterfacesPerRegion: fleet.minHosts * (trunking ? 2 : 1) }),
    { quota: 'managedPoliciesPerRole', of: `the role of ${hosts}`, by, count: HOST_POLICIES },
    { quota: 'rulesPerSecurityGroup', of: direction(hosts, 'out'), by, count: 1 },
  ];
}
