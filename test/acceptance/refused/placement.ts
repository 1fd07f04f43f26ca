import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const embedder = (service: Partial<ServiceInput>): SystemInput => ({
  name: 'search',
  services: {
    embedder: { image: 'public.ecr.aws/nginx/nginx:1.27.5', cpus: 1, memoryMiB: 1024, replicas: 2, ...service },
  },
});
const constrained = (constraints: NonNullable<ServiceInput['placement']>['constraints'], replicas = 2) =>
  embedder({ replicas, placement: { constraints } });

const byHand = (placement: object, replicas = 2) => ({
  name: 'embedder',
  cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/platform',
  task_definition: 'embedder:1',
  desired_count: replicas,
  capacity_provider_strategy: [{ capacity_provider: 'general', weight: 1 }],
  network_configuration: [{ subnets: ['subnet-0123456789abcdef0'] }],
  ...placement,
});

const daemonByHand = (rest: object) => ({
  name: 'embedder',
  cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/platform',
  task_definition: 'embedder:1',
  scheduling_strategy: 'DAEMON',
  network_configuration: [{ subnets: ['subnet-0123456789abcdef0'] }],
  ...rest,
});

const NO_HOST =
  'replicas that no host satisfies do not wait for one, and none is added: managed scaling counts what lacks room alone (ECS developer guide, cluster auto scaling, 2026-11)';

/** Replicas that no host will ever take. */
export const placementCases: readonly RefusedCase[] = [
  {
    code: 'NotEveryHost',
    what: 'a memberOf constraint that no host of the fleet satisfies',
    awsSays: NO_HOST,
    refused: constrained([{ is: 'architecture', value: 'arm64' }]),
    legal: constrained([{ is: 'architecture', value: 'x86_64' }]),
    terraform: {
      aws_ecs_service: {
        nobody_satisfies: byHand({
          placement_constraints: [{ type: 'memberOf', expression: 'attribute:ecs.cpu-architecture == arm64' }],
        }),
      },
    },
  },
  {
    code: 'UnknownHosts',
    what: 'a host by an id that is gone when it is replaced',
    awsSays: NO_HOST,
    refused: constrained([{ is: 'host', value: 'i-0123456789abcdef0' }]),
    legal: constrained([{ unique: 'host' }]),
    terraform: {
      aws_ecs_service: {
        host_by_id: byHand({
          placement_constraints: [{ type: 'memberOf', expression: 'ec2InstanceId == i-0123456789abcdef0' }],
        }),
      },
    },
  },
  {
    code: 'TooFewHosts',
    what: 'more replicas of which each has a host than there may be hosts',
    awsSays: '"DistinctInstance placement constraint unsatisfied", for ever (aws/containers-roadmap#723, #1201)',
    refused: constrained([{ unique: 'host' }], 20),
    legal: constrained([{ unique: 'host' }], 19),
    terraform: {
      aws_ecs_service: {
        more_than_hosts: byHand({ placement_constraints: [{ type: 'distinctInstance' }] }, 20),
      },
      aws_autoscaling_group: {
        few_hosts: {
          name: 'general',
          min_size: 0,
          max_size: 19,
          vpc_zone_identifier: ['subnet-0123456789abcdef0'],
          launch_template: [{ id: 'lt-0123456789abcdef0', version: '1' }],
        },
      },
    },
  },
  {
    code: 'TooFewZones',
    what: 'a zone for each replica where there are fewer zones',
    awsSays: 'spread is a preference: the third replica shares a zone (ECS developer guide, task placement, 2026-11)',
    refused: constrained([{ unique: 'zone' }], 3),
    legal: constrained([{ unique: 'zone' }], 2),
    terraform: {
      aws_ecs_service: {
        more_than_zones: byHand(
          { ordered_placement_strategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }] },
          3,
        ),
      },
    },
  },
  {
    code: 'TooFewValues',
    what: 'replicas over three zones where there are two',
    awsSays: 'spread is a preference: they share two zones (ECS developer guide, task placement, 2026-11)',
    refused: constrained([{ groupBy: 'zone', values: 3 }], 3),
    legal: constrained([{ groupBy: 'zone', values: 2 }], 3),
    terraform: {
      aws_ecs_service: {
        more_values_than_zones: byHand(
          { ordered_placement_strategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }] },
          3,
        ),
      },
    },
  },
  {
    code: 'InvalidPattern',
    what: 'a pattern that is no regular expression',
    awsSays:
      'refused at apply: "matches" takes the syntax of java.util.regex.Pattern (ECS developer guide, "Create expressions to define container instances for Amazon ECS tasks", 2026-11)',
    refused: constrained([{ like: 'instance-type', pattern: 'm(5d|6id.2xlarge' }]),
    legal: constrained([{ like: 'instance-type', pattern: 'm(5d|6id).2xlarge' }]),
    terraform: {
      aws_ecs_service: {
        no_pattern: byHand({
          placement_constraints: [{ type: 'memberOf', expression: 'attribute:ecs.instance-type =~ m(5d|6id.2xlarge' }],
        }),
      },
    },
  },
  {
    code: 'NoSuchLimit',
    what: 'two replicas on a host at most, written as an expression',
    awsSays: 'runningTasksCount counts the tasks of every service (aws/containers-roadmap#1999, open)',
    refused: constrained([{ maxPer: 'host', count: 2 }], 6),
    legal: constrained([{ maxPer: 'host', count: 1 }], 6),
    environment: environments.dev,
    terraform: {
      aws_ecs_service: {
        two_on_a_host: byHand({
          placement_constraints: [{ type: 'memberOf', expression: 'runningTasksCount < 2' }],
        }),
      },
    },
  },
  {
    code: 'DaemonPlacement',
    what: 'a strategy for what runs on every host',
    awsSays: '"The daemon scheduling strategy does not support placement strategies" (kayac/ecspresso#402)',
    refused: embedder({ replicas: 'one-per-host', placement: { spread: ['zone'] } }),
    legal: embedder({ replicas: 'one-per-host' }),
    terraform: {
      aws_ecs_service: {
        daemon_spread: daemonByHand({
          ordered_placement_strategy: [{ type: 'spread', field: 'attribute:ecs.availability-zone' }],
        }),
        daemon_of_capacity_provider: daemonByHand({
          capacity_provider_strategy: [{ capacity_provider: 'general', weight: 1 }],
        }),
      },
    },
  },
  {
    code: 'DaemonRollout',
    what: 'a second replica beside the first on every host',
    awsSays:
      '"The daemon scheduling strategy does not support values above 100 for maximumPercent" (hashicorp/terraform-provider-aws#4825)',
    refused: embedder({ replicas: 'one-per-host', rollout: { minimumHealthyPercent: 50, maximumPercent: 150 } }),
    legal: embedder({ replicas: 'one-per-host', rollout: 'recreate' }),
    terraform: {
      aws_ecs_service: { daemon_twice: daemonByHand({ launch_type: 'EC2', deployment_maximum_percent: 150 }) },
    },
  },
];
