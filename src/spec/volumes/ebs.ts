import { z } from 'zod';
import { backedUp } from '../backups';
import { fromSnapshot, volumeType } from './block-storage';
import { kmsKeyArn, owned } from './ownership';
import { zone } from './zone';

/** Block storage of one replica: what is written stays, whatever happens to host and replica. EC2 API_CreateVolume, 2026-11. */
export const ebsVolumeSpec = z.strictObject({
  kind: z
    .literal('ebs')
    .describe(
      'Block storage of one replica, in one zone, on a host of its own. It stays. A live service that begins to mount it is replaced.',
    ),
  sizeGiB: z
    .int()
    .describe(
      'Size, GiB: 1 to 65,536, of io2 4 or more. It can grow, four times in 24 hours, each after the one before is complete (EC2 API_ModifyVolume, 2026-11), and never shrink.',
    ),
  volumeType,
  iops: z
    .int()
    .optional()
    .describe(
      'Operations a second: of gp3 3,000 to 80,000 and 500 a GiB at most, of io2 100 to 256,000 and 1,000 a GiB. @default - 3,000 of gp3; io2 needs it',
    ),
  throughputMiBps: z
    .int()
    .optional()
    .describe(
      'Throughput of gp3, MiB/s: 125 to 2,000, a quarter of `iops` at most; the AWS provider before 6.16 takes 1,000 at most. @default - 125 of gp3; io2 has none of its own',
    ),
  perReplica: z
    .boolean()
    .default(false)
    .describe(
      "Each replica of the service that mounts it is a service with a volume, a host and an address of its own: of `index` these are `index-0`, `index-1` and so on, each told its number as REPLICA_INDEX; `allow` and `after` mean all of them by `index`, and `allow` of itself the others. More replicas get new volumes. With fewer replicas a protected environment keeps the others' volumes, for when there are more again. @default false",
    ),
  filesystem: z
    .enum(['ext4', 'xfs'])
    .default('ext4')
    .describe(
      'File system, made on it while it is blank; one of these that is there is mounted as it is, whichever. @default "ext4"',
    ),
  from: fromSnapshot
    .optional()
    .describe('What is on it at first; another one later would replace it. @default - nothing'),
  zone,
  kmsKeyArn,
  ...owned,
  ...backedUp,
});
