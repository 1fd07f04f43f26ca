import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { RefusedCase } from './refused-case';

const ranker = (rollout: ServiceInput['rollout']): SystemInput => ({
  name: 'search',
  services: { ranker: { image: 'public.ecr.aws/nginx/nginx:1.27.5', cpus: 1, memoryMiB: 1024, replicas: 2, rollout } },
});

/** Rolling updates that never end. */
export const rollingCases: readonly RefusedCase[] = [
  {
    code: 'RolloutCannotProgress',
    what: 'a rollout that may neither stop a replica nor start one',
    awsSays: 'the deployment stays IN_PROGRESS (ECS API reference, DeploymentConfiguration, 2026-11)',
    refused: ranker({ minimumHealthyPercent: 99, maximumPercent: 101 }),
    legal: ranker({ minimumHealthyPercent: 50, maximumPercent: 101 }),
    terraform: {
      aws_ecs_service: {
        stuck_rollout: {
          name: 'ranker',
          cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/platform',
          task_definition: 'ranker:1',
          desired_count: 2,
          deployment_minimum_healthy_percent: 99,
          deployment_maximum_percent: 101,
          network_configuration: [{ subnets: ['subnet-0123456789abcdef0'] }],
        },
      },
    },
  },
];
