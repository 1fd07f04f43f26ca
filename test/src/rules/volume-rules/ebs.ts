import { type Problem, within } from '../../../../src/errors';
import { checkVolume } from '../../../../src/rules/check-volume';
import { type VolumeInput, volumeSpec } from '../../../../src/spec/volume';
import { testContract } from '../../../support/builders/test-contract';
import { family } from './family';

type EbsInput = Extract<VolumeInput, { kind: 'ebs' }>;

const CREATE = 'EC2 API_CreateVolume';
const CSI = 'aws-ebs-csi-driver, pkg/cloud/cloud.go';
const CLUSTER = 'AWS ParallelCluster, EbsVolumeThroughputIopsValidator';

function judge(volume: Partial<EbsInput>): Problem[] {
  const spec = volumeSpec.parse({ kind: 'ebs', sizeGiB: 100, ...volume });
  return within('index', checkVolume('index', spec, testContract().site));
}

/** Block storage that stays. */
export const ebs = family<Partial<EbsInput>>(judge, [
  {
    rule: 'EBS-01',
    source: CREATE,
    what: 'more than a gp3 volume has',
    code: 'SizeOutOfRange',
    field: 'index.sizeGiB',
    refused: { sizeGiB: 65_537 },
    legal: { sizeGiB: 65_536 },
    says: 'index.sizeGiB is 65537, and gp3 volumes are 1 to 65536 GiB large; use 1 to 65536',
  },
  {
    rule: 'EBS-01',
    source: CREATE,
    what: 'less than an io2 volume has',
    code: 'SizeOutOfRange',
    field: 'index.sizeGiB',
    refused: { volumeType: 'io2', sizeGiB: 3, iops: 100 },
    legal: { volumeType: 'io2', sizeGiB: 4, iops: 100 },
  },
  {
    rule: 'EBS-02',
    source: CREATE,
    what: 'more operations than gp3 does',
    code: 'IopsOutOfRange',
    field: 'index.iops',
    refused: { sizeGiB: 1000, iops: 80_001 },
    legal: { sizeGiB: 1000, iops: 80_000 },
  },
  {
    rule: 'EBS-02',
    source: CREATE,
    what: 'fewer operations than gp3 does anyway',
    code: 'IopsOutOfRange',
    field: 'index.iops',
    refused: { iops: 2999 },
    legal: { iops: 3000 },
  },
  {
    rule: 'EBS-02',
    source: CREATE,
    what: 'more operations than io2 does',
    code: 'IopsOutOfRange',
    field: 'index.iops',
    refused: { volumeType: 'io2', sizeGiB: 1000, iops: 256_001 },
    legal: { volumeType: 'io2', sizeGiB: 1000, iops: 256_000 },
  },
  {
    rule: 'EBS-02',
    source: 'terraform-provider-aws, ebs_volume.go',
    what: 'an io2 volume that does not say how many operations',
    code: 'IopsNeeded',
    field: 'index.iops',
    refused: { volumeType: 'io2' },
    legal: { volumeType: 'io2', iops: 100 },
    says: 'index.iops is not said, and io2 has no default; say how many',
  },
  {
    rule: 'EBS-03',
    source: CSI,
    what: 'more operations than so many GiB of gp3 do',
    code: 'IopsExceedSize',
    field: 'index.iops',
    refused: { sizeGiB: 159, iops: 80_000 },
    legal: { sizeGiB: 160, iops: 80_000 },
    says: 'index.iops is 80000, and 159 GiB of gp3 do 79500 at most, 500 for each GiB; use 79500 or less, or sizeGiB 160 or more',
  },
  {
    rule: 'EBS-03',
    source: CSI,
    what: 'more than the least operations on a volume that is too small for them',
    code: 'IopsExceedSize',
    field: 'index.iops',
    refused: { sizeGiB: 1, iops: 3001 },
    legal: { sizeGiB: 1, iops: 3000 },
  },
  {
    rule: 'EBS-03',
    source: CSI,
    what: 'more operations than so many GiB of io2 do',
    code: 'IopsExceedSize',
    field: 'index.iops',
    refused: { volumeType: 'io2', sizeGiB: 9, iops: 10_000 },
    legal: { volumeType: 'io2', sizeGiB: 10, iops: 10_000 },
  },
  {
    rule: 'EBS-04',
    source: `${CREATE}; terraform-provider-aws#44514: the provider takes 2,000 since 6.16`,
    what: 'more throughput than gp3 has',
    code: 'ThroughputOutOfRange',
    field: 'index.throughputMiBps',
    refused: { iops: 16_000, throughputMiBps: 2001 },
    legal: { iops: 16_000, throughputMiBps: 2000 },
  },
  {
    rule: 'EBS-04',
    source: CREATE,
    what: 'throughput of io2',
    code: 'ThroughputOfIops',
    field: 'index.throughputMiBps',
    refused: { volumeType: 'io2', iops: 1000, throughputMiBps: 250 },
    legal: { volumeType: 'io2', iops: 1000 },
  },
  {
    rule: 'EBS-05',
    source: CLUSTER,
    what: 'more throughput than its operations carry',
    code: 'ThroughputExceedsIops',
    field: 'index.throughputMiBps',
    refused: { throughputMiBps: 751 },
    legal: { throughputMiBps: 750 },
    says: 'index.throughputMiBps is 751, and 3000 operations a second carry 750 MiB/s at most; use 750 or less, or iops 3004 or more',
  },
  {
    rule: 'EBS-09',
    source: CREATE,
    what: 'a snapshot that is none',
    code: 'InvalidSnapshot',
    field: 'index.from.snapshot',
    refused: { from: { snapshot: 'vol-0123456789abcdef0' } },
    legal: { from: { snapshot: 'snap-0123456789abcdef0' } },
  },
  {
    rule: 'EBS-10',
    source: CREATE,
    what: 'a zone that the environment does not have',
    code: 'UnknownZone',
    field: 'index.zone',
    refused: { zone: 'us-east-1f' },
    legal: { zone: 'us-east-1b' },
  },
  {
    rule: 'EBS-16',
    source: CREATE,
    what: 'a key of another region',
    code: 'CrossRegion',
    field: 'index.kmsKeyArn',
    refused: { kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1' },
    legal: { kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1' },
  },
]);
