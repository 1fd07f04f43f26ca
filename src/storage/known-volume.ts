import { resourceName } from '../naming/names';
import type { PublishedVolume } from '../spec/data-contract';
import type { MountSpec } from '../spec/mount';
import type { VolumeSpec } from '../spec/volume';
import { partName, WHOLE } from './access-points';

/** A volume of which nothing is made before its tasks and hosts are. */
export type PassingVolume = { readonly kind: 's3' } | { readonly kind: 'scratch' } | { readonly kind: 'task-ebs' };

/** What must be known of a volume to mount it: what its data stack publishes, or nothing but what it is. */
export type KnownVolume = PublishedVolume | PassingVolume;

/** What is known of a volume that is not made where a system keeps its data. Undefined for one that is. */
export function passingVolume(spec: VolumeSpec): PassingVolume | undefined {
  const { kind } = spec;
  return kind === 's3' || kind === 'scratch' || kind === 'task-ebs' ? { kind } : undefined;
}

/**
 * What the volume of a mount is called among those of its task: each part of a volume is one of its own there. Volumes that Docker keeps
 * have this name on the host, where no two systems may share one (ECS API_Volume, 2026-11).
 */
export function volumeName(system: string, { volume, subPath }: Pick<MountSpec, 'volume' | 'subPath'>): string {
  const part = partName(subPath);
  return resourceName('taskVolume', system, volume, ...(part === WHOLE ? [] : [part]));
}
