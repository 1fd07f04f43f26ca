import type { FleetInput } from '../../../src/spec/fleet';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const task = { image: 'public.ecr.aws/nginx/nginx:1.27.5', cpus: 3.5, memoryMiB: 1024, replicas: 20 };
const search = (replicas: number): SystemInput => ({
  name: 'search',
  services: { ranker: { ...task, replicas }, encoder: task },
});
/** The fleet of the example's `dev`, with fewer hosts. */
const general = { ...(environments.dev.fleets.general as FleetInput), maxHosts: 16 };

const service = (name: string) => ({
  name,
  cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/platform',
  task_definition: `${name}:1`,
  desired_count: 20,
  capacity_provider_strategy: [{ capacity_provider: 'general', weight: 1 }],
  network_configuration: [{ subnets: ['subnet-0123456789abcdef0'] }],
});

/** Fleets that are too small for what is to run on them. */
export const explainCases: readonly RefusedCase[] = [
  {
    code: 'FleetTooSmallForAll',
    what: 'services that each fit a fleet, but not together',
    awsSays:
      'tasks stay in PROVISIONING: managed scaling never goes beyond the maximum size of the group ' +
      '(ECS Developer Guide, "Amazon ECS managed scaling behavior", 2026-11)',
    refused: search(20),
    legal: search(10),
    environment: { ...environments.dev, fleets: { general } },
    terraform: {
      aws_ecs_service: { crowded_ranker: service('ranker'), crowded_encoder: service('encoder') },
      aws_autoscaling_group: {
        crowded: {
          name: 'general',
          min_size: 0,
          max_size: 16,
          vpc_zone_identifier: ['subnet-0123456789abcdef0'],
          launch_template: [{ id: 'lt-0123456789abcdef0', version: '1' }],
        },
      },
    },
  },
];
