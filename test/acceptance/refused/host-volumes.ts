import type { EnvironmentInput } from '../../../src/spec/environment';
import type { MountInput } from '../../../src/spec/mount';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { VolumeInput } from '../../../src/spec/volume';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const image = 'public.ecr.aws/nginx/nginx:1.27.5';
type Lustre = Extract<VolumeInput, { kind: 'lustre' }>;

const system = (volume: VolumeInput, mounts: MountInput[], service: Partial<ServiceInput> = {}): SystemInput => ({
  name: 'volumes',
  services: { trainer: { image, cpus: 1, memoryMiB: 1024, mounts, ...service } },
  volumes: { data: volume },
});
const lustre = (volume: Partial<Lustre>): SystemInput => system({ kind: 'lustre', sizeGiB: 1200, ...volume }, []);
const bucket = (readOnly: boolean): SystemInput =>
  system({ kind: 's3', bucket: 'ml-models' }, [{ volume: 'data', path: '/models', readOnly }]);
const linked = (...paths: string[]): SystemInput =>
  lustre({ repositories: paths.map((path) => ({ path, bucket: 'ml-datasets' })) });
const names = (count: number) => Array.from({ length: count }, (_, i) => `/d${i}`);

/** Where the image of hosts is of that day. */
const dated = (day: string): EnvironmentInput => ({
  ...environments.dev,
  fleets: {
    general: {
      instanceTypes: ['m6i.2xlarge'],
      amiRelease: `al2023-ami-ecs-hvm-2023.0.${day}-kernel-6.1-x86_64`,
      maxHosts: 20,
    },
  },
});
const recent = dated('20251120');

const fileSystem = (name: string, rest: object) => ({
  aws_fsx_lustre_file_system: {
    [`lustre_${name}`]: {
      subnet_ids: ['subnet-0123456789abcdef0'],
      deployment_type: 'PERSISTENT_2',
      storage_capacity: 1200,
      per_unit_storage_throughput: 125,
      ...rest,
    },
  },
});
const links = (name: string, ...paths: string[]) => ({
  aws_fsx_data_repository_association: Object.fromEntries(
    paths.map((path, i) => [
      `${name}_${i}`,
      {
        file_system_id: 'fs-0123456789abcdef0',
        file_system_path: path,
        data_repository_path: 's3://ml-datasets/',
      },
    ]),
  ),
});
const task = (name: string) => ({
  aws_ecs_task_definition: {
    [`host_${name}`]: {
      family: `host-${name}`,
      requires_compatibilities: ['EC2'],
      volume: [{ name: 'data', host_path: '/mnt/data' }],
      container_definitions: JSON.stringify([
        { name: 'main', image, memory: 512, mountPoints: [{ sourceVolume: 'data', containerPath: '/models' }] },
      ]),
    },
  },
});

const CREATE = 'FSx API reference, CreateFileSystem, 2026-11';
const CONFIGURATION = 'FSx API reference, CreateFileSystemLustreConfiguration, 2026-11';
const LINK = 'FSx API reference, CreateDataRepositoryAssociation, 2026-11';

