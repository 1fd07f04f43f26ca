import type { MountSpec } from '../spec/mount';
import { partName } from '../storage/access-points';
import { type KnownVolume, volumeName } from '../storage/known-volume';
import { hostPath } from '../storage/mount-point';

/** A volume of a task, as ECS knows it: an access point of EFS, what Docker makes on the host and keeps, what ECS makes for the task, or a directory of the host. */
export type TaskVolume = { readonly name: string } & (
  | { readonly from: 'efs'; readonly fileSystemId: string; readonly accessPointId: string }
  | { readonly from: 'docker' }
  | { readonly from: 'service' }
  | { readonly from: 'host'; readonly path: string }
);

/** Where a container finds a volume of its task. */
export interface MountPoint {
  readonly sourceVolume: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

/** The volume of a task that a mount shows. @param known undefined for what hosts mount without being told of a volume */
export function taskVolume(system: string, known: KnownVolume | undefined, mount: MountSpec): TaskVolume {
  const name = volumeName(system, mount);
  switch (known?.kind) {
    case 'scratch':
      return { name, from: 'docker' };
    case 'task-ebs':
      return { name, from: 'service' };
    case 'efs': {
      const accessPointId = known.accessPoints[partName(mount.subPath)]?.id as string;
      return { name, from: 'efs', fileSystemId: known.fileSystemId, accessPointId };
    }
    default:
      return { name, from: 'host', path: hostPath(mount.volume) };
  }
}

/** Where the container finds it. */
export function mountPoint(system: string, mount: MountSpec): MountPoint {
  return { sourceVolume: volumeName(system, mount), containerPath: mount.path, readOnly: mount.readOnly };
}
