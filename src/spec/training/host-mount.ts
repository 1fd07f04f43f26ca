import { z } from 'zod';
import { s3VolumeSpec } from '../volumes/s3';

const readOnly = z
  .boolean()
  .default(true)
  .describe('Nothing is written through it, whatever a job says; permissions say so too. @default true');

/** A file system that is made elsewhere, as a system's data stack publishes it. FSx API_FileSystem, 2026-11. */
const lustreHostMountSpec = z.strictObject({
  kind: z.literal('lustre').describe('A file system of FSx for Lustre that exists.'),
  dnsName: z
    .string()
    .regex(/^[^\s'@:]+$/, "the name of its servers, 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com'")
    .describe('Name of its servers. May be late-bound.'),
  mountName: z
    .string()
    .regex(/^[^\s'/]+$/, "the name that FSx gave it, as 'fsx' or 'ab3cdbmv'")
    .describe('Name that it is mounted by. May be late-bound.'),
  securityGroupId: z
    .string()
    .min(1)
    .describe('Group of its servers: it gets the rules that let the hosts in. May be late-bound.'),
  zone: z.string().describe('Zone that it is in.'),
  deployment: z
    .enum(['SCRATCH_1', 'SCRATCH_2', 'PERSISTENT_1', 'PERSISTENT_2'])
    .default('PERSISTENT_2')
    .describe('FSx deployment type; of SCRATCH a failed server takes its files along. @default "PERSISTENT_2"'),
  readOnly,
});

/** A bucket that is made elsewhere, shown as files. Mountpoint for Amazon S3, `doc/SEMANTICS.md`, 2026-11. */
const s3HostMountSpec = z.strictObject({
  kind: z.literal('s3').describe('A bucket of this region that shows as files.'),
  bucket: z
    .string()
    .describe('Name of the bucket. It is nobody’s here: nothing makes or deletes it. May be late-bound.'),
  prefix: z
    .string()
    .default('')
    .describe('Beginning of the keys that show, \'datasets/\': the hosts may do nothing outside of it. @default ""'),
  cacheMiB: s3VolumeSpec.shape.cacheMiB,
  kmsKeyArn: s3VolumeSpec.shape.kmsKeyArn,
  readOnly: readOnly.describe(
    'Nothing is written through it. If false, jobs can make new files, each once and from its beginning to its end, and change, rename or delete none. @default true',
  ),
});

/** Files from elsewhere that each host of a training cluster mounts before it takes jobs. */
export const hostMountSpec = z.discriminatedUnion('kind', [lustreHostMountSpec, s3HostMountSpec]);

/** A host mount as people write it. */
export type HostMountInput = z.input<typeof hostMountSpec>;
/** A host mount with every default filled in. */
export type HostMountSpec = z.output<typeof hostMountSpec>;
export type LustreHostMount = Extract<HostMountSpec, { kind: 'lustre' }>;
export type S3HostMount = Extract<HostMountSpec, { kind: 's3' }>;
