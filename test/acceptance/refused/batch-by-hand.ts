import type { HandWritten } from './refused-case';

/** Subnets of two zones. */
export const SUBNETS = { a: 'subnet-0123456789abcdefa', b: 'subnet-0123456789abcdefb' } as const;

/** A compute environment: what it says differently from on-demand hosts of g5.12xlarge in one zone. */
export const hosts = (name: string, said: object = {}): HandWritten => ({
  aws_batch_compute_environment: { [name]: environment(said) },
});

export const environment = (said: object): object => ({
  type: 'MANAGED',
  compute_resources: [
    {
      type: 'EC2',
      allocation_strategy: 'BEST_FIT_PROGRESSIVE',
      min_vcpus: 0,
      max_vcpus: 192,
      instance_type: ['g5.12xlarge'],
      instance_role: 'arn:aws:iam::123456789012:instance-profile/training',
      security_group_ids: ['sg-0123456789abcdef0'],
      subnets: [SUBNETS.a],
      ...said,
    },
  ],
});

/** Compute environments behind one queue, in order. */
export const queue = (name: string, environments: readonly string[], said: object = {}): HandWritten => ({
  aws_batch_job_queue: {
    [name]: {
      name,
      state: 'ENABLED',
      priority: 1,
      compute_environment_order: environments.map((each, i) => ({
        order: i + 1,
        compute_environment: `\${aws_batch_compute_environment.${each}.arn}`,
      })),
      ...said,
    },
  },
});

/** What a container of a job asks for. */
export interface Asked {
  readonly cpus?: number;
  readonly memoryMiB?: number;
  readonly gpus?: number;
}

function container({ cpus = 4, memoryMiB = 8192, gpus = 1 }: Asked, said: object): object {
  const needs = { VCPU: cpus, MEMORY: memoryMiB, ...(gpus > 0 && { GPU: gpus }) };
  return {
    image: 'docker.io/library/python:3.13',
    resourceRequirements: Object.entries(needs).map(([type, value]) => ({ type, value: String(value) })),
    ...said,
  };
}

/** A job of one host. */
export const job = (name: string, asked: Asked, said: object = {}, more: object = {}): HandWritten => ({
  aws_batch_job_definition: {
    [name]: {
      name,
      type: 'container',
      platform_capabilities: ['EC2'],
      container_properties: JSON.stringify(container(asked, said)),
      ...more,
    },
  },
});

/** A job of several hosts. */
export const nodes = (name: string, numNodes: number, asked: Asked = {}, said: object = {}): HandWritten => ({
  aws_batch_job_definition: {
    [name]: {
      name,
      type: 'multinode',
      node_properties: JSON.stringify({
        mainNode: 0,
        numNodes,
        nodeRangeProperties: [{ targetNodes: '0:', container: container(asked, said) }],
      }),
    },
  },
});

/** A queue of its own before one environment, and a job for it. */
export const together = (name: string, of: HandWritten, said: object = {}): HandWritten => ({
  ...hosts(name, said),
  ...queue(name, [name]),
  ...of,
});

/** A job that is submitted every day, through the universal target: EventBridge Scheduler has no other for AWS Batch. */
export const daily = (name: string, input: object): HandWritten => ({
  aws_scheduler_schedule: {
    [name]: {
      name,
      schedule_expression: 'rate(1 day)',
      flexible_time_window: [{ mode: 'OFF' }],
      target: [
        {
          arn: 'arn:aws:scheduler:::aws-sdk:batch:submitJob',
          role_arn: 'arn:aws:iam::123456789012:role/scheduler',
          input: JSON.stringify({ JobName: 'fit', JobDefinition: 'fit', JobQueue: 'gpu', ...input }),
        },
      ],
    },
  },
});
