import { z } from 'zod';

import { overlapSpec, periodFormatSpec } from './job-schedule';

/** Version of the shape of what a system publishes of its jobs. A reader refuses any other. */
export const JOBS_CONTRACT_VERSION = 1;

const containerOverridesSpec = z.strictObject({
  environment: z
    .array(z.strictObject({ name: z.string().describe('The variable.'), value: z.string().describe('Its value.') }))
    .describe('Variables that are added to those of the definition, or replace them.'),
});

/** What Batch is asked for with SubmitJob, under its names (Batch API_SubmitJob, 2026-11). */
const submissionSpec = z.strictObject({
  jobName: z.string().max(128).describe('Name in lists of jobs; several may have it.'),
  jobQueue: z.string().describe('ARN of the queue of its training cluster. May be late-bound.'),
  jobDefinition: z.string().describe('ARN of one revision of its definition. May be late-bound.'),
  shareIdentifier: z.string().describe('Whose share of the cluster it uses.'),
  tags: z
    .record(z.string(), z.string())
    .optional()
    .describe('Tags of the job, by which its team may cancel it. @default - none'),
  arrayProperties: z
    .strictObject({ size: z.int().min(2).max(10_000).describe('How many of it run.') })
    .optional()
    .describe('It runs more than once. @default - once'),
  containerOverrides: containerOverridesSpec
    .optional()
    .describe('What its container is told differently. @default - nothing'),
  nodeOverrides: z
    .strictObject({
      nodePropertyOverrides: z
        .array(
          z.strictObject({
            targetNodes: z.string().describe('Nodes that are told so.'),
            containerOverrides: containerOverridesSpec.describe('What their container is told differently.'),
          }),
        )
        .describe('By nodes.'),
    })
    .optional()
    .describe('What the containers of a job of several hosts are told differently. @default - nothing'),
});

const contractJobSpec = z.strictObject({
  logGroup: z.string().describe('CloudWatch log group of its containers.'),
  nodes: z.int().min(1).describe('Hosts that each run of it has.'),
  secrets: z.array(z.string()).describe('Variables that are secrets, which no run can override.'),
  submissions: z.array(submissionSpec).min(1).describe('What is submitted for all its runs, in order.'),
  periods: z
    .strictObject({
      format: periodFormatSpec.describe('How PERIOD is written.'),
      timezone: z.string().describe('The zone of its times.'),
      cron: z.string().optional().describe('The times of its schedule. @default - a rate, whose times nobody knows'),
      overlap: overlapSpec.describe('Whether a run may begin before the last is over.'),
    })
    .optional()
    .describe('What its runs are told as PERIOD. @default - nothing'),
});

/** What a system publishes of its jobs, so that whoever may submit them needs nothing else. */
export const jobsContractSpec = z.strictObject({
  version: z.literal(JOBS_CONTRACT_VERSION).describe('Version of this shape.'),
  environment: z.string().describe('Name of the environment.'),
  system: z.string().describe('Name of the system.'),
  region: z.string().describe('AWS region of its queues.'),
  jobs: z.record(z.string(), contractJobSpec).describe('Its jobs, by name.'),
});

/** What a system publishes of its jobs. */
export type JobsContract = z.output<typeof jobsContractSpec>;
/** What is known of one job to run it. */
export type ContractJob = JobsContract['jobs'][string];
/** One SubmitJob. */
export type Submission = ContractJob['submissions'][number];
