import type { HostMountInput } from '../../../src/spec/training/host-mount';
import type { JobInput } from '../../../src/spec/training/job';
import { job, nodes, SUBNETS, together } from './batch-by-hand';
import type { HandWritten, RefusedCase } from './refused-case';
import { type ClusterSaid, fit, mended, on } from './training-said';

const LUSTRE: HostMountInput = {
  kind: 'lustre',
  dnsName: 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com',
  mountName: 'ab3cdbmv',
  securityGroupId: 'sg-0123456789abcdef0',
  zone: 'us-east-1a',
  readOnly: false,
};
const S3: HostMountInput = { kind: 's3', bucket: 'example-ml-clicks', prefix: 'daily/', readOnly: false };

const mounting: ClusterSaid = {
  amiRelease: 'al2023-ami-ecs-gpu-hvm-2023.0.20251120-kernel-6.1-x86_64-ebs',
  zones: ['us-east-1a'],
  hostMounts: { clicks: LUSTRE, days: S3 },
};
const buckets = (count: number): ClusterSaid => ({
  ...mounting,
  hostMounts: Object.fromEntries(Array.from({ length: count }, (_, i) => [`days-${i}`, S3])),
});
const mount = (volume: string, more: Partial<JobInput> = {}) =>
  fit({ mounts: [{ volume, path: '/data/files' }], ...more });
const checkpoint = (volume: string) => mount(volume, { checkpoint: { volume, everySeconds: 600 } });

/** A container that finds a directory of its host. */
const onHost = (sourcePath: string, more: object = {}) => ({
  volumes: [{ name: 'files', host: { sourcePath } }],
  mountPoints: [{ sourceVolume: 'files', containerPath: '/data/files' }],
  ...more,
});
const started = (name: string, script: string): HandWritten => ({
  aws_launch_template: { [name]: { user_data: Buffer.from(script).toString('base64') } },
});

const HOST = 'AWS Batch API reference, Host, sourcePath, 2026-11';
const SEMANTICS = 'Mountpoint for Amazon S3, doc/SEMANTICS.md, 2026-11';
const USER_DATA = 'EC2 user guide, "Run commands when you launch an EC2 instance with user data input", 2026-11';

/** What hosts of a training cluster mount for its jobs, where that is not what these would find. */
export const hostMountCases: readonly RefusedCase[] = [
  {
    code: 'HostMountZone',
    what: 'a file system in a zone where there are no hosts',
    awsSays:
      'nothing: each file is read from another zone, slower, and paid for in both directions (FSx for Lustre user guide, "Accessing file systems", 2026-11)',
    ...mended({ ...mounting, zones: ['us-east-1b'] }, mounting),
    terraform: {
      ...started('mounted_from_afar', 'mount -t lustre fs-0123456789abcdef0@tcp:/ab3cdbmv /data'),
      ...together('mounted_from_afar', job('mounted_from_afar', {}, onHost('/data')), {
        subnets: [SUBNETS.b],
        launch_template: [{ launch_template_id: `\${aws_launch_template.mounted_from_afar.id}`, version: '$Latest' }],
      }),
    },
  },
  {
    code: 'TooManyHostMounts',
    what: 'more buckets than hosts can be told of',
    awsSays: `refused at apply: InvalidUserData.Malformed, user data is limited to 16384 bytes (${USER_DATA})`,
    ...mended(buckets(60), buckets(10)),
    terraform: started('too_many_mounts', 'mount-s3 example-ml-clicks --prefix daily/ /data/days\n'.repeat(400)),
  },
  {
    code: 'UnknownHostMount',
    what: 'a directory that no host has',
    awsSays: `nothing: the host makes it, and it is empty (${HOST})`,
    environment: on(mounting),
    refused: mount('gpu/clickz'),
    legal: mount('gpu/clicks'),
    terraform: job('unknown_directory', {}, onHost('/stowage/gpu/clickz')),
  },
  {
    code: 'HostMountElsewhere',
    what: 'a directory that hosts of another queue have',
    awsSays: `nothing: the host makes it, and it is empty (${HOST})`,
    environment: on(mounting),
    refused: mount('cpu/clicks'),
    legal: mount('gpu/clicks'),
    terraform: job('directory_elsewhere', {}, onHost('/stowage/cpu/clicks')),
  },
  {
    code: 'NodesWriteObjects',
    what: 'several nodes that write into one bucket as if it were a file system',
    awsSays: `nothing: writers of one object do not know of each other, and the last wins (${SEMANTICS}, "Consistency and concurrency")`,
    environment: on({ ...mounting, multiNode: true }),
    refused: mount('gpu/days', { nodes: 2 }),
    legal: mount('gpu/clicks', { nodes: 2 }),
    terraform: nodes('nodes_write_objects', 2, {}, onHost('/stowage/gpu/days')),
  },
  {
    code: 'CheckpointOnObjects',
    what: 'checkpoints in a bucket that shows as files',
    awsSays: `nothing: the second that is written under a name fails, as does renaming one (${SEMANTICS}, "Reading and writing files")`,
    environment: on(mounting),
    refused: checkpoint('gpu/days'),
    legal: checkpoint('gpu/clicks'),
    terraform: job(
      'checkpoint_on_objects',
      {},
      onHost('/stowage/gpu/days', { environment: [{ name: 'CHECKPOINT_DIR', value: '/data/files' }] }),
    ),
  },
];
