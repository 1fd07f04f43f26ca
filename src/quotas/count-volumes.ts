import { own } from '../spec/own';
import { keptName, type SystemSpec } from '../spec/system';
import type { VolumeOf, VolumeSpec } from '../spec/volume';
import { capabilitiesOf, isKept } from '../storage/capabilities';
import { LUSTRE_PORTS } from '../storage/endpoints';
import { type FieldOf, pathOf, serviceGroup } from './count-edges';
import { direction, type Item, shared } from './item';

/** Services and the field that each stands at. */
interface Mounting {
  readonly system: string;
  readonly service: string;
  readonly by: string;
}

/** The volumes of a system have this of everything that is bounded, with the rules to those who mount them. */
export function countVolumes(system: SystemSpec, fieldOf: FieldOf): Item[] {
  const { name, services, volumes } = system;
  const keptBy = keptName(system);
  const kept = Object.keys(volumes).filter((volume) => isKept(volumes[volume] as VolumeSpec));
  return [
    ...kept.flatMap((volume) =>
      countVolume(`${name}.volumes.${volume}`, volumeGroup(keptBy, volume), volumes[volume] as VolumeSpec),
    ),
    ...Object.entries(services).flatMap(([service, { mounts }]) => {
      const by = `${fieldOf({ system: name, service })}.mounts`;
      const mounted = [...new Set(mounts.map(({ volume }) => volume))];
      return mounted.flatMap((volume) =>
        countMount({ system: name, service, by }, volumeGroup(keptBy, volume), own(volumes, volume)),
      );
    }),
  ];
}

function countVolume(by: string, group: string, volume: VolumeSpec): Item[] {
  switch (volume.kind) {
    case 'ebs':
      return countBlocks(volume, by);
    case 'efs':
      return shared(by, { fileSystemsPerRegion: 1, securityGroupsPerRegion: 1 });
    case 'lustre':
      return [
        ...shared(by, { lustreFileSystemsPerRegion: 1, securityGroupsPerRegion: 1 }),
        ...rules(direction(group, 'in'), by, LUSTRE_PORTS.length),
        ...rules(direction(group, 'out'), by, LUSTRE_PORTS.length),
      ];
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

/** Tasks reach what they mount themselves; hosts what they mount for them, and servers of Lustre call these back. */
function countMount({ system, service, by }: Mounting, group: string, volume: VolumeSpec | undefined): Item[] {
  if (volume?.kind === 'efs')
    return [...rules(direction(group, 'in'), by), ...rules(serviceGroup({ system, service }, 'out'), by)];
  if (volume?.kind === 'lustre') {
    const hosts = `the hosts of ${pathOf({ system, service })}`;
    return (['in', 'out'] as const).flatMap((way) => [
      ...rules(direction(group, way), by, LUSTRE_PORTS.length),
      ...rules(direction(hosts, way), by, LUSTRE_PORTS.length),
    ]);
  }
  if (volume === undefined || capabilitiesOf(volume).scope !== 'task') return [];
  return [
    // ECS makes a volume for each task with a role that has one managed policy.
    ...shared(by, { rolesPerAccount: 1 }),
    { quota: 'managedPoliciesPerRole', of: `the role of ${system}/${service}`, by, count: 1 },
  ];
}

/** Whose security group that of a volume is, by the first name of its system, which it keeps. */
export function volumeGroup(keptBy: string, volume: string): string {
  return `volume ${keptBy}/${volume}`;
}

function rules(of: string, by: string, count = 1): Item[] {
  return [{ quota: 'rulesPerSecurityGroup', of, by, count }];
}
