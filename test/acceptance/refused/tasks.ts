import type { EnvironmentInput } from '../../../src/spec/environment';
import type { FleetInput } from '../../../src/spec/fleet';
import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const image = 'public.ecr.aws/nginx/nginx:1.27.5';
const encoder = (service: Partial<ServiceInput>): SystemInput => ({
  name: 'tasks',
  services: { encoder: { image, cpus: 1, memoryMiB: 1024, ...service } },
});
type Wait = NonNullable<ServiceInput['startAfter']>[string];
const after = (condition: Wait, liveness?: boolean): SystemInput =>
  encoder({
    startAfter: { proxy: condition },
    sidecars: {
      proxy: { image, cpus: 0.25, memoryMiB: 128, ...(liveness && { health: { liveness: { command: ['/ready'] } } }) },
    },
  });
const { dev } = environments;
/** The fleet of the example's `dev`, whose hosts have 8 cores and 32 GiB, with so many of them. */
const fleet = (maxHosts: number): EnvironmentInput => ({
  ...dev,
  fleets: { general: { ...(dev.fleets.general as FleetInput), maxHosts } },
});

const definition = (family: string, ...containers: object[]) => ({
  aws_ecs_task_definition: {
    [`never_${family}`]: {
      family,
      requires_compatibilities: ['EC2'],
      network_mode: 'awsvpc',
      container_definitions: JSON.stringify(
        containers.map((container, i) => ({ name: i === 0 ? 'main' : `other-${i}`, image, memory: 512, ...container })),
      ),
    },
  },
});
const NEVER =
  'tasks stay in PROVISIONING: hosts are added for tasks that fit one (ECS developer guide, "Amazon ECS managed scaling behavior", 2026-11)';
const DEPENDENCY = 'ECS API reference, ContainerDependency, 2026-11';

/** Tasks that no host holds, and containers that never start. */
export const taskCases: readonly RefusedCase[] = [
  {
    code: 'TaskExceedsCpu',
    what: 'a task with all the cores of a host, and the proxy of the mesh beside it',
    awsSays: NEVER,
    refused: encoder({ cpus: 8 }),
    legal: encoder({ cpus: 7.75 }),
    terraform: definition('cpu', { cpu: 8192 }, { cpu: 256 }),
  },
  {
    code: 'TaskExceedsMemory',
    what: 'a task with all the memory that is written on a host, of which the kernel and the agent take some',
    awsSays: NEVER,
    refused: encoder({ memoryMiB: 32_768 }),
    legal: encoder({ memoryMiB: 29_106 }),
    terraform: definition('memory', { memory: 32_768 }),
  },
  {
    code: 'NoGpuOnFleet',
    what: 'a task with a GPU on hosts without',
    awsSays: NEVER,
    refused: encoder({ gpus: 1 }),
    legal: encoder({}),
    terraform: definition('gpu', { resourceRequirements: [{ type: 'GPU', value: '1' }] }),
  },
  {
    code: 'FleetTooSmall',
    what: 'ten replicas that need a host each, and as many in a rollout, where there may be nineteen hosts',
    awsSays:
      'tasks stay in PROVISIONING: managed scaling never goes beyond the maximum size of the group (ECS developer guide, "Amazon ECS managed scaling behavior", 2026-11)',
    refused: encoder({ cpus: 7, replicas: 10, rollout: { strategy: 'blue-green' } }),
    legal: encoder({ cpus: 7, replicas: 10, rollout: { strategy: 'blue-green' } }),
    environment: fleet(19),
    legalEnvironment: fleet(20),
    terraform: {
      aws_ecs_service: {
        twenty_wanted: {
          name: 'encoder',
          cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/platform',
          task_definition: 'encoder:1',
          desired_count: 10,
          deployment_minimum_healthy_percent: 100,
          deployment_maximum_percent: 200,
          capacity_provider_strategy: [{ capacity_provider: 'nineteen', weight: 1 }],
          network_configuration: [{ subnets: ['subnet-0123456789abcdef0'] }],
        },
      },
      aws_autoscaling_group: {
        nineteen: {
          name: 'nineteen',
          min_size: 0,
          max_size: 19,
          vpc_zone_identifier: ['subnet-0123456789abcdef0'],
          launch_template: [{ id: 'lt-0123456789abcdef0', version: '1' }],
        },
      },
    },
  },
  {
    code: 'LimitBelowRequest',
    what: 'a limit below what is promised',
    awsSays:
      'ClientException: memory must be greater than memoryReservation (ECS API reference, ContainerDefinition, 2026-11)',
    refused: encoder({ limits: { memoryMiB: 512 } }),
    legal: encoder({ limits: { memoryMiB: 1024 } }),
    terraform: definition('limit', { memory: 512, memoryReservation: 1024 }),
  },
  {
    code: 'WaitForEssential',
    what: 'a wait for the end of a container whose end stops the task',
    awsSays: `ClientException: SUCCESS "can't be set on an essential container" (${DEPENDENCY})`,
    refused: after('SUCCESS'),
    legal: after('START'),
    terraform: definition('ends', { dependsOn: [{ containerName: 'other-1', condition: 'SUCCESS' }] }, {}),
  },
  {
    code: 'WaitWithoutCheck',
    what: 'a wait for the health of a container that nobody asks',
    awsSays: `ClientException: HEALTHY "requires that the dependent container has health checks configured" (${DEPENDENCY})`,
    refused: after('HEALTHY'),
    legal: after('HEALTHY', true),
    terraform: definition('healthy', { dependsOn: [{ containerName: 'other-1', condition: 'HEALTHY' }] }, {}),
  },
];
