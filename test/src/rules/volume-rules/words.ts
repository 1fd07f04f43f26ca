import type { Problem } from '../../../../src/errors';
import { checkSpec } from '../../../../src/spec/parse';
import { volumeSpec } from '../../../../src/spec/volume';
import { type Case, family } from './family';

/** What somebody wrote, as it came out of a file. */
type Said = Readonly<Record<string, unknown>>;

function judge(said: Said): readonly Problem[] {
  return checkSpec(volumeSpec, said).problems;
}

const ebs: Said = { kind: 'ebs', sizeGiB: 1000 };
const taskEbs: Said = { kind: 'task-ebs', sizeGiB: 1000 };
const efs: Said = { kind: 'efs' };
const lustre: Said = { kind: 'lustre', sizeGiB: 1200 };
const bucket: Said = { kind: 's3', bucket: 'ml-models' };

/** A word that there is no field for. */
const without = (legal: Said, field: string, value: unknown) => ({
  code: 'UnknownField',
  field,
  refused: { ...legal, [field]: value },
  legal,
});

/** A value that a field does not have, beside one that it has. */
const not = (legal: Said, field: string, value: unknown, other: unknown) => ({
  code: 'InvalidValue',
  field,
  refused: { ...legal, [field]: value },
  legal: { ...legal, [field]: other },
});

const FSX = 'FSx API_CreateFileSystemLustreConfiguration';

const cases: readonly Case<Said>[] = [
  {
    rule: 'EBS-09',
    source: 'EC2 API_CreateVolume, VolumeInitializationRate: with a snapshot alone',
    what: 'how fast a snapshot is loaded',
    ...without(ebs, 'initializationMiBps', 300),
  },
  {
    rule: 'EBS-12',
    source: 'EC2 API_CreateVolume, MultiAttachEnabled',
    what: 'a volume for several hosts at once',
    ...without({ ...ebs, volumeType: 'io2', iops: 100 }, 'multiAttach', true),
  },
  {
    rule: 'EBS-15',
    source: 'EC2 API_CreateVolume, VolumeType',
    what: 'disks of HDD that stay',
    ...not(ebs, 'volumeType', 'st1', 'gp3'),
  },
  {
    rule: 'EBS-15',
    source: 'EC2 API_CreateVolume, VolumeType',
    what: 'disks of HDD for a task',
    ...not(taskEbs, 'volumeType', 'sc1', 'gp3'),
  },
  {
    rule: 'EBS-06',
    source: 'ECS API_ServiceManagedEBSVolumeConfiguration, filesystemType',
    what: 'a file system that ECS does not make',
    ...not(taskEbs, 'filesystem', 'ntfs', 'ext3'),
  },
  {
    rule: 'EBS-16',
    source: 'EC2 API_CreateVolume, Encrypted',
    what: 'a volume that is not encrypted',
    ...without(ebs, 'encrypted', false),
  },
  {
    rule: 'EBS-16',
    source: 'ECS API_ServiceManagedEBSVolumeConfiguration, encrypted',
    what: 'a volume of a task that is not encrypted',
    ...without(taskEbs, 'encrypted', false),
  },
  {
    rule: 'EBS-17',
    source: 'AWS Backup API_Lifecycle, DeleteAfterDays',
    what: 'backups that are kept for no day',
    code: 'TooSmall',
    field: 'backups.retentionDays',
    refused: { ...ebs, backups: { retentionDays: 0 } },
    legal: { ...ebs, backups: { retentionDays: 1 } },
  },
  {
    rule: 'EFS-02',
    source: 'EFS API_CreateFileSystem, ProvisionedThroughputInMibps: required',
    what: 'provisioned throughput without a number',
    ...not(efs, 'throughput', 'provisioned', { provisionedMiBps: 100 }),
  },
  {
    rule: 'EFS-04',
    source: 'ECS API_EFSVolumeConfiguration, transitEncryption',
    what: 'a mount without TLS',
    ...without(efs, 'transitEncryption', 'DISABLED'),
  },
  {
    rule: 'EFS-04',
    source: 'ECS API_EFSVolumeConfiguration, rootDirectory',
    what: 'another root than that of the access point',
    ...without(efs, 'rootDirectory', '/models'),
  },
  {
    rule: 'FSX-01',
    source: FSX,
    what: 'the oldest deployment, with sizes of its own',
    ...not(lustre, 'deployment', 'SCRATCH_1', 'SCRATCH_2'),
  },
  {
    rule: 'FSX-03',
    source: 'FSx API_CreateFileSystem, StorageType',
    what: 'tiers by use',
    ...not(lustre, 'storage', 'INTELLIGENT_TIERING', 'SSD'),
  },
  {
    rule: 'FSX-04',
    source: 'FSx API_CreateFileSystemLustreMetadataConfiguration; aws-parallelcluster#7616',
    what: 'operations on metadata as a number',
    ...without(lustre, 'metadataIops', 1500),
  },
  {
    rule: 'FSX-05',
    source: `${FSX}, EfaEnabled`,
    what: 'elastic fabric adapters',
    ...without(lustre, 'efaEnabled', true),
  },
  {
    rule: 'FSX-06',
    source: 'FSx API_CreateFileSystem, SubnetIds',
    what: 'two zones',
    ...without(lustre, 'zones', ['us-east-1a', 'us-east-1b']),
  },
  {
    rule: 'FSX-07',
    source: 'FSx API_S3DataRepositoryConfiguration, Events',
    what: 'a change of a bucket that there is none of',
    code: 'InvalidValue',
    field: 'repositories.0.imports.0',
    refused: { ...lustre, repositories: [{ path: '/datasets', bucket: 'ml-datasets', imports: ['MOVED'] }] },
    legal: { ...lustre, repositories: [{ path: '/datasets', bucket: 'ml-datasets', imports: ['CHANGED'] }] },
  },
  {
    rule: 'FSX-10',
    source: 'FSx API_CreateFileSystem, FileSystemTypeVersion',
    what: 'another version of Lustre than 2.15',
    ...without(lustre, 'version', '2.10'),
  },
  {
    rule: 'S3M-01',
    source: 'Mountpoint for Amazon S3, doc/SEMANTICS.md',
    what: 'a bucket that may be written',
    ...without(bucket, 'checkpointWriter', 'sequential'),
  },
  {
    rule: 'RET-01',
    source: 'AWS ParallelCluster, DeletionPolicyValidator',
    what: 'a volume that is deleted with its stack',
    ...without(efs, 'deletionPolicy', 'Delete'),
  },
];

/** What no field says: the mistake cannot be written. */
export const words = family<Said>(judge, cases);
