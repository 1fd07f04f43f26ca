import { type Problem, within } from '../../../src/errors';
import { checkMountZones } from '../../../src/rules/check-mount-zones';
import { checkMounts } from '../../../src/rules/check-mounts';
import { checkVolume } from '../../../src/rules/check-volume';
import type { MountInput } from '../../../src/spec/mount';
import { serviceSpec } from '../../../src/spec/service';
import { type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import { describeRefusals } from '../../support/builders/describe-refusals';
import { testContract } from '../../support/builders/test-contract';
import { testService } from '../../support/builders/test-service';

interface Case {
  readonly volume?: Partial<VolumeInput>;
  readonly mounts?: readonly MountInput[];
  readonly user?: string;
  readonly writable?: string[];
}

const MOUNT: MountInput = { volume: 'models', path: '/data/models' };

/** A rule of the list of facts that was collected before, and where AWS says it. */
const at = (id: string, source: string) => `${id} (${source}): `;
const CREATE = 'EFS API_CreateFileSystem';

function judge({ volume = {}, mounts = [MOUNT], user, writable }: Case): Problem[] {
  const spec = volumeSpec.parse({ kind: 'efs', ...volume });
  const service = serviceSpec.parse(
    testService({ mounts: [...mounts], ...(user && { user }), ...(writable && { writable }) }),
  );
  const contract = testContract();
  return [
    ...within('models', checkVolume('models', spec, contract.site)),
    ...checkMounts(service, { models: spec }),
    ...checkMountZones(service, { models: spec }, contract),
  ];
}

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
]);
