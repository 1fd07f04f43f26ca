import { z } from 'zod';
import { backedUp } from '../backups';
import { kmsKeyArn, owned } from './ownership';
import { zone } from './zone';

/** A directory of the file system that a bucket stands behind. FSx API_CreateDataRepositoryAssociation, 2026-11. */
const repositorySpec = z.strictObject({
  path: z.string().describe("Directory of the file system, '/datasets'; '/' for all of it, as the only one."),
  bucket: z.string().describe('S3 bucket behind it, in the same region.'),
  prefix: z
    .string()
    .default('')
    .describe('Beginning of the keys, \'datasets/\', without a slash before it. @default ""'),
  imports: z
    .array(z.enum(['NEW', 'CHANGED', 'DELETED']))
    .default(['NEW', 'CHANGED', 'DELETED'])
    .describe('Changes of the bucket that show in the directory. @default ["NEW", "CHANGED", "DELETED"]'),
  exports: z
    .array(z.enum(['NEW', 'CHANGED', 'DELETED']))
    .default([])
    .describe('Changes of the directory that are written to the bucket. @default []'),
});

/** A parallel file system for training. FSx API_CreateFileSystem and API_CreateFileSystemLustreConfiguration, 2026-11. */
export const lustreVolumeSpec = z.strictObject({
  kind: z
    .literal('lustre')
    .describe('A parallel file system (FSx for Lustre) in one zone, that hosts of their own mount for its services.'),
  deployment: z
    .enum(['SCRATCH_2', 'PERSISTENT_1', 'PERSISTENT_2'])
    .default('PERSISTENT_2')
    .describe(
      'FSx deployment type. SCRATCH_2 keeps one copy, has no backups, and may be destroyed at any time. @default "PERSISTENT_2"',
    ),
  storage: z.enum(['SSD', 'HDD']).default('SSD').describe('Disks; HDD with PERSISTENT_1 alone. @default "SSD"'),
  readCache: z
    .boolean()
    .default(false)
    .describe('A fifth of the size on SSD before disks of HDD, for what is read often. @default false'),
  sizeGiB: z
    .int()
    .describe(
      'Size, GiB: 1,200, 2,400 or a multiple of 2,400; of HDD a multiple of 6,000, or of 1,800 with throughputPerTiB 40. It can grow, never shrink.',
    ),
  throughputPerTiB: z
    .int()
    .optional()
    .describe(
      'Throughput for each TiB, MB/s: 125, 250, 500 or 1,000; of PERSISTENT_1 50, 100 or 200, of HDD 12 or 40. @default - the least; SCRATCH_2 has 200 and no choice',
    ),
  compression: z.enum(['LZ4', 'NONE']).default('LZ4').describe('How data is compressed. @default "LZ4"'),
  repositories: z
    .array(repositorySpec)
    .default([])
    .describe(
      'S3 buckets behind its directories; of such a file system, as of SCRATCH_2, FSx makes no backups. @default []',
    ),
  from: z
    .strictObject({ backup: z.string().describe("Backup of FSx, 'backup-0123456789abcdef0'. May be late-bound.") })
    .optional()
    .describe(
      'What is in it at first; sizeGiB, deployment and storage are those of the backup, and another one later would replace it. @default - nothing',
    ),
  zone,
  kmsKeyArn,
  ...owned,
  ...backedUp,
});
