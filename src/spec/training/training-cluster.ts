import { z } from 'zod';
import { attributesSpec } from './attributes';
import { hostMountSpec } from './host-mount';

/** Ways to pay for a host, in the words of EC2. */
export const CAPACITIES = ['reserved', 'spot', 'on-demand'] as const;

/** What can be told of a training cluster. */
export const EVENTS = ['failed-job', 'blocked-queue', 'interrupted-job', 'failed-host', 'ending-block'] as const;

/** What one team gets of a cluster while others want it too. */
export const teamSpec = z.strictObject({
  weight: z
    .number()
    .min(0.001)
    .max(10_000)
    .default(1)
    .describe('How much of the hosts it gets beside others: twice the weight, twice the hosts. @default 1'),
});

/** Hosts that train models: they come when a job waits for them, and go when none does. AWS Batch, on EC2. */
export const trainingClusterSpec = z.strictObject({
  accelerators: z
    .record(z.string(), z.int().min(1).max(16))
    .optional()
    .describe(
      "The accelerators of a host by model, and how many of them, `{ a10g: 4 }`: all of today's types that have just these. @default - `instanceTypes` or `attributes` say",
    ),
  instanceTypes: z
    .array(z.string())
    .min(1)
    .max(40)
    .optional()
    .describe('EC2 instance types, all of one architecture. @default - `accelerators` or `attributes` say'),
  attributes: attributesSpec
    .optional()
    .describe('What a host must have; all types that have it. @default - `accelerators` or `instanceTypes` say'),
  capacity: z
    .array(z.enum(CAPACITIES))
    .min(1)
    .max(3)
    .default(['on-demand'])
    .describe(
      'How its hosts are paid for, best first: the next where there are no more of the one before. Spot hosts may be taken away with two minutes of notice. @default ["on-demand"]',
    ),
  reservationId: z
    .string()
    .regex(/^cr-[0-9a-f]{8,17}$/, "the id of a capacity reservation, 'cr-0123456789abcdef0'")
    .optional()
    .describe('The on-demand capacity reservation behind `reserved`. @default - none; `reserved` needs it or a block'),
  capacityBlock: z
    .strictObject({
      reservationId: z
        .string()
        .regex(
          /^cr-[0-9a-f]{8,17}$/,
          "the id of its reservation, 'cr-0123456789abcdef0', and not that of the block, 'cb-...'",
        )
        .describe('The capacity reservation as which the block was delivered.'),
    })
    .optional()
    .describe(
      'The Capacity Block for ML behind `reserved`: hosts of one type in one zone that were bought for a number of days. EC2 ends them half an hour before these are over. @default - none',
    ),
  maxVcpus: z
    .int()
    .min(1)
    .max(100_000)
    .describe(
      'Most vCPUs of its hosts for each of `capacity`, give or take one host: two ways to pay may come to twice as many.',
    ),
  warmVcpus: z
    .int()
    .min(0)
    .max(100_000)
    .default(0)
    .describe('The vCPUs that stay while nobody asks for them, so that a job need not wait for a host. @default 0'),
  multiNode: z
    .boolean()
    .default(false)
    .describe(
      'For jobs of several hosts: these are in one zone, close together, and talk by Elastic Fabric Adapter where the type has it. Never spot. @default false',
    ),
  placement: z
    .enum(['none', 'cluster', 'spread', 'partition'])
    .optional()
    .describe("EC2 placement group of its hosts. @default - 'cluster' with `multiNode` and no reservation, or 'none'"),
  zones: z
    .array(z.string())
    .min(1)
    .optional()
    .describe('Zones it may use. @default - all zones of the environment; the first with `multiNode`'),
  teams: z
    .record(z.string(), teamSpec)
    .default({})
    .describe('Who shares it, by name; a job names its team. Without any, all jobs are alike. @default {}'),
  reservedPercent: z
    .int()
    .min(0)
    .max(99)
    .default(0)
    .describe('Kept free for teams that run nothing yet: this to the power of how many run, percent. @default 0'),
  waitLimits: z
    .strictObject({
      capacitySeconds: z
        .int()
        .min(600)
        .max(86_400)
        .default(14_400)
        .describe('Seconds that the first of the queue waits for a host that EC2 does not have. @default 14400'),
      misconfiguredSeconds: z
        .int()
        .min(600)
        .max(86_400)
        .default(600)
        .describe('Seconds that it waits for a host that no setting of the cluster could give it. @default 600'),
    })
    .prefault({})
    .describe('After how long a job that cannot start is cancelled, so that those behind it can. @default {}'),
  amiRelease: z
    .string()
    .regex(/^(latest|ami-[0-9a-f]{8,17}|[a-z0-9][a-z0-9._-]*)$/, "the name or id of an ECS-optimized AMI, or 'latest'")
    .describe(
      "The ECS-optimized AMI: its name, as AWS publishes it ('al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs'), or its id in this region ('ami-0123456789abcdef0'). Changing it makes new hosts and ends the old ones: jobs on these start again where their `retries` say so. 'latest' moves without a plan and is warned about.",
    ),
  events: z
    .array(z.enum(EVENTS))
    .default([...EVENTS])
    .describe(
      'What `alarmTopicArns` of the environment are told as it happens: a job failed; a job that cannot start holds up those behind it; a job waits again because its spot host was taken away; a host could not start; its capacity block is about to end. @default ["failed-job","blocked-queue","interrupted-job","failed-host","ending-block"]',
    ),
  budget: z
    .strictObject({
      monthlyUsd: z
        .number()
        .positive()
        .describe("What its hosts may cost in a calendar month (UTC), US dollars, by the catalog's prices on demand."),
      stop: z
        .enum(['finish', 'end'])
        .default('finish')
        .describe(
          "What becomes of jobs when that is reached: 'finish' lets those that run run, and those that wait wait; 'end' ends both. @default \"finish\"",
        ),
    })
    .optional()
    .describe(
      'What stops it: it then takes and starts no jobs, and its hosts go, until the month is over or the limit is higher. Its hosts are looked at every five minutes. @default - nothing stops it',
    ),
  rootGiB: z
    .int()
    .min(30)
    .max(16_384)
    .default(200)
    .describe('Encrypted root volume of each host for images and container layers, GiB. @default 200'),
  hostMounts: z
    .record(z.string(), hostMountSpec)
    .default({})
    .describe(
      'File systems and buckets that exist, by the name under which jobs mount them: `<cluster>/<name>`. Each host mounts all of them before it takes jobs, with its own permission, and any job of the cluster may mount any. A host that cannot says so to the topics of the environment, and ends itself. @default {}',
    ),
  onHostStart: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'Shell scripts that each host runs as root before it takes jobs, in this order, all together some 4,200 bytes, and fewer beside `hostMounts`. A host on which one fails says so to the topics of the environment, and ends itself. @default []',
    ),
  maxUsdPerHour: z
    .number()
    .positive()
    .optional()
    .describe("Most that one host may cost an hour, US dollars, by the catalog's prices. @default - no limit"),
});

/** A training cluster as people write it. */
export type TrainingClusterInput = z.input<typeof trainingClusterSpec>;
/** A training cluster with every default filled in. */
export type TrainingClusterSpec = z.output<typeof trainingClusterSpec>;
export type Capacity = (typeof CAPACITIES)[number];
