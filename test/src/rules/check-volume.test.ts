import { type Problem, within } from '../../../src/errors';
import { checkStorage } from '../../../src/rules/check-storage';
import { checkVolume } from '../../../src/rules/check-volume';
import type { MountInput } from '../../../src/spec/mount';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import { type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import { describeRefusals } from '../../support/builders/describe-refusals';
import { testContract } from '../../support/builders/test-contract';
import { AMD64 } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';

interface Case {
  /** What is said of a volume of kind efs. */
  readonly volume?: Partial<Extract<VolumeInput, { kind: 'efs' }>>;
  /** A volume of another kind, all of it. */
  readonly other?: VolumeInput;
  /** Instance types of the fleet. */
  readonly types?: string[];
  readonly replicas?: ServiceInput['replicas'];
  readonly mounts?: readonly MountInput[];
  readonly user?: string;
  readonly writable?: string[];
}

const MOUNT: MountInput = { volume: 'models', path: '/data/models' };

/** A rule of the list of facts that was collected before, and where AWS says it. */
const at = (id: string, source: string) => `${id} (${source}): `;
const CREATE = 'EFS API_CreateFileSystem';

function judge({ volume = {}, other, types, mounts = [MOUNT], user, writable, replicas }: Case): Problem[] {
  const spec = volumeSpec.parse(other ?? { kind: 'efs', ...volume });
  const service = serviceSpec.parse(
    testService({
      mounts: [...mounts],
      ...(user && { user }),
      ...(writable && { writable }),
      ...(replicas && { replicas }),
    }),
  );
  const fleets = types && { general: { instanceTypes: types, amiRelease: AMD64, maxHosts: 9 } };
  const contract = testContract(fleets && { fleets });
  return [
    ...within('models', checkVolume('models', spec, contract.site)),
    ...checkStorage(service, { models: spec, more: spec }, contract),
  ];
}

const EC2 = 'EC2 user guide, "Instance store temporary block storage"';
const PREPARED: MountInput = { ...MOUNT, preparedInImage: true };
const scratch = (sizeGiB: number, more: Partial<Case> = {}): Case => ({
  other: { kind: 'scratch', sizeGiB },
  mounts: [PREPARED],
  ...more,
});

const ECS = 'ECS API_ServiceManagedEBSVolumeConfiguration';
const CSI = 'aws-ebs-csi-driver, pkg/cloud/cloud.go';
const ECS_GUIDE = 'ECS developer guide, "Use Amazon EBS volumes with Amazon ECS"';
type TaskEbs = Extract<VolumeInput, { kind: 'task-ebs' }>;
const taskEbs = (volume: Partial<TaskEbs> = {}, more: Partial<Case> = {}): Case => ({
  other: { kind: 'task-ebs', sizeGiB: 100, ...volume },
  ...more,
});
const io2 = (volume: Partial<TaskEbs>) => taskEbs({ volumeType: 'io2', iops: 100, ...volume });

const path = (to: string): Case => ({ mounts: [{ ...MOUNT, path: to }] });
const subPath = (of: string): Case => ({ mounts: [{ ...MOUNT, subPath: of }] });

describeRefusals<Case>(judge, [
  {
    what: `${at('EFS-01', CREATE)}many operations with elastic throughput`,
    code: 'MaxIoIsNotElastic',
    field: 'models.performance',
    refused: { volume: { performance: 'maxIO' } },
    legal: { volume: { performance: 'maxIO', throughput: 'bursting' } },
    says: "models.performance is 'maxIO', which has no elastic throughput; use generalPurpose",
  },
  {
    what: `${at('EFS-01', CREATE)}many operations in one zone`,
    code: 'MaxIoInOneZone',
    field: 'models.performance',
    refused: { volume: { performance: 'maxIO', throughput: 'bursting', oneZone: 'us-east-1a' }, mounts: [] },
    legal: { volume: { performance: 'maxIO', throughput: 'bursting' }, mounts: [] },
  },
  {
    what: `${at('EFS-02', CREATE)}more throughput than is provisioned`,
    code: 'ThroughputOutOfRange',
    field: 'models.throughput.provisionedMiBps',
    refused: { volume: { throughput: { provisionedMiBps: 3415 } } },
    legal: { volume: { throughput: { provisionedMiBps: 3414 } } },
  },
  {
    what: `${at('EFS-03', 'EFS API_CreateMountTarget')}a zone that the environment does not have`,
    code: 'UnknownZone',
    field: 'models.oneZone',
    refused: { volume: { oneZone: 'us-east-1z' }, mounts: [] },
    legal: { volume: { oneZone: 'us-east-1a' }, mounts: [] },
  },
  {
    what: `${at('EFS-03', 'EFS user guide, "Mounting with the EFS mount helper"')}replicas in a zone without a mount target`,
    code: 'VolumeOutOfZone',
    field: 'mounts.0.volume',
    refused: { volume: { oneZone: 'us-east-1a' } },
    legal: {},
  },
  {
    what: `${at('MNT-01', 'AWS ParallelCluster, SharedStorageMountDirValidator')}a mount over what the image needs`,
    code: 'ReservedMountPath',
    field: 'mounts.0.path',
    refused: path('/usr'),
    legal: path('/usr/share/models'),
    says: "mounts.0.path is '/usr', which hides what the image needs; use a directory of its own, as '/data/models'",
  },
  {
    what: `${at('MNT-01', 'containers-roadmap#1359')}a mount below what the agent of a shell writes`,
    code: 'ReservedMountPath',
    field: 'mounts.0.path',
    refused: path('/managed-agents/models'),
    legal: path('/managed/models'),
  },
  {
    what: `${at('MNT-01', 'ECS API_MountPoint')}a mount that is no absolute path`,
    code: 'InvalidMountPath',
    field: 'mounts.0.path',
    refused: path('/data/../models'),
    legal: path('/data/..models'),
  },
  {
    what: `${at('MNT-01', 'AWS ParallelCluster, OverlappingMountDirValidator')}a mount within another`,
    code: 'NestedMountPath',
    field: 'mounts.1.path',
    refused: { mounts: [MOUNT, { ...MOUNT, path: '/data/models/ctr' }] },
    legal: { mounts: [MOUNT, { ...MOUNT, path: '/data/models-ctr' }] },
  },
  {
    what: `${at('MNT-01', 'AWS ParallelCluster, OverlappingMountDirValidator')}a mount over a path in memory`,
    code: 'NestedMountPath',
    field: 'mounts.0.path',
    refused: { writable: ['/data'] },
    legal: { writable: ['/cache'] },
  },
  {
    what: `${at('EFS-05', 'EFS API_RootDirectory')}a part that no access point could show`,
    code: 'InvalidSubPath',
    field: 'mounts.0.subPath',
    refused: subPath('a/b/c/d'),
    legal: subPath('a/b/c'),
  },
  {
    what: 'a directory that its owner may not write, whoever the container is',
    code: 'UserCannotWrite',
    field: 'mounts.0.volume',
    refused: { user: '2000:1000', volume: { permissions: '0577' } },
    legal: { user: '2000:1000', volume: { permissions: '0700' } },
  },
  {
    what: 'a directory that its owner may not even read',
    code: 'UserCannotRead',
    field: 'mounts.0.volume',
    refused: { volume: { permissions: '0070' }, mounts: [{ ...MOUNT, readOnly: true }] },
    legal: { volume: { permissions: '0500' }, mounts: [{ ...MOUNT, readOnly: true }] },
    says: "mounts.0.volume is 'models', which belongs to 1000:1000 with permissions 0070, and everybody is taken for its owner; use permissions of the volume with '0500' in them",
  },
  {
    what: 'a volume that the system does not have',
    code: 'UnknownVolume',
    field: 'mounts.0.volume',
    refused: { mounts: [{ ...MOUNT, volume: 'model' }] },
    legal: {},
  },
  {
    what: 'a part of a volume that has no parts',
    code: 'NoSubPaths',
    field: 'mounts.0.subPath',
    refused: scratch(20, { mounts: [{ ...PREPARED, subPath: 'ctr' }] }),
    legal: scratch(20),
    says: "mounts.0.subPath is 'ctr', and no part of 'models', of kind scratch, can be shown alone; leave it out, or use a volume of kind efs",
  },
  {
    what: `${at('scratch', EC2)}more than the smallest instance store of the fleet holds`,
    code: 'ScratchTooLarge',
    field: 'mounts.0.volume',
    refused: scratch(280, { types: ['m6id.2xlarge', 'm5d.2xlarge'] }),
    legal: scratch(279, { types: ['m6id.2xlarge', 'm5d.2xlarge'] }),
    says: "mounts.0.volume is 'models', which needs 280 GiB, and the instance store of a host of fleet 'general' has room for 279; use 279 GiB or less, or a fleet with larger ones",
  },
  {
    what: `${at('scratch', 'ECS developer guide, "Amazon ECS-optimized Linux AMIs"')}more than a root volume has beside the system and images`,
    code: 'ScratchTooLarge',
    field: 'mounts.0.volume',
    refused: scratch(71),
    legal: scratch(70),
  },
  {
    what: `${at('scratch', 'Docker documentation, "Volumes"')}a user who is not root, writing what is root's while it is new`,
    code: 'RootOwnsVolume',
    field: 'mounts.0.volume',
    refused: scratch(20, { mounts: [MOUNT] }),
    legal: scratch(20),
    says: "mounts.0.volume is 'models', which only root may write while it is new, unless the image says otherwise, and the container runs as 1000:1000; make the directory in the image, as 'RUN install -d -o 1000 /data/models', and say preparedInImage: true",
  },
  {
    what: 'an image that has nothing to do with what is on the volume',
    code: 'NothingFromImage',
    field: 'mounts.0.preparedInImage',
    refused: { mounts: [PREPARED] },
    legal: {},
  },
  {
    what: `${at('EBS-06', ECS)}more than ECS makes, though EBS would`,
    code: 'SizeOutOfRange',
    field: 'models.sizeGiB',
    refused: taskEbs({ sizeGiB: 16_385 }),
    legal: taskEbs({ sizeGiB: 16_384 }),
    says: 'models.sizeGiB is 16385, and gp3 volumes are 1 to 16384 GiB large; use 1 to 16384',
  },
  {
    what: `${at('EBS-06', ECS)}less than io2 has`,
    code: 'SizeOutOfRange',
    field: 'models.sizeGiB',
    refused: io2({ sizeGiB: 3 }),
    legal: io2({ sizeGiB: 4 }),
  },
  {
    what: `${at('EBS-06', ECS)}more operations than ECS asks for, though EBS has them`,
    code: 'IopsOutOfRange',
    field: 'models.iops',
    refused: taskEbs({ iops: 16_001 }),
    legal: taskEbs({ iops: 16_000 }),
  },
  {
    what: `${at('EBS-06', ECS)}fewer operations than io2 has`,
    code: 'IopsOutOfRange',
    field: 'models.iops',
    refused: io2({ iops: 99 }),
    legal: io2({ iops: 100 }),
  },
  {
    what: `${at('EBS-02', 'EC2 API_CreateVolume')}io2 without a number of operations`,
    code: 'IopsNeeded',
    field: 'models.iops',
    refused: taskEbs({ volumeType: 'io2' }),
    legal: taskEbs({ volumeType: 'io2', iops: 4000 }),
  },
  {
    what: `${at('EBS-03', CSI)}more operations of gp3 than its size does`,
    code: 'IopsExceedSize',
    field: 'models.iops',
    refused: taskEbs({ sizeGiB: 31, iops: 16_000 }),
    legal: taskEbs({ sizeGiB: 32, iops: 16_000 }),
  },
  {
    what: `${at('EBS-03', CSI)}more operations of io2 than its size does`,
    code: 'IopsExceedSize',
    field: 'models.iops',
    refused: io2({ sizeGiB: 4, iops: 4001 }),
    legal: io2({ sizeGiB: 4, iops: 4000 }),
  },
  {
    what: `${at('EBS-06', ECS)}more throughput than ECS asks for, though EBS has it`,
    code: 'ThroughputOutOfRange',
    field: 'models.throughputMiBps',
    refused: taskEbs({ iops: 16_000, throughputMiBps: 1001 }),
    legal: taskEbs({ iops: 16_000, throughputMiBps: 1000 }),
  },
  {
    what: `${at('EBS-04', 'EC2 API_CreateVolume')}throughput of a type that has none of its own`,
    code: 'ThroughputOfIops',
    field: 'models.throughputMiBps',
    refused: io2({ throughputMiBps: 500 }),
    legal: io2({}),
  },
  {
    what: `${at('EBS-05', 'AWS ParallelCluster, EbsVolumeThroughputIopsValidator')}more throughput than its operations carry`,
    code: 'ThroughputExceedsIops',
    field: 'models.throughputMiBps',
    refused: taskEbs({ throughputMiBps: 751 }),
    legal: taskEbs({ throughputMiBps: 750 }),
  },
  {
    what: `${at('EBS-07', ECS_GUIDE)}two volumes for one task`,
    code: 'TwoTaskVolumes',
    field: 'mounts.1.volume',
    refused: taskEbs({}, { mounts: [MOUNT, { volume: 'more', path: '/more' }] }),
    legal: taskEbs({}, { mounts: [MOUNT, { ...MOUNT, path: '/again', readOnly: true }] }),
    says: "mounts.1.volume is 'more', and ECS makes one volume for a task, which 'models' is; mount one of them, or use a volume of another kind for what is small",
  },
  {
    what: `${at('EBS-07', 'ECS API_CreateService')}a volume for each task of a daemon`,
    code: 'TaskVolumeOfDaemon',
    field: 'mounts.0.volume',
    refused: taskEbs({}, { replicas: 'one-per-host' }),
    legal: taskEbs({}, { replicas: 2 }),
  },
  {
    what: `${at('EBS-07', ECS_GUIDE)}hosts that ECS attaches no volumes to`,
    code: 'NotNitro',
    field: 'mounts.0.volume',
    refused: taskEbs({}, { types: ['m6i.2xlarge', 'm4.2xlarge'] }),
    legal: taskEbs({}, { types: ['m6i.2xlarge', 'm5.2xlarge'] }),
    says: "mounts.0.volume is 'models', and m4.2xlarge of fleet 'general' cannot have it: ECS attaches volumes to Nitro hosts alone; use a fleet of Nitro types, as m6i",
  },
  {
    what: `${at('EBS-08', 'ECS API_ServiceVolumeConfiguration')}data that must stay, on a volume that is deleted with its task`,
    code: 'NotPersistent',
    field: 'mounts.0.persistent',
    refused: taskEbs({}, { mounts: [{ ...MOUNT, persistent: true }] }),
    legal: { mounts: [{ ...MOUNT, persistent: true }] },
    says: "mounts.0.persistent is true, and 'models', of kind task-ebs, does not outlive its replica; use a volume that stays, as one of kind efs",
  },
  {
    what: 'data that must stay, on the disk of a host',
    code: 'NotPersistent',
    field: 'mounts.0.persistent',
    refused: scratch(20, { mounts: [{ ...PREPARED, persistent: true }] }),
    legal: scratch(20),
  },
  {
    what: `${at('EBS-09', ECS)}what is no snapshot`,
    code: 'InvalidSnapshot',
    field: 'models.from.snapshot',
    refused: taskEbs({ from: { snapshot: 'vol-0123456789abcdef0' } }),
    legal: taskEbs({ from: { snapshot: 'snap-0123456789abcdef0' } }),
  },
  {
    what: `${at('EBS-09', ECS)}neither a snapshot nor anybody who writes`,
    code: 'NothingToRead',
    field: 'mounts.0.volume',
    refused: taskEbs({}, { mounts: [{ ...MOUNT, readOnly: true }] }),
    legal: taskEbs({ from: { snapshot: 'snap-0123456789abcdef0' } }, { mounts: [{ ...MOUNT, readOnly: true }] }),
  },
]);
