import type { EnvironmentInput } from '../../../src/spec/environment';
import type { MountInput } from '../../../src/spec/mount';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { VolumeInput } from '../../../src/spec/volume';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const image = 'public.ecr.aws/nginx/nginx:1.27.5';
const { dev } = environments;
const MOUNT: MountInput = { volume: 'work', path: '/work' };
const PREPARED: MountInput = { ...MOUNT, preparedInImage: true };

const system = (
  volumes: Record<string, VolumeInput>,
  mounts: MountInput[] = [MOUNT],
  service: Partial<ServiceInput> = {},
): SystemInput => ({
  name: 'volumes',
  services: { ranker: { image, cpus: 1, memoryMiB: 1024, mounts, ...service } },
  volumes,
});
type TaskEbs = Extract<VolumeInput, { kind: 'task-ebs' }>;
const made = (volume: Partial<TaskEbs>, mounts?: MountInput[]): SystemInput =>
  system({ work: { kind: 'task-ebs', sizeGiB: 100, ...volume } }, mounts);
const scratch = (sizeGiB: number, mount = PREPARED): SystemInput =>
  system({ work: { kind: 'scratch', sizeGiB } }, [mount]);

const dockerTask = (name: string) => ({
  aws_ecs_task_definition: {
    [`scratch_${name}`]: {
      family: `scratch-${name}`,
      requires_compatibilities: ['EC2'],
      network_mode: 'awsvpc',
      volume: [
        { name: 'work', docker_volume_configuration: [{ scope: 'shared', autoprovision: true, driver: 'local' }] },
      ],
      container_definitions: JSON.stringify([
        {
          name: 'main',
          image,
          memory: 512,
          user: '1000:1000',
          mountPoints: [{ sourceVolume: 'work', containerPath: '/work' }],
        },
      ]),
    },
  },
});
const service = (name: string, managed: object, rest: object = {}) => ({
  aws_ecs_service: {
    [`managed_${name}`]: {
      name: `managed-${name}`,
      cluster: 'platform',
      task_definition: `managed-${name}:1`,
      desired_count: 1,
      volume_configuration: [
        {
          name: 'work',
          managed_ebs_volume: [
            { role_arn: 'arn:aws:iam::123456789012:role/volumes', file_system_type: 'xfs', ...managed },
          ],
        },
      ],
      ...rest,
    },
  },
});

const ECS = 'ECS API reference, ServiceManagedEBSVolumeConfiguration, 2026-11';
const EBS = 'EC2 API reference, CreateVolume, 2026-11';
const GUIDE = 'ECS developer guide, "Use Amazon EBS volumes with Amazon ECS", 2026-11';
const fleetOf = (instanceTypes: string[]): EnvironmentInput => ({
  ...dev,
  fleets: { general: { ...(Object.values(dev.fleets)[0] as EnvironmentInput['fleets'][string]), instanceTypes } },
});

