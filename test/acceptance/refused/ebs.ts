import type { MountInput } from '../../../src/spec/mount';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { VolumeInput } from '../../../src/spec/volume';
import type { RefusedCase } from './refused-case';

const image = 'public.ecr.aws/nginx/nginx:1.27.5';
const MOUNT: MountInput = { volume: 'index', path: '/data/index' };
type EbsInput = Extract<VolumeInput, { kind: 'ebs' }>;

const system = (volume: Partial<EbsInput>, service: Partial<ServiceInput> = {}): SystemInput => ({
  name: 'search',
  services: {
    index: { image, cpus: 1, memoryMiB: 1024, replicas: 1, rollout: 'recreate', mounts: [MOUNT], ...service },
  },
  volumes: { index: { kind: 'ebs', sizeGiB: 100, ...volume } },
});

const volume = (name: string, rest: object) => ({
  aws_ebs_volume: { [name]: { availability_zone: 'us-east-1a', type: 'gp3', size: 100, encrypted: true, ...rest } },
});

const CREATE = 'EC2 API reference, CreateVolume, 2026-11';
const TYPES = 'EBS user guide, "Amazon EBS volume types", 2026-11';

/** Volumes that EBS does not make, and writers that a file system of one host does not survive. */
export const ebsCases: readonly RefusedCase[] = [
  {
    code: 'SizeOutOfRange',
    what: 'a volume of 70,000 GiB',
    awsSays: `refused at apply: gp3 volumes have 1 to 65,536 GiB (${CREATE})`,
    refused: system({ sizeGiB: 70_000 }),
    legal: system({ sizeGiB: 2000 }),
    terraform: volume('large', { size: 70_000 }),
  },
  {
    code: 'IopsOutOfRange',
    what: '100,000 operations a second of a gp3 volume',
    awsSays: `refused at apply: gp3 volumes do 3,000 to 80,000 (${CREATE})`,
    refused: system({ sizeGiB: 1000, iops: 100_000 }),
    legal: system({ sizeGiB: 1000, iops: 80_000 }),
    terraform: volume('busy', { size: 1000, iops: 100_000 }),
  },
  {
    code: 'IopsExceedSize',
    what: '16,000 operations a second of 20 GiB',
    awsSays: `refused at apply: 500 for each GiB of gp3 (${TYPES})`,
    refused: system({ sizeGiB: 20, iops: 16_000 }),
    legal: system({ sizeGiB: 32, iops: 16_000 }),
    terraform: volume('small', { size: 20, iops: 16_000 }),
  },
  {
    code: 'ThroughputExceedsIops',
    what: '1,000 MiB/s of 3,000 operations a second',
    awsSays: `refused at apply: 0.25 MiB/s for each operation (${TYPES})`,
    refused: system({ throughputMiBps: 1000 }),
    legal: system({ throughputMiBps: 1000, iops: 4000 }),
    terraform: volume('wide', { iops: 3000, throughput: 1000 }),
  },
  {
    code: 'InvalidSnapshot',
    what: 'a volume from the id of a volume',
    awsSays: `refused at apply: InvalidParameterValue (${CREATE})`,
    refused: system({ from: { snapshot: 'vol-0123456789abcdef0' } }),
    legal: system({ from: { snapshot: 'snap-0123456789abcdef0' } }),
    terraform: volume('restored', { snapshot_id: 'vol-0123456789abcdef0' }),
  },
  {
    code: 'WriterConflict',
    what: 'three replicas that share a directory of their hosts',
    awsSays:
      'nothing: replicas on the host of the volume write the same files, and those on any other host find an empty directory (ECS developer guide, "Use bind mounts with Amazon ECS", 2026-11)',
    refused: system({}, { replicas: 3 }),
    legal: system({}),
    terraform: {
      aws_ecs_task_definition: {
        writers: {
          family: 'writers',
          requires_compatibilities: ['EC2'],
          network_mode: 'awsvpc',
          volume: [{ name: 'index', host_path: '/mnt/index' }],
          container_definitions: JSON.stringify([
            { name: 'main', image, memory: 512, mountPoints: [{ sourceVolume: 'index', containerPath: '/data' }] },
          ]),
        },
      },
      aws_ecs_service: {
        writers: { name: 'writers', cluster: 'platform', desired_count: 3, task_definition: 'writers:1' },
      },
    },
  },
];
