import { type Problem, within } from '../../../src/errors';
import { checkSystemAlone } from '../../../src/rules/check-system';
import { checkVolume } from '../../../src/rules/check-volume';
import type { MountInput } from '../../../src/spec/mount';
import type { ServiceInput } from '../../../src/spec/service';
import { type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import { describeRefusals } from '../../support/builders/describe-refusals';
import { testContract } from '../../support/builders/test-contract';
import { testSystemSpec } from '../../support/builders/test-system';

type EbsInput = Extract<VolumeInput, { kind: 'ebs' }>;

/** A rule of the list of facts that was collected before, and where AWS says it. */
const at = (id: string, source: string) => `${id} (${source}): `;
const CREATE = 'EC2 API_CreateVolume';
const CSI = 'aws-ebs-csi-driver, pkg/cloud/cloud.go';
const CLUSTER = 'AWS ParallelCluster, EbsVolumeThroughputIopsValidator';

function judge(volume: Partial<EbsInput>): Problem[] {
  const spec = volumeSpec.parse({ kind: 'ebs', sizeGiB: 100, ...volume });
  return within('index', checkVolume('index', spec, testContract().site));
}

describeRefusals<Partial<EbsInput>>(judge, [
  {
    what: `${at('EBS-01', CREATE)}more than a gp3 volume has`,
    code: 'SizeOutOfRange',
    field: 'index.sizeGiB',
    refused: { sizeGiB: 65_537 },
    legal: { sizeGiB: 65_536 },
    says: 'index.sizeGiB is 65537, and gp3 volumes are 1 to 65536 GiB large; use 1 to 65536',
  },
  {
    what: `${at('EBS-01', CREATE)}less than an io2 volume has`,
    code: 'SizeOutOfRange',
    field: 'index.sizeGiB',
    refused: { volumeType: 'io2', sizeGiB: 3, iops: 100 },
    legal: { volumeType: 'io2', sizeGiB: 4, iops: 100 },
  },
  {
    what: `${at('EBS-02', CREATE)}more operations than gp3 does`,
    code: 'IopsOutOfRange',
    field: 'index.iops',
    refused: { sizeGiB: 1000, iops: 80_001 },
    legal: { sizeGiB: 1000, iops: 80_000 },
  },
  {
    what: `${at('EBS-02', CREATE)}fewer operations than gp3 does anyway`,
    code: 'IopsOutOfRange',
    field: 'index.iops',
    refused: { iops: 2999 },
    legal: { iops: 3000 },
  },
  {
    what: `${at('EBS-02', CREATE)}more operations than io2 does`,
    code: 'IopsOutOfRange',
    field: 'index.iops',
    refused: { volumeType: 'io2', sizeGiB: 1000, iops: 256_001 },
    legal: { volumeType: 'io2', sizeGiB: 1000, iops: 256_000 },
  },
  {
    what: `${at('EBS-02', 'terraform-provider-aws, ebs_volume.go')}an io2 volume that does not say how many operations`,
    code: 'IopsNeeded',
    field: 'index.iops',
    refused: { volumeType: 'io2' },
    legal: { volumeType: 'io2', iops: 100 },
    says: 'index.iops is not said, and io2 has no default; say how many',
  },
  {
    what: `${at('EBS-03', CSI)}more operations than so many GiB of gp3 do`,
    code: 'IopsExceedSize',
    field: 'index.iops',
    refused: { sizeGiB: 159, iops: 80_000 },
    legal: { sizeGiB: 160, iops: 80_000 },
    says: 'index.iops is 80000, and 159 GiB of gp3 do 79500 at most, 500 for each GiB; use 79500 or less, or sizeGiB 160 or more',
  },
  {
    what: `${at('EBS-03', CSI)}more than the least operations on a volume that is too small for them`,
    code: 'IopsExceedSize',
    field: 'index.iops',
    refused: { sizeGiB: 1, iops: 3001 },
    legal: { sizeGiB: 1, iops: 3000 },
  },
  {
    what: `${at('EBS-03', CSI)}more operations than so many GiB of io2 do`,
    code: 'IopsExceedSize',
    field: 'index.iops',
    refused: { volumeType: 'io2', sizeGiB: 9, iops: 10_000 },
    legal: { volumeType: 'io2', sizeGiB: 10, iops: 10_000 },
  },
  {
    what: `${at('EBS-04', `${CREATE}; terraform-provider-aws#44514: the provider takes 2,000 since 6.16`)}more throughput than gp3 has`,
    code: 'ThroughputOutOfRange',
    field: 'index.throughputMiBps',
    refused: { iops: 16_000, throughputMiBps: 2001 },
    legal: { iops: 16_000, throughputMiBps: 2000 },
  },
  {
    what: `${at('EBS-04', CREATE)}throughput of io2`,
    code: 'ThroughputOfIops',
    field: 'index.throughputMiBps',
    refused: { volumeType: 'io2', iops: 1000, throughputMiBps: 250 },
    legal: { volumeType: 'io2', iops: 1000 },
  },
  {
    what: `${at('EBS-05', CLUSTER)}more throughput than its operations carry`,
    code: 'ThroughputExceedsIops',
    field: 'index.throughputMiBps',
    refused: { throughputMiBps: 751 },
    legal: { throughputMiBps: 750 },
    says: 'index.throughputMiBps is 751, and 3000 operations a second carry 750 MiB/s at most; use 750 or less, or iops 3004 or more',
  },
  {
    what: `${at('EBS-09', CREATE)}a snapshot that is none`,
    code: 'InvalidSnapshot',
    field: 'index.from.snapshot',
    refused: { from: { snapshot: 'vol-0123456789abcdef0' } },
    legal: { from: { snapshot: 'snap-0123456789abcdef0' } },
  },
  {
    what: `${at('EBS-10', CREATE)}a zone that the environment does not have`,
    code: 'UnknownZone',
    field: 'index.zone',
    refused: { zone: 'us-east-1f' },
    legal: { zone: 'us-east-1b' },
  },
  {
    what: `${at('EBS-16', CREATE)}a key of another region`,
    code: 'CrossRegion',
    field: 'index.kmsKeyArn',
    refused: { kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1' },
    legal: { kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1' },
  },
]);

interface Mounted {
  readonly service?: Partial<ServiceInput>;
  readonly mounts?: MountInput[];
  readonly volumes?: Readonly<Record<string, VolumeInput>>;
  readonly second?: Partial<ServiceInput>;
  /** Zones of the fleet. */
  readonly zones?: string[];
}

const MOUNT: MountInput = { volume: 'index', path: '/data/index' };
const EBS = { kind: 'ebs', sizeGiB: 100, zone: 'us-east-1a' } as const;

/** What is wrong with a system whose service `search` is the one writer of volume `index`. */
function judgeMounted({ service, mounts = [MOUNT], volumes = {}, second, zones }: Mounted): Problem[] {
  const one = { replicas: 1, rollout: 'recreate' } as const;
  const system = testSystemSpec({
    search: { ...one, ...service, mounts },
    ...(second && { second: { ...one, ...second } }),
  });
  const all = Object.entries({ index: EBS, ...volumes }).map(([name, v]) => [name, volumeSpec.parse(v)] as const);
  const contract = testContract(
    zones && {
      fleets: {
        general: {
          instanceTypes: ['m6i.2xlarge'],
          amiRelease: 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64',
          maxHosts: 10,
          zones,
        },
      },
    },
  );
  return checkSystemAlone({ ...system, volumes: Object.fromEntries(all) }, contract, 'main', {}, {});
}

describeRefusals<Mounted>(judgeMounted, [
  {
    what: `${at('EBS-11', 'EBS user guide, "Attach an Amazon EBS volume"')}two writers of one volume`,
    code: 'WriterConflict',
    field: 'services.search.replicas',
    refused: { service: { replicas: 3 } },
    legal: { service: { replicas: 1 } },
    says: "services.search.replicas is 3 but volume 'index' has one writer; use replicas 1, perReplica of the volume, or a volume of kind 'efs'",
  },
  {
    what: `${at('EBS-11', 'EBS user guide, "Attach an Amazon EBS volume"')}one writer that a scaler may add to`,
    code: 'WriterConflict',
    field: 'services.search.replicas',
    refused: { service: { replicas: { min: 1, max: 2 }, scaling: { cpuPercent: 50 } } },
    legal: { service: { replicas: { min: 1, max: 1 } } },
  },
  {
    what: `${at('EBS-11', 'EBS user guide, "Attach an Amazon EBS volume"')}a writer on each host`,
    code: 'WriterConflict',
    field: 'services.search.replicas',
    refused: { service: { replicas: 'one-per-host' } },
    legal: {},
  },
  {
    what: `${at('EBS-11', 'ECS API_DeploymentConfiguration')}a rollout that starts a second writer beside the first`,
    code: 'WriterConflict',
    field: 'services.search.rollout',
    refused: { service: { rollout: 'rolling' } },
    legal: { service: { rollout: 'recreate' } },
    says: "services.search.rollout is 'rolling', which starts a replica before the old one has ended, but volume 'index' has one writer; use 'recreate'",
  },
  {
    what: `${at('EBS-11', 'ECS API_DeploymentConfiguration')}a rollout that starts a whole second set of writers`,
    code: 'WriterConflict',
    field: 'services.search.rollout',
    refused: { service: { rollout: { strategy: 'blue-green' }, ports: { http: { number: 8080 } } } },
    legal: { service: { rollout: { strategy: 'rolling', minimumHealthyPercent: 0, maximumPercent: 100 } } },
  },
  {
    what: `${at('EBS-12', 'EC2 API_CreateVolume, MultiAttachEnabled, which is not offered')}two services on one volume`,
    code: 'WriterConflict',
    field: 'services.second.mounts.0.volume',
    refused: { second: { mounts: [MOUNT] } },
    legal: { second: { mounts: [{ volume: 'other', path: '/data' }] }, volumes: { other: EBS } },
    says: "services.second.mounts.0.volume is 'index', which is attached to the host of 'search' alone; use a volume of its own, or one of kind 'efs'",
  },
  {
    what: `${at('EBS-13', 'EC2 user guide, "Run commands when you launch an EC2 instance with user data input"')}a second volume that one host mounts`,
    code: 'SecondHostVolume',
    field: 'services.search.mounts.1.volume',
    refused: { mounts: [MOUNT, { volume: 'other', path: '/other' }], volumes: { other: EBS } },
    legal: { mounts: [MOUNT, { volume: 'other', path: '/other' }], volumes: { other: { kind: 'efs' } } },
  },
  {
    what: `${at('EBS-13', 'EC2 user guide, "Run commands when you launch an EC2 instance with user data input"')}the disk of a host that mounts another volume`,
    code: 'SecondHostVolume',
    field: 'services.search.mounts.1.volume',
    refused: {
      mounts: [MOUNT, { volume: 'other', path: '/other', preparedInImage: true }],
      volumes: { other: { kind: 'scratch', sizeGiB: 1 } },
    },
    legal: { mounts: [MOUNT] },
  },
  {
    what: `${at('EBS-10', CREATE)}a volume in a zone that the fleet does not use`,
    code: 'VolumeOutOfZone',
    field: 'services.search.mounts.0.volume',
    refused: { zones: ['us-east-1b'] },
    legal: { zones: ['us-east-1a', 'us-east-1b'] },
  },
  {
    what: `${at('MNT-01', 'ECS API_HostVolumeProperties')}a part of a block device`,
    code: 'NoSubPaths',
    field: 'services.search.mounts.0.subPath',
    refused: { mounts: [{ ...MOUNT, subPath: 'v1' }] },
    legal: { mounts: [MOUNT] },
  },
  {
    what: 'a user who may not write what the host gives to the owner',
    code: 'UserCannotWrite',
    field: 'services.search.mounts.0.volume',
    refused: { service: { user: '2000:2000' } },
    legal: {
      service: { user: '2000:2000' },
      volumes: { index: { ...EBS, from: { snapshot: 'snap-0123456789abcdef0' } } },
    },
  },
]);
