import type { MountSpec } from '../spec/mount';
import { partName } from '../storage/access-points';
import { type KnownVolume, volumeName } from '../storage/known-volume';

/** A volume of a task, as ECS knows it: of EFS, one that Docker makes on the host when it is first asked for, and keeps, or one that ECS makes for the task. */
export type TaskVolume = { readonly name: string } & (
  | { readonly from: 'efs'; readonly fileSystemId: string; readonly accessPointId: string }
  | { readonly from: 'docker' }
  | { readonly from: 'service' }
);

/** Where a container finds a volume of its task. */
export interface MountPoint {
  readonly sourceVolume: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

/** The volume of a task that a mount shows. */
export function taskVolume(system: string, known: KnownVolume, mount: MountSpec): TaskVolume {
  const name = volumeName(system, mount);
  if (known.kind === 'scratch') return { name, from: 'docker' };
  if (known.kind === 'task-ebs') return { name, from: 'service' };
  const accessPointId = known.accessPoints[partName(mount.subPath)]?.id as string;
  return { name, from: 'efs', fileSystemId: known.fileSystemId, accessPointId };
}

/** Where the container finds it. */
export function mountPoint(system: string, mount: MountSpec): MountPoint {
  return { sourceVolume: volumeName(system, mount), containerPath: mount.path, readOnly: mount.readOnly };
}