/** File systems that FSx does not make, and what hosts mount that cannot do what is wanted. */
export const hostVolumeCases: readonly RefusedCase[] = [
  {
    code: 'SizeNotOffered',
    what: 'a size that FSx for Lustre does not have',
    awsSays: `BadRequest: 1,200, 2,400 or multiples of 2,400 GiB (${CREATE}, StorageCapacity)`,
    refused: lustre({ sizeGiB: 3600 }),
    legal: lustre({ sizeGiB: 4800 }),
    terraform: fileSystem('size', { storage_capacity: 3600 }),
  },
  {
    code: 'ThroughputNotOffered',
    what: 'a throughput of another deployment',
    awsSays: `BadRequest: PERSISTENT_2 has 125, 250, 500 and 1,000 (${CONFIGURATION}, PerUnitStorageThroughput)`,
    refused: lustre({ throughputPerTiB: 50 }),
    legal: lustre({ throughputPerTiB: 250 }),
    terraform: fileSystem('throughput', { per_unit_storage_throughput: 50 }),
  },
  {
    code: 'HddNeedsPersistent1',
    what: 'disks of HDD where there are none',
    awsSays: `BadRequest: HDD is for PERSISTENT_1 (${CREATE}, StorageType)`,
    refused: lustre({ storage: 'HDD', sizeGiB: 6000 }),
    legal: lustre({ storage: 'HDD', sizeGiB: 6000, deployment: 'PERSISTENT_1' }),
    terraform: fileSystem('hdd', { storage_type: 'HDD', storage_capacity: 6000 }),
  },
  {
    code: 'CacheOfHddOnly',
    what: 'a cache before disks of SSD',
    awsSays: `BadRequest: the parameter is for StorageType HDD (${CONFIGURATION}, DriveCacheType)`,
    refused: lustre({ readCache: true }),
    legal: lustre({ readCache: true, storage: 'HDD', sizeGiB: 6000, deployment: 'PERSISTENT_1' }),
    terraform: fileSystem('cache', { drive_cache_type: 'READ' }),
  },
  {
    code: 'KeyOfPersistentOnly',
    what: 'a key of a file system that is scratch',
    awsSays: `BadRequest: KmsKeyId is for persistent file systems (${CREATE}, KmsKeyId)`,
    refused: lustre({ deployment: 'SCRATCH_2', kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1' }),
    legal: lustre({ kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1' }),
    terraform: fileSystem('key', {
      deployment_type: 'SCRATCH_2',
      per_unit_storage_throughput: null,
      kms_key_id: 'arn:aws:kms:us-east-1:123456789012:key/1',
    }),
  },
  {
    code: 'BackupsNotOffered',
    what: 'backups of a file system with a bucket behind it',
    awsSays: `BadRequest: not supported on file systems linked to a data repository (${CONFIGURATION}, AutomaticBackupRetentionDays)`,
    refused: lustre({ repositories: [{ path: '/datasets', bucket: 'ml-datasets' }], backups: {} }),
    legal: lustre({ backups: {} }),
    terraform: fileSystem('backups', { automatic_backup_retention_days: 7, import_path: 's3://ml-datasets' }),
  },
  {
    code: 'InvalidBackup',
    what: 'a file system from what is no backup',
    awsSays: `BadRequest: the pattern of BackupId (FSx API reference, CreateFileSystemFromBackup, 2026-11)`,
    refused: lustre({ from: { backup: 'snap-0123456789abcdef0' } }),
    legal: lustre({ from: { backup: 'backup-0123456789abcdef0' } }),
    terraform: fileSystem('no_backup', { backup_id: 'snap-0123456789abcdef0' }),
  },
  {
    code: 'BackupOfPersistentOnly',
    what: 'a file system that is scratch from a backup',
    awsSays: 'BadRequest: backups are of persistent file systems (FSx API reference, CreateBackup, 2026-11)',
    refused: lustre({ deployment: 'SCRATCH_2', from: { backup: 'backup-0123456789abcdef0' } }),
    legal: lustre({ from: { backup: 'backup-0123456789abcdef0' } }),
    terraform: fileSystem('of_backup', {
      deployment_type: 'SCRATCH_2',
      per_unit_storage_throughput: null,
      backup_id: 'backup-0123456789abcdef0',
    }),
  },
  {
    code: 'TooManyRepositories',
    what: 'nine buckets behind one file system',
    awsSays: `ServiceLimitExceeded: 8 associations of a file system (${LINK})`,
    refused: linked(...names(9)),
    legal: linked(...names(8)),
    terraform: links('many', ...names(9)),
  },
  {
    code: 'OverlappingRepositories',
    what: 'directories of two buckets, one within the other',
    awsSays: `BadRequest: paths of a file system may not overlap (${LINK}, FileSystemPath)`,
    refused: linked('/datasets', '/datasets/ctr'),
    legal: linked('/datasets', '/datasets-ctr'),
    terraform: links('overlap', '/datasets', '/datasets/ctr'),
  },
  {
    code: 'InvalidRepositoryPath',
    what: 'a directory that is said by way of another',
    awsSays: `BadRequest: a path of the file system begins with a slash and is whole (${LINK}, FileSystemPath)`,
    refused: linked('/datasets/../models'),
    legal: linked('/models'),
    terraform: links('dots', '/datasets/../models'),
  },
  {
    code: 'ReadOnlyVolume',
    what: 'a bucket of files that is written',
    awsSays:
      'nothing: what Mountpoint shows is read-only there, and every write is EROFS (Mountpoint for Amazon S3, doc/SEMANTICS.md, 2026-11)',
    refused: bucket(false),
    legal: bucket(true),
    environment: recent,
    terraform: task('written'),
  },
  {
    code: 'ImageTooOld',
    what: 'a bucket on hosts whose image is older than Mountpoint in its repository',
    awsSays:
      'nothing: dnf says that there is no package mount-s3, and the bucket is never mounted (S3 user guide, "Installing Mountpoint", 2026-11)',
    refused: bucket(true),
    legal: bucket(true),
    environment: dated('20251108'),
    legalEnvironment: recent,
    terraform: task('image'),
  },
  {
    code: 'DaemonOfOwnHosts',
    what: 'one replica on each host, with a bucket that only some hosts mount',
    awsSays:
      'nothing: where the directory is not there, the host makes it, and it is empty (ECS developer guide, "Use bind mounts with Amazon ECS", 2026-11)',
    refused: system({ kind: 's3', bucket: 'ml-models' }, [{ volume: 'data', path: '/models', readOnly: true }], {
      replicas: 'one-per-host',
    }),
    legal: bucket(true),
    environment: recent,
    terraform: task('daemon'),
  },
];
