import { type Problem, renderProblem, within } from '../../../src/errors';
import { checkStorage } from '../../../src/rules/check-storage';
import { checkVolume } from '../../../src/rules/check-volume';
import { volumeWarnings } from '../../../src/rules/volume-warnings';
import type { MountInput } from '../../../src/spec/mount';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import { type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import { withZone } from '../../../src/storage/volume-zone';
import { describeRefusals } from '../../support/builders/describe-refusals';
import { testContract } from '../../support/builders/test-contract';
import { testService } from '../../support/builders/test-service';

type Lustre = Extract<VolumeInput, { kind: 'lustre' }>;
type S3 = Extract<VolumeInput, { kind: 's3' }>;
type Repository = NonNullable<Lustre['repositories']>[number];

interface Case {
  readonly volume: VolumeInput;
  readonly mounts?: readonly MountInput[];
  readonly service?: Partial<ServiceInput>;
  /** The release of the fleet's image. */
  readonly release?: string;
}

const CREATE = 'FSx API_CreateFileSystem';
const LUSTRE = 'FSx API_CreateFileSystemLustreConfiguration';
const LINK = 'FSx API_CreateDataRepositoryAssociation';
const at = (id: string, source: string) => `${id} (${source}): `;

const MOUNT: MountInput = { volume: 'data', path: '/data' };
const READ: MountInput = { ...MOUNT, readOnly: true };
const lustre = (volume: Partial<Lustre> = {}, more: Partial<Case> = {}): Case => ({
  volume: { kind: 'lustre', sizeGiB: 1200, ...volume },
  ...more,
});
const s3 = (volume: Partial<S3> = {}, more: Partial<Case> = {}): Case => ({
  volume: { kind: 's3', bucket: 'ml-models', ...volume },
  mounts: [READ],
  ...more,
});
const linked = (...repositories: Repository[]) => lustre({ repositories });
const to = (path: string): Repository => ({ path, bucket: 'ml-datasets' });

function judge({ volume, mounts = [MOUNT], service = {}, release }: Case): Problem[] {
  const amiRelease = `al2023-ami-ecs-hvm-${release}-kernel-6.1-x86_64`;
  const fleets = { general: { instanceTypes: ['m6i.2xlarge'], amiRelease, maxHosts: 9 } };
  const contract = testContract(release === undefined ? {} : { fleets });
  const spec = withZone(volumeSpec.parse(volume), 'ads', { of: 'data', replica: 0 }, contract.site.zones);
  const mounting = serviceSpec.parse(testService({ mounts: [...mounts], ...service }));
  return [
    ...within('data', checkVolume('data', spec, contract.site)),
    ...checkStorage(mounting, { data: spec, more: spec }, contract),
  ];
}

describeRefusals<Case>(judge, [
  {
    what: `${at('FSX-01', CREATE)}a size between those of SSD`,
    code: 'SizeNotOffered',
    field: 'data.sizeGiB',
    refused: lustre({ sizeGiB: 3600 }),
    legal: lustre({ sizeGiB: 4800 }),
    says: 'data.sizeGiB is 3600, and FSx has 1200, 2400, multiples of 2400; use 4800',
  },
  {
    what: `${at('FSX-01', CREATE)}less than the least`,
    code: 'SizeNotOffered',
    field: 'data.sizeGiB',
    refused: lustre({ sizeGiB: 0 }),
    legal: lustre({ sizeGiB: 1200 }),
  },
  {
    what: `${at('FSX-01', CREATE)}the smallest size of SSD with disks of HDD`,
    code: 'SizeNotOffered',
    field: 'data.sizeGiB',
    refused: lustre({ deployment: 'PERSISTENT_1', storage: 'HDD' }),
    legal: lustre({ deployment: 'PERSISTENT_1', storage: 'HDD', sizeGiB: 6000 }),
  },
  {
    what: `${at('FSX-01', CREATE)}a size of slow HDD with the faster ones`,
    code: 'SizeNotOffered',
    field: 'data.sizeGiB',
    refused: lustre({ deployment: 'PERSISTENT_1', storage: 'HDD', throughputPerTiB: 40, sizeGiB: 6000 }),
    legal: lustre({ deployment: 'PERSISTENT_1', storage: 'HDD', throughputPerTiB: 40, sizeGiB: 5400 }),
  },
  {
    what: `${at('FSX-02', LUSTRE)}a throughput that only another deployment has`,
    code: 'ThroughputNotOffered',
    field: 'data.throughputPerTiB',
    refused: lustre({ throughputPerTiB: 50 }),
    legal: lustre({ throughputPerTiB: 50, deployment: 'PERSISTENT_1' }),
    says: 'data.throughputPerTiB is 50, and PERSISTENT_2 has 125, 250, 500, 1000; use 125, 250, 500, 1000',
  },
  {
    what: `${at('FSX-02', LUSTRE)}a throughput of scratch, which has one`,
    code: 'ThroughputNotOffered',
    field: 'data.throughputPerTiB',
    refused: lustre({ throughputPerTiB: 200, deployment: 'SCRATCH_2' }),
    legal: lustre({ deployment: 'SCRATCH_2' }),
  },
  {
    what: `${at('FSX-06', `${CREATE}, SubnetIds`)}a zone that the environment does not have`,
    code: 'UnknownZone',
    field: 'data.zone',
    refused: lustre({ zone: 'us-east-1z' }, { mounts: [] }),
    legal: lustre({ zone: 'us-east-1a' }, { mounts: [] }),
  },
  {
    what: `${at('FSX-07', LINK)}more buckets than a file system has behind it`,
    code: 'TooManyRepositories',
    field: 'data.repositories',
    refused: linked(...'abcdefghi'.split('').map((name) => to(`/${name}`))),
    legal: linked(...'abcdefgh'.split('').map((name) => to(`/${name}`))),
  },
  {
    what: `${at('FSX-07', LINK)}directories that lie within each other`,
    code: 'OverlappingRepositories',
    field: 'data.repositories.1.path',
    refused: linked(to('/datasets'), to('/datasets/ctr')),
    legal: linked(to('/datasets'), to('/datasets-ctr')),
  },
  {
    what: `${at('FSX-07', LINK)}all of the file system beside a part of it`,
    code: 'OverlappingRepositories',
    field: 'data.repositories.1.path',
    refused: linked(to('/datasets'), to('/')),
    legal: linked(to('/')),
  },
  {
    what: `${at('FSX-07', LINK)}what is no directory`,
    code: 'InvalidRepositoryPath',
    field: 'data.repositories.0.path',
    refused: linked(to('datasets')),
    legal: linked(to('/datasets')),
  },
  {
    what: `${at('FSX-07', 'S3 user guide, "General purpose bucket naming rules"')}what no bucket is called`,
    code: 'InvalidName',
    field: 'data.repositories.0.bucket',
    refused: linked({ ...to('/datasets'), bucket: 'ML_datasets' }),
    legal: linked(to('/datasets')),
  },
  {
    what: `${at('FSX-08', LUSTRE)}backups of what is scratch`,
    code: 'BackupsNotOffered',
    field: 'data.backups',
    refused: lustre({ deployment: 'SCRATCH_2', backups: {} }),
    legal: lustre({ deployment: 'PERSISTENT_1', backups: {} }),
    says: 'data.backups are said, and FSx makes none of a file system that is scratch; remove them, or keep what matters in a bucket',
  },
  {
    what: `${at('FSX-08', LUSTRE)}backups of what has a bucket behind it`,
    code: 'BackupsNotOffered',
    field: 'data.backups',
    refused: lustre({ repositories: [to('/datasets')], backups: {} }),
    legal: lustre({ repositories: [to('/datasets')] }),
  },
  {
    what: `${at('FSX-08', 'FSx API_CreateFileSystemFromBackup')}what is no backup`,
    code: 'InvalidBackup',
    field: 'data.from.backup',
    refused: lustre({ from: { backup: 'snap-0123456789abcdef0' } }),
    legal: lustre({ from: { backup: 'backup-0123456789abcdef0' } }),
    says: "data.from.backup is 'snap-0123456789abcdef0', which is no id of a backup; use one like 'backup-0123456789abcdef0'",
  },
  {
    what: `${at('FSX-08', 'FSx API_CreateBackup')}a backup as the beginning of what is scratch`,
    code: 'BackupOfPersistentOnly',
    field: 'data.from.backup',
    refused: lustre({ deployment: 'SCRATCH_2', from: { backup: 'backup-0123456789abcdef0' } }),
    legal: lustre({ deployment: 'PERSISTENT_1', from: { backup: 'backup-0123456789abcdef0' } }),
  },
  {
    what: `${at('FSX-09', LUSTRE)}disks of HDD where there are none`,
    code: 'HddNeedsPersistent1',
    field: 'data.storage',
    refused: lustre({ storage: 'HDD', sizeGiB: 6000 }),
    legal: lustre({ storage: 'HDD', sizeGiB: 6000, deployment: 'PERSISTENT_1' }),
  },
  {
    what: `${at('FSX-09', LUSTRE)}a cache before disks that need none`,
    code: 'CacheOfHddOnly',
    field: 'data.readCache',
    refused: lustre({ readCache: true }),
    legal: lustre({ readCache: true, storage: 'HDD', sizeGiB: 6000, deployment: 'PERSISTENT_1' }),
  },
  {
    what: `${at('FSX-09', LUSTRE)}a key of what is scratch`,
    code: 'KeyOfPersistentOnly',
    field: 'data.kmsKeyArn',
    refused: lustre({ deployment: 'SCRATCH_2', kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1' }),
    legal: lustre({ kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1' }),
  },
  {
    what: `${at('FSX-12', 'ECS API_Volume')}a part of it alone: hosts mount the whole`,
    code: 'NoSubPaths',
    field: 'mounts.0.subPath',
    refused: lustre({}, { mounts: [{ ...MOUNT, subPath: 'ctr' }] }),
    legal: lustre(),
  },
  {
    what: `${at('FSX-12', 'ECS API_Volume')}one replica on each host of a fleet, on hosts of its own`,
    code: 'DaemonOfOwnHosts',
    field: 'replicas',
    refused: lustre({}, { service: { replicas: 'one-per-host' } }),
    legal: lustre({}, { service: { replicas: 3 } }),
  },
  {
    what: `${at('S3M-01', 'S3 user guide, "Installing Mountpoint"')}hosts whose image knows no Mountpoint yet`,
    code: 'ImageTooOld',
    field: 'mounts.0.volume',
    refused: s3({}, { release: '2023.0.20251108' }),
    legal: s3({}, { release: '2023.0.20251110' }),
    says: "mounts.0.volume is 'data', whose hosts install mount-s3, and the image of fleet 'general' is of 2025-11-08: it finds that since 2025-11-10; use a later amiRelease",
  },
  {
    what: 'a user who may not write what the owner keeps',
    code: 'UserCannotWrite',
    field: 'mounts.0.volume',
    refused: lustre({}, { service: { user: '2000:2000' } }),
    legal: lustre({ permissions: '0777' }, { service: { user: '2000:2000' } }),
  },
  {
    what: 'a user who may not write, though what comes from a backup is as its users left it',
    code: 'UserCannotWrite',
    field: 'mounts.0.volume',
    refused: lustre({}, { service: { user: '2000:2000' } }),
    legal: lustre({ from: { backup: 'backup-0123456789abcdef0' } }, { service: { user: '2000:2000' } }),
  },
  {
    what: `${at('S3M-01', 'Mountpoint for Amazon S3, doc/SEMANTICS.md')}writing to a bucket`,
    code: 'ReadOnlyVolume',
    field: 'mounts.0.readOnly',
    refused: s3({}, { mounts: [MOUNT] }),
    legal: s3(),
    says: "mounts.0.readOnly is false, and 'data', of kind s3, cannot be written; say true, or use a volume that has writers",
  },
  {
    what: `${at('S3M-01', 'S3 user guide, "General purpose bucket naming rules"')}what no bucket is called`,
    code: 'InvalidName',
    field: 'data.bucket',
    refused: s3({ bucket: 'ml..models' }),
    legal: s3({ bucket: 'ml.models' }),
  },
  {
    what: `${at('S3M-01', 'Mountpoint for Amazon S3, doc/CONFIGURATION.md')}a beginning of keys that is no folder`,
    code: 'InvalidPrefix',
    field: 'data.prefix',
    refused: s3({ prefix: 'models' }),
    legal: s3({ prefix: 'models/' }),
    says: "data.prefix is 'models', which is no folder of a bucket; use 'models/'",
  },
  {
    what: `${at('S3M-01', 'S3 user guide, "Organizing objects using prefixes"')}a slash before the keys`,
    code: 'InvalidPrefix',
    field: 'data.prefix',
    refused: s3({ prefix: '/models/' }),
    legal: s3({ prefix: 'models/' }),
  },
]);

/** What no field says is refused by the schema itself. */
describe.each([
  ['FSX-01: the oldest deployment', { deployment: 'SCRATCH_1' }],
  ['FSX-03: tiers by use', { storage: 'INTELLIGENT_TIERING' }],
  ['FSX-04: operations on metadata as a number', { metadataIops: 1500 }],
  ['FSX-05: elastic fabric adapters', { efaEnabled: true }],
  ['FSX-10: another version of Lustre', { version: '2.10' }],
])('%s', (_what, said) => {
  it('cannot be said', () => {
    expect(volumeSpec.safeParse({ kind: 'lustre', sizeGiB: 1200, ...said }).success).toBe(false);
    expect(volumeSpec.safeParse({ kind: 'lustre', sizeGiB: 1200 }).success).toBe(true);
  });
});

describe('FSX-08 (FSx API_CreateBackup): a file system that stays, of which FSx makes no backups', () => {
  const warned = (input: Partial<Lustre>) =>
    volumeWarnings(volumeSpec.parse({ kind: 'lustre', sizeGiB: 1200, ...input })).map(renderProblem);

  it('is warned about', () => {
    expect(warned({ repositories: [to('/datasets')] })).toEqual([
      'backups are on for all that stays, but FSx makes none of a file system with buckets behind it; export what is written to the bucket, and say so in noBackups: { why } [NotBackedUp]',
    ]);
  });

  it('is not, where somebody says so, it has them, or nothing was promised', () => {
    expect(warned({ repositories: [to('/datasets')], noBackups: { why: 'the bucket has it all' } })).toEqual([]);
    expect(warned({})).toEqual([]);
    expect(warned({ deployment: 'SCRATCH_2', repositories: [to('/datasets')] })).toEqual([]);
  });
});
