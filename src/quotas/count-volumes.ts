import type { SystemSpec } from '../spec/system';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf, isKept } from '../storage/capabilities';
import { type FieldOf, serviceGroup } from './count-edges';
import { direction, type Item, shared } from './item';

/** The security group of a volume. */
function volumeGroup(system: string, volume: string): string {
  return direction(`volume ${system}/${volume}`, 'in');
}

/** What the volumes of a system have of everything that is bounded, with the rules to those who mount them. */
export function countVolumes({ name, services, volumes }: SystemSpec, fieldOf: FieldOf): Item[] {
  const kept = Object.keys(volumes).filter((volume) => isKept(volumes[volume] as VolumeSpec));
  return [
    ...kept.flatMap((volume) =>
      shared(`${name}.volumes.${volume}`, { fileSystemsPerRegion: 1, securityGroupsPerRegion: 1 }),
    ),
    ...Object.entries(services).flatMap(([service, { mounts }]) => {
      const by = `${fieldOf({ system: name, service })}.mounts`;
      const mounted = [...new Set(mounts.map(({ volume }) => volume))];
      return [
        ...mounted
          .filter((volume) => kept.includes(volume))
          .flatMap((volume): Item[] => [
            { quota: 'rulesPerSecurityGroup', of: volumeGroup(name, volume), by, count: 1 },
            { quota: 'rulesPerSecurityGroup', of: serviceGroup({ system: name, service }, 'out'), by, count: 1 },
          ]),
        ...mounted
          .filter((volume) => capabilitiesOf(volumes[volume] as VolumeSpec).scope === 'task')
          .flatMap(() => madeByEcs(`${name}/${service}`, by)),
      ];
    }),
  ];
}

/** The role with which ECS makes a volume for each task, and the managed policy that it has. */
function madeByEcs(service: string, by: string): Item[] {
  return [
    ...shared(by, { rolesPerAccount: 1 }),
    { quota: 'managedPoliciesPerRole', of: `the role of ${service}`, by, count: 1 },
  ];
}
