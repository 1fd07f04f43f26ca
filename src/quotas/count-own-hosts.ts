import { fleetUnder, ownHostsOf, type Volumes } from '../rules/own-hosts';
import type { Attached } from './count-attachments';
import { pathOf } from './count-edges';
import { HOST_POLICIES } from './count-fleet';
import { direction, type Item, shared } from './item';

/** What the hosts have of everything that is bounded that a service has for itself, where it has any. */
export function countOwnHosts({ service, spec, contract, fieldOf }: Attached, volumes: Volumes): Item[] {
  const hosts = ownHostsOf(spec, volumes, contract);
  if (hosts === undefined) return [];
  const by = `${fieldOf(service)}.mounts`;
  const owner = `the hosts of ${pathOf(service)}`;
  const trunking = fleetUnder(spec, volumes, contract)?.trunking ?? false;
  return [
    ...shared(by, {
      autoScalingGroupsPerRegion: 1,
      launchTemplatesPerRegion: 1,
      rolesPerAccount: 1,
      instanceProfilesPerAccount: 1,
      securityGroupsPerRegion: 1,
      containerInstancesPerCluster: hosts.count,
      networkInterfacesPerRegion: hosts.count * (trunking ? 2 : 1),
      // Their refresh may fail.
      alarmsPerRegion: 1,
    }),
    { quota: 'managedPoliciesPerRole', of: `the role of ${owner}`, by, count: HOST_POLICIES },
    { quota: 'rulesPerSecurityGroup', of: direction(owner, 'out'), by, count: 1 },
  ];
}