/** Volumes that ECS makes for tasks, and those that Docker makes on hosts. */
export const taskVolumeCases: readonly RefusedCase[] = [
  {
    code: 'ScratchTooLarge',
    what: 'more scratch space than the disk of a host has',
    awsSays:
      'nothing: a volume of Docker has no size, so the disk is full one day, and every task of the host fails (Docker documentation, "Volumes", 2026-11)',
    refused: scratch(16_384),
    legal: scratch(10),
    terraform: dockerTask('too_large'),
  },
  {
    code: 'RootOwnsVolume',
    what: 'a user who is not root on a new volume of Docker, where the image has no such directory',
    awsSays:
      'nothing: the volume is made for root, and every write of the container is EACCES (Docker documentation, "Volumes", 2026-11)',
    refused: scratch(10, MOUNT),
    legal: scratch(10),
    terraform: dockerTask('root'),
  },
  {
    code: 'SizeOutOfRange',
    what: 'a volume that EBS would make, and ECS does not',
    awsSays: `InvalidParameterException: 1 to 16,384 GiB of gp3 (${ECS})`,
    refused: made({ sizeGiB: 20_000 }),
    legal: made({ sizeGiB: 16_384 }),
    terraform: service('size', { volume_type: 'gp3', size_in_gb: 20_000 }),
  },
  {
    code: 'IopsOutOfRange',
    what: 'more operations than ECS asks EBS for',
    awsSays: `InvalidParameterException: 3,000 to 16,000 of gp3 (${ECS})`,
    refused: made({ iops: 20_000 }),
    legal: made({ iops: 16_000 }),
    terraform: service('iops', { volume_type: 'gp3', size_in_gb: 100, iops: 20_000 }),
  },
  {
    code: 'IopsNeeded',
    what: 'io2 without a number of operations',
    awsSays: `InvalidParameterException: required for io1 and io2 (${ECS})`,
    refused: made({ volumeType: 'io2' }),
    legal: made({ volumeType: 'io2', iops: 1000 }),
    terraform: service('io2', { volume_type: 'io2', size_in_gb: 100 }),
  },
  {
    code: 'IopsExceedSize',
    what: 'more operations than a small volume does',
    awsSays: `tasks stop with TaskFailedToStart: InvalidParameterValue, 500 for each GiB of gp3 (${EBS})`,
    refused: made({ sizeGiB: 10, iops: 16_000 }),
    legal: made({ sizeGiB: 32, iops: 16_000 }),
    terraform: service('ratio', { volume_type: 'gp3', size_in_gb: 10, iops: 16_000 }),
  },
  {
    code: 'ThroughputOfIops',
    what: 'throughput of io2',
    awsSays: `InvalidParameterException: throughput is for gp3 alone (${ECS})`,
    refused: made({ volumeType: 'io2', iops: 1000, throughputMiBps: 500 }),
    legal: made({ volumeType: 'io2', iops: 1000 }),
    terraform: service('throughput', { volume_type: 'io2', size_in_gb: 100, iops: 1000, throughput: 500 }),
  },
  {
    code: 'ThroughputExceedsIops',
    what: 'more throughput than the operations carry',
    awsSays: `tasks stop with TaskFailedToStart: InvalidParameterValue, 0.25 MiB/s for each operation (${EBS})`,
    refused: made({ throughputMiBps: 1000 }),
    legal: made({ throughputMiBps: 1000, iops: 4000 }),
    terraform: service('carried', { volume_type: 'gp3', size_in_gb: 100, iops: 3000, throughput: 1000 }),
  },
  {
    code: 'InvalidSnapshot',
    what: 'a volume where a snapshot should be',
    awsSays: `tasks stop with TaskFailedToStart: InvalidParameterValue of the snapshot (${EBS})`,
    refused: made({ from: { snapshot: 'vol-0123456789abcdef0' } }),
    legal: made({ from: { snapshot: 'snap-0123456789abcdef0' } }),
    terraform: service('snapshot', { volume_type: 'gp3', size_in_gb: 100, snapshot_id: 'vol-0123456789abcdef0' }),
  },
  {
    code: 'NothingToRead',
    what: 'a new volume that nobody writes',
    awsSays: `nothing: each task gets an empty volume, and pays for it (${ECS})`,
    refused: made({}, [{ ...MOUNT, readOnly: true }]),
    legal: made({}),
    terraform: service('empty', { volume_type: 'gp3', size_in_gb: 100 }),
  },
  {
    code: 'TaskVolumeOfDaemon',
    what: 'a volume for each task of a daemon',
    awsSays:
      'InvalidParameterException: volumeConfigurations is only supported for REPLICA service (ECS API reference, CreateService, 2026-11)',
    refused: system({ work: { kind: 'task-ebs', sizeGiB: 100 } }, [MOUNT], { replicas: 'one-per-host' }),
    legal: made({}),
    terraform: service('daemon', { volume_type: 'gp3', size_in_gb: 100 }, { scheduling_strategy: 'DAEMON' }),
  },
  {
    code: 'TwoTaskVolumes',
    what: 'two volumes for one task',
    awsSays: `ClientException: one volume with configuredAtLaunch for a task definition (${GUIDE})`,
    refused: system({ work: { kind: 'task-ebs', sizeGiB: 100 }, more: { kind: 'task-ebs', sizeGiB: 100 } }, [
      MOUNT,
      { volume: 'more', path: '/more' },
    ]),
    legal: made({}),
    terraform: {
      aws_ecs_task_definition: {
        two_task_volumes: {
          family: 'two-task-volumes',
          requires_compatibilities: ['EC2'],
          volume: ['work', 'more'].map((name) => ({ name, configure_at_launch: true })),
          container_definitions: JSON.stringify([{ name: 'main', image, memory: 512 }]),
        },
      },
    },
  },
  {
    code: 'NotNitro',
    what: 'hosts that ECS attaches no volumes to',
    awsSays: `nothing: no host has what the task needs, and it stays pending (${GUIDE})`,
    refused: made({}),
    legal: made({}),
    environment: fleetOf(['m4.2xlarge']),
    legalEnvironment: fleetOf(['m6i.2xlarge']),
    terraform: service('old_hosts', { volume_type: 'gp3', size_in_gb: 100 }),
  },
];
