import type { MountInput } from '../../../src/spec/mount';
import type { SystemInput } from '../../../src/spec/system';
import type { VolumeInput } from '../../../src/spec/volume';
import type { RefusedCase } from './refused-case';

const image = 'public.ecr.aws/nginx/nginx:1.27.5';
const MOUNT: MountInput = { volume: 'models', path: '/data/models' };
const mounting = (mounts: MountInput[]): SystemInput => ({
  name: 'volumes',
  services: { ranker: { image, cpus: 1, memoryMiB: 1024, mounts } },
  volumes: { models: { kind: 'efs' } },
});
const efs = (volume: Omit<Extract<VolumeInput, { kind: 'efs' }>, 'kind'>): SystemInput => ({
  ...mounting([]),
  volumes: { models: { kind: 'efs', ...volume } },
});
const at = (path: string): SystemInput => mounting([{ ...MOUNT, path }]);

const fileSystem = (name: string, rest: object) => ({
  aws_efs_file_system: { [name]: { creation_token: name, encrypted: true, ...rest } },
});
const accessPoint = (name: string, path: string, permissions = '0750') => ({
  aws_efs_access_point: {
    [name]: {
      file_system_id: 'fs-0123456789abcdef0',
      posix_user: [{ uid: 1000, gid: 1000 }],
      root_directory: [{ path, creation_info: [{ owner_uid: 1000, owner_gid: 1000, permissions }] }],
    },
  },
});
const task = (name: string, ...paths: string[]) => ({
  aws_ecs_task_definition: {
    [`mounts_${name}`]: {
      family: `mounts-${name}`,
      requires_compatibilities: ['EC2'],
      network_mode: 'awsvpc',
      volume: [{ name: 'models', efs_volume_configuration: [{ file_system_id: 'fs-0123456789abcdef0' }] }],
      container_definitions: JSON.stringify([
        {
          name: 'main',
          image,
          memory: 512,
          mountPoints: paths.map((containerPath) => ({ sourceVolume: 'models', containerPath })),
        },
      ]),
    },
  },
});

const CREATE = 'EFS API reference, CreateFileSystem, 2026-11';
const POSIX =
  'nothing: every call of a file gets EACCES, because an access point takes everybody for its own user (EFS user guide, "Enforcing a user identity using an access point", 2026-11)';

/** Volumes that EFS does not make, and mounts that a container does not survive. */
export const volumeCases: readonly RefusedCase[] = [
  {
    code: 'MaxIoIsNotElastic',
    what: 'a file system for many operations with elastic throughput',
    awsSays: `Elastic throughput is supported for the General Purpose performance mode alone (${CREATE})`,
    refused: efs({ performance: 'maxIO' }),
    legal: efs({ performance: 'maxIO', throughput: 'bursting' }),
    terraform: fileSystem('many', { performance_mode: 'maxIO', throughput_mode: 'elastic' }),
  },
  {
    code: 'MaxIoInOneZone',
    what: 'a file system for many operations in one zone',
    awsSays: `the Max I/O mode is not supported on One Zone file systems (${CREATE})`,
    refused: efs({ performance: 'maxIO', throughput: 'bursting', oneZone: 'us-east-1a' }),
    legal: efs({ throughput: 'bursting', oneZone: 'us-east-1a' }),
    terraform: fileSystem('many_in_one', { performance_mode: 'maxIO', availability_zone_name: 'us-east-1a' }),
  },
  {
    code: 'ThroughputOutOfRange',
    what: '4,000 MiB/s for a file system',
    awsSays: `valid values of ProvisionedThroughputInMibps are 1 to 3,414 (${CREATE})`,
    refused: efs({ throughput: { provisionedMiBps: 4000 } }),
    legal: efs({ throughput: { provisionedMiBps: 3414 } }),
    terraform: fileSystem('fast', { throughput_mode: 'provisioned', provisioned_throughput_in_mibps: 4000 }),
  },
  {
    code: 'VolumeOutOfZone',
    what: 'a file system with a mount target in one zone, for replicas in all',
    awsSays:
      'the name of the file system resolves where it has a mount target, and tasks in any other zone fail to start (EFS user guide, "Mounting EFS file systems", 2026-11)',
    refused: { ...mounting([MOUNT]), volumes: { models: { kind: 'efs', oneZone: 'us-east-1a' } } },
    legal: mounting([MOUNT]),
    terraform: fileSystem('alone', { availability_zone_name: 'us-east-1a' }),
  },
  {
    code: 'InvalidSubPath',
    what: 'a directory deeper than an access point can make',
    awsSays: 'a path has at most four subdirectories (EFS API reference, RootDirectory, 2026-11)',
    refused: mounting([{ ...MOUNT, subPath: 'a/b/c/d' }]),
    legal: mounting([{ ...MOUNT, subPath: 'a/b/c' }]),
    terraform: accessPoint('deep', '/data/a/b/c/d'),
  },
  {
    code: 'InvalidMountPath',
    what: 'a mount at a path that is not absolute',
    awsSays:
      'tasks fail to start: Docker refuses a mount path that is not absolute (ECS API reference, MountPoint, 2026-11)',
    refused: at('data/models'),
    legal: at('/data/models'),
    terraform: task('relative', 'data/models'),
  },
  {
    code: 'ReservedMountPath',
    what: 'a mount over the programs of the image',
    awsSays: 'nothing: the volume hides what the image has there, and the container does not find its programs',
    refused: at('/usr'),
    legal: at('/usr/share/models'),
    terraform: task('reserved', '/usr'),
  },
  {
    code: 'NestedMountPath',
    what: 'a mount within another',
    awsSays: 'nothing: which of them hides the other is left to the order in which Docker mounts them',
    refused: mounting([MOUNT, { ...MOUNT, path: '/data/models/ctr', subPath: 'ctr' }]),
    legal: mounting([MOUNT, { ...MOUNT, path: '/data/ctr', subPath: 'ctr' }]),
    terraform: task('nested', '/data/models', '/data/models/ctr'),
  },
  {
    code: 'UserCannotWrite',
    what: 'a directory that its owner may not write, for who writes',
    awsSays: POSIX,
    refused: { ...mounting([MOUNT]), volumes: { models: { kind: 'efs', permissions: '0555' } } },
    legal: mounting([MOUNT]),
    terraform: accessPoint('unwritable', '/data', '0555'),
  },
  {
    code: 'UserCannotRead',
    what: 'a directory that its owner may not even read',
    awsSays: POSIX,
    refused: {
      ...mounting([{ ...MOUNT, readOnly: true }]),
      volumes: { models: { kind: 'efs', permissions: '0070' } },
    },
    legal: mounting([{ ...MOUNT, readOnly: true }]),
    terraform: accessPoint('unreadable', '/data', '0070'),
  },
];
