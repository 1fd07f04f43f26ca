import { own } from '../spec/own';
import type { SystemSpec } from '../spec/system';
import type { VolumeOf, VolumeSpec } from '../spec/volume';
import { capabilitiesOf, isKept } from '../storage/capabilities';
import { type FieldOf, serviceGroup } from './count-edges';
import { direction, type Item, shared } from './item';

/** Services and the field that each stands at. */
interface Mounting {
  readonly system: string;
  readonly service: string;
  readonly by: string;
}

/** What the volumes of a system have of everything that is bounded, with the rules to those who mount them. */
export function countVolumes({ name, services, volumes }: SystemSpec, fieldOf: FieldOf): Item[] {
  const kept = Object.keys(volumes).filter((volume) => isKept(volumes[volume] as VolumeSpec));
  return [
    ...kept.flatMap((volume) => countVolume(volumes[volume] as VolumeSpec, `${name}.volumes.${volume}`)),
    ...Object.entries(services).flatMap(([service, { mounts }]) => {
      const by = `${fieldOf({ system: name, service })}.mounts`;
      const mounted = [...new Set(mounts.map(({ volume }) => volume))];
      return mounted.flatMap((volume) => countMount({ system: name, service, by }, volume, own(volumes, volume)));
    }),
  ];
}

function countVolume(volume: VolumeSpec, by: string): Item[] {
  switch (volume.kind) {
    case 'ebs':
      return countBlocks(volume, by);
    case 'efs':
      return shared(by, { fileSystemsPerRegion: 1, securityGroupsPerRegion: 1 });
    default:
      return [];
  }
}

function countBlocks({ volumeType, sizeGiB, iops = 0 }: VolumeOf<'ebs'>, by: string): Item[] {
  if (volumeType === 'gp3') return shared(`${by}.sizeGiB`, { gp3GiBPerRegion: sizeGiB });
  return [
    ...shared(`${by}.sizeGiB`, { io2GiBPerRegion: sizeGiB }),
    ...shared(`${by}.iops`, { io2IopsPerRegion: iops }),
  ];
}

/** Tasks reach what they mount themselves. */
function countMount({ system, service, by }: Mounting, name: string, volume: VolumeSpec | undefined): Item[] {
  if (volume?.kind === 'efs')
    return [...rules(volumeGroup(system, name), by), ...rules(serviceGroup({ system, service }, 'out'), by)];
  if (volume === undefined || capabilitiesOf(volume).scope !== 'task') return [];
  return [
    // ECS makes a volume for each task with a role that has one managed policy.
    ...shared(by, { rolesPerAccount: 1 }),
    { quota: 'managedPoliciesPerRole', of: `the role of ${system}/${service}`, by, count: 1 },
  ];
}

/** The security group of a volume. */
function volumeGroup(system: string, volume: string): string {
  return direction(`volume ${system}/${volume}`, 'in');
}

function rules(of: string, by: string): Item[] {
  return [{ quota: 'rulesPerSecurityGroup', of, by, count: 1 }];
}
