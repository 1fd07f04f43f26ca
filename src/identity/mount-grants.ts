import type { PublishedOf } from '../spec/data-contract';
import type { MountSpec } from '../spec/mount';
import { partName } from '../storage/access-points';
import type { KnownVolume } from '../storage/known-volume';
import type { Statement } from './policy';

/** What the tasks of a service need in AWS to mount a volume: nothing where their hosts mount it. */
export function mountGrants(volume: KnownVolume, mount: MountSpec): Statement[] {
  return volume.kind === 'efs' ? efsGrants(volume, mount) : [];
}

/**
 * To come in by the access point of its part and by no other, and to write only where it is not read-only.
 * Source: EFS user guide, "Using IAM to control access to file systems", 2026-11.
 */
function efsGrants(volume: PublishedOf<'efs'>, { readOnly, subPath }: MountSpec): Statement[] {
  const accessPoint = volume.accessPoints[partName(subPath)];
  return [
    {
      actions: ['elasticfilesystem:ClientMount', ...(readOnly ? [] : ['elasticfilesystem:ClientWrite'])],
      resources: [volume.fileSystemArn],
      ...(accessPoint && { conditions: { StringEquals: { 'elasticfilesystem:AccessPointArn': accessPoint.arn } } }),
    },
  ];
}

/**
 * What the file system itself says: nothing without TLS. Because it says anything, clients without a permission of their own are turned
 * away; without a policy, whoever reaches a mount target may do everything.
 */
export function fileSystemPolicy(fileSystemArn: string): Statement[] {
  return [
    {
      sid: 'OnlyByTls',
      effect: 'Deny',
      principals: { AWS: '*' },
      actions: ['*'],
      resources: [fileSystemArn],
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
  ];
}
