import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import type { RefusedCase } from './refused-case';

const image = 'public.ecr.aws/nginx/nginx:1.27.5';

const search = (frontend: Partial<ServiceInput>, ranker: Partial<ServiceInput>): SystemInput => ({
  name: 'search',
  services: {
    frontend: { image, cpus: 1, memoryMiB: 1024, ports: { http: { number: 8080 } }, ...frontend },
    ranker: { image, cpus: 1, memoryMiB: 1024, ports: { http: { number: 9000 } }, ...ranker },
  },
});

const meshed = (name: string, port: number) => ({
  name,
  cluster: 'arn:aws:ecs:us-east-1:123456789012:cluster/platform',
  task_definition: `${name}:1`,
  desired_count: 2,
  network_configuration: [{ subnets: ['subnet-0123456789abcdef0'] }],
  service_connect_configuration: [
    {
      enabled: true,
      namespace: 'arn:aws:servicediscovery:us-east-1:123456789012:namespace/ns-0123456789abcdef0',
      service: [{ port_name: 'http', client_alias: [{ port, dns_name: `${name}.search` }] }],
    },
  ],
});

/** Deployments that end well and leave something that does not work. */
export const deployCases: readonly RefusedCase[] = [
  {
    code: 'AfterAgainstCall',
    what: 'a service that waits for one which calls it',
    awsSays:
      'tasks never see endpoints that came after their deployment: the caller starts first and cannot resolve the waiter (ECS developer guide, "Amazon ECS Service Connect components", 2026-11)',
    refused: search({ after: ['ranker'], allow: ['ranker'] }, {}),
    legal: search({ after: ['ranker'] }, { allow: ['frontend'] }),
    terraform: {
      aws_ecs_service: {
        after_ranker: { ...meshed('ranker', 9000), wait_for_steady_state: true },
        after_frontend: { ...meshed('frontend', 8080), depends_on: ['aws_ecs_service.after_ranker'] },
      },
    },
  },
  {
    code: 'WaitForNothing',
    what: 'a wait for a service that may have no replicas',
    awsSays:
      'none of none runs, which is a steady state, so nothing was waited for (ECS API reference, DescribeServices, 2026-11)',
    refused: search({ after: ['ranker'] }, { replicas: 0 }),
    legal: search({ after: ['ranker'] }, { replicas: 1 }),
    terraform: {
      aws_ecs_service: { after_nothing: { ...meshed('nothing', 9001), desired_count: 0, wait_for_steady_state: true } },
    },
  },
  {
    code: 'SelfWait',
    what: 'a service that waits for itself',
    awsSays:
      'never asked: Terraform leaves out a dependency of a resource on itself, and nothing is waited for (planned with Terraform 1.11.4, 2026-11)',
    refused: search({ after: ['frontend'] }, {}),
    legal: search({ after: ['ranker'] }, {}),
    terraform: {
      aws_ecs_service: { after_itself: { ...meshed('itself', 9002), depends_on: ['aws_ecs_service.after_itself'] } },
    },
  },
];
