import type { MountInput } from '../../../../src/spec/mount';
import type { ServiceInput } from '../../../../src/spec/service';
import type { VolumeInput } from '../../../../src/spec/volume';
import { family } from './family';
import { MOUNT, refusedOf } from './mounting';

type Efs = Extract<VolumeInput, { kind: 'efs' }>;

interface Case extends Partial<Pick<ServiceInput, 'user' | 'writable'>> {
  readonly volume?: Partial<Efs>;
  readonly mounts?: readonly MountInput[];
}

const PREPARED: MountInput = { ...MOUNT, preparedInImage: true };
const CREATE = 'EFS API_CreateFileSystem';
const path = (to: string): Case => ({ mounts: [{ ...MOUNT, path: to }] });
const subPath = (of: string): Case => ({ mounts: [{ ...MOUNT, subPath: of }] });
const judge = ({ volume, mounts = [MOUNT], ...service }: Case) =>
  refusedOf({ volume: { kind: 'efs', ...volume }, mounts, service });

/** Directories that an image needs, but for `/tmp`, which every container has in memory. */
const RESERVED = '/bin /boot /dev /etc /lib /lib64 /media /mnt /opt /proc /root /run /sbin /srv /sys /usr /var'.split(
  ' ',
);

const reserved = family<Case>(
  judge,
  RESERVED.map((directory) => ({
    rule: 'MNT-01',
    source: 'AWS ParallelCluster, SharedStorageMountDirValidator',
    what: `a mount over ${directory}`,
    code: 'ReservedMountPath',
    field: 'mounts.0.path',
    refused: path(directory),
    legal: path(`${directory}/models`),
  })),
);

const cases = family<Case>(judge, [
  {
    rule: 'EFS-01',
    source: CREATE,
    what: 'many operations with elastic throughput',
    code: 'MaxIoIsNotElastic',
    field: 'models.performance',
    refused: { volume: { performance: 'maxIO' } },
    legal: { volume: { performance: 'maxIO', throughput: 'bursting' } },
    says: "models.performance is 'maxIO', which has no elastic throughput; use generalPurpose",
  },
  {
    rule: 'EFS-01',
    source: CREATE,
    what: 'many operations in one zone',
    code: 'MaxIoInOneZone',
    field: 'models.performance',
    refused: { volume: { performance: 'maxIO', throughput: 'bursting', oneZone: 'us-east-1a' }, mounts: [] },
    legal: { volume: { performance: 'maxIO', throughput: 'bursting' }, mounts: [] },
  },
  {
    rule: 'EFS-02',
    source: CREATE,
    what: 'more throughput than is provisioned',
    code: 'ThroughputOutOfRange',
    field: 'models.throughput.provisionedMiBps',
    refused: { volume: { throughput: { provisionedMiBps: 3415 } } },
    legal: { volume: { throughput: { provisionedMiBps: 3414 } } },
  },
  {
    rule: 'EFS-03',
    source: 'EFS API_CreateMountTarget',
    what: 'a zone that the environment does not have',
    code: 'UnknownZone',
    field: 'models.oneZone',
    refused: { volume: { oneZone: 'us-east-1z' }, mounts: [] },
    legal: { volume: { oneZone: 'us-east-1a' }, mounts: [] },
  },
  {
    rule: 'EFS-03',
    source: 'EFS user guide, "Mounting with the EFS mount helper"',
    what: 'replicas in a zone without a mount target',
    code: 'VolumeOutOfZone',
    field: 'mounts.0.volume',
    refused: { volume: { oneZone: 'us-east-1a' } },
    legal: {},
  },
  {
    rule: 'MNT-01',
    source: 'AWS ParallelCluster, SharedStorageMountDirValidator',
    what: 'a mount over what the image needs',
    code: 'ReservedMountPath',
    field: 'mounts.0.path',
    refused: path('/usr'),
    legal: path('/usr/share/models'),
    says: "mounts.0.path is '/usr', which hides what the image needs; use a directory of its own, as '/data/models'",
  },
  {
    rule: 'MNT-01',
    source: 'containers-roadmap#1359',
    what: 'a mount below what the agent of a shell writes',
    code: 'ReservedMountPath',
    field: 'mounts.0.path',
    refused: path('/managed-agents/models'),
    legal: path('/managed/models'),
  },
  {
    rule: 'MNT-01',
    source: 'ECS API_MountPoint',
    what: 'a mount that is no absolute path',
    code: 'InvalidMountPath',
    field: 'mounts.0.path',
    refused: path('/data/../models'),
    legal: path('/data/..models'),
  },
  {
    rule: 'MNT-01',
    source: 'AWS ParallelCluster, OverlappingMountDirValidator',
    what: 'a mount within another',
    code: 'NestedMountPath',
    field: 'mounts.1.path',
    refused: { mounts: [MOUNT, { ...MOUNT, path: '/data/models/ctr' }] },
    legal: { mounts: [MOUNT, { ...MOUNT, path: '/data/models-ctr' }] },
  },
  {
    rule: 'MNT-01',
    source: 'AWS ParallelCluster, OverlappingMountDirValidator',
    what: 'a mount within what every container has in memory',
    code: 'NestedMountPath',
    field: 'mounts.0.path',
    refused: path('/tmp/models'),
    legal: path('/data/tmp'),
  },
  {
    rule: 'MNT-01',
    source: 'AWS ParallelCluster, OverlappingMountDirValidator',
    what: 'a mount over a path in memory',
    code: 'NestedMountPath',
    field: 'mounts.0.path',
    refused: { writable: ['/data'] },
    legal: { writable: ['/cache'] },
  },
  {
    rule: 'EFS-05',
    source: 'EFS API_RootDirectory',
    what: 'a part that no access point could show',
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
    what: 'an image that has nothing to do with what is on the volume',
    code: 'NothingFromImage',
    field: 'mounts.0.preparedInImage',
    refused: { mounts: [PREPARED] },
    legal: {},
  },
]);

/** File systems of EFS, and mounts of any volume. */
export const efs = [...cases, ...reserved];
