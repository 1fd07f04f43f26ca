import { speedOf } from '../rules/volumes/block-device';
import type { TaskEbsVolume } from '../spec/volume';

/** The volume that ECS makes for each task of a service. */
export interface ManagedVolume {
  readonly volumeType: string;
  readonly sizeInGb: number;
  readonly iops?: number;
  readonly throughput?: number;
  readonly fileSystemType: string;
  readonly snapshotId?: string;
  readonly encrypted: boolean;
  readonly kmsKeyId?: string;
}

/** What ECS is told of it: all that has a default at EBS too, so that no plan depends on it. */
export function managedVolume(spec: TaskEbsVolume): ManagedVolume {
  const { volumeType, sizeGiB, filesystem, from, kmsKeyArn } = spec;
  const { iops, throughputMiBps } = speedOf(spec);
  return {
    volumeType,
    sizeInGb: sizeGiB,
    ...(iops !== undefined && { iops }),
    ...(throughputMiBps !== undefined && { throughput: throughputMiBps }),
    fileSystemType: filesystem,
    ...(from !== undefined && { snapshotId: from.snapshot }),
    encrypted: true,
    ...(kmsKeyArn !== undefined && { kmsKeyId: kmsKeyArn }),
  };
}
