import type { PublishedVolume } from '../spec/data-contract';
import type { MountSpec } from '../spec/mount';
import { partName, WHOLE } from '../storage/access-points';

/** A volume of a task, as ECS knows it. */
export interface TaskVolume {
  readonly name: string;
  readonly efs: { readonly fileSystemId: string; readonly accessPointId: string };
}

/** Where a container finds a volume of its task. */
export interface MountPoint {
  readonly sourceVolume: string;
  readonly containerPath: string;
  readonly readOnly: boolean;
}

/** The volume of a task that a mount shows: each part of a volume is one of its own there. */
export function taskVolume(published: PublishedVolume, mount: MountSpec): TaskVolume {
  const accessPointId = published.accessPoints[partName(mount.subPath)]?.id as string;
  return { name: volumeName(mount), efs: { fileSystemId: published.fileSystemId, accessPointId } };
}

/** Where the container finds it. */
export function mountPoint(mount: MountSpec): MountPoint {
  return { sourceVolume: volumeName(mount), containerPath: mount.path, readOnly: mount.readOnly };
}

function volumeName({ volume, subPath }: MountSpec): string {
  const part = partName(subPath);
  return part === WHOLE ? `volume-${volume}` : `volume-${volume}-${part}`;
}
