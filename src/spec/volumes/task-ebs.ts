import { z } from 'zod';
import { fromSnapshot, volumeType } from './block-storage';
import { kmsKeyArn } from './ownership';

/** Block storage of one task, made and deleted with it by ECS. ECS API_ServiceManagedEBSVolumeConfiguration, 2026-11. */
export const taskEbsVolumeSpec = z.strictObject({
  kind: z
    .literal('task-ebs')
    .describe(
      'Block storage of each replica, made for it and deleted with it, on any Nitro host whose agent is of 2025-09 or later.',
    ),
  sizeGiB: z
    .int()
    .describe('Size, GiB: 1 to 16,384, of io2 4 or more; as much as the snapshot, where it starts from one.'),
  volumeType,
  iops: z
    .int()
    .optional()
    .describe(
      'Operations a second: of gp3 3,000 to 16,000 and 500 a GiB at most, of io2 100 to 256,000 and 1,000 a GiB. @default - 3,000 of gp3; io2 needs it',
    ),
  throughputMiBps: z
    .int()
    .optional()
    .describe(
      'Throughput of gp3, MiB/s: 125 to 1,000, a quarter of `iops` at most. @default - 125 of gp3; io2 has none of its own',
    ),
  filesystem: z
    .enum(['ext3', 'ext4', 'xfs'])
    .default('xfs')
    .describe('File system that is made on it, or that the snapshot has. @default "xfs"'),
  from: fromSnapshot.optional().describe('What is on each at first. @default - nothing'),
  kmsKeyArn,
});
