import { z } from 'zod';
import { parseSpec } from '../../spec/parse';
import type { Batch } from './aws';

const containerSpec = z.object({
  exitCode: z.int().optional().describe('What its process ended with.'),
  reason: z.string().optional().describe('What stopped it, where that was no exit.'),
  logStreamName: z.string().optional().describe('Log stream of its newest start.'),
});

/** A job as Batch tells of it (Batch API_JobDetail, 2026-11): what is read of it. */
const batchJobSpec = z.object({
  jobId: z.string().describe('Its id.'),
  jobName: z.string().describe('Its name.'),
  status: z.string().describe('Where it is: SUBMITTED to SUCCEEDED or FAILED.'),
  statusReason: z.string().optional().describe('Why it is there.'),
  container: containerSpec.optional().describe('Its container; an array has none of its own.'),
  attempts: z
    .array(
      z.object({
        statusReason: z.string().optional().describe('Why it ended.'),
        stoppedAt: z.number().optional().describe('When it ended.'),
        container: containerSpec.optional().describe('Its container.'),
      }),
    )
    .default([])
    .describe('Its starts. @default []'),
  arrayProperties: z
    .object({
      size: z.int().optional().describe('How many it has.'),
      statusSummary: z.record(z.string(), z.int()).optional().describe('How many are where.'),
    })
    .optional()
    .describe('Of an array.'),
});

export type BatchJob = z.output<typeof batchJobSpec>;

const jobsReplySpec = z.object({ jobs: z.array(batchJobSpec).describe('The jobs that are known.') });
const childrenReplySpec = z.object({
  jobSummaryList: z.array(batchJobSpec.omit({ attempts: true })).describe('Children of an array.'),
});
const queuesReplySpec = z.object({
  jobQueues: z
    .array(
      z.object({
        jobQueueName: z.string().describe('Its name.'),
        state: z.string().describe('Whether it takes jobs.'),
        status: z.string().optional().describe('Whether it can work.'),
        statusReason: z.string().optional().describe('Why not.'),
      }),
    )
    .describe('The queues that are known.'),
});

/** Jobs that Batch tells of at a time (API_DescribeJobs, 2026-11). */
const MOST_DESCRIBED = 100;

/** What Batch knows of jobs; one that was submitted a moment ago may be missing. */
export async function describeJobs(batch: Batch, ids: readonly string[]): Promise<BatchJob[]> {
  const jobs: BatchJob[] = [];
  for (let i = 0; i < ids.length; i += MOST_DESCRIBED) {
    const reply = await batch('describe-jobs', '--jobs', ...ids.slice(i, i + MOST_DESCRIBED));
    jobs.push(...parseSpec('Reply of DescribeJobs', jobsReplySpec, reply).jobs);
  }
  return jobs;
}

/** Children of an array that failed: the first five. */
export async function failedChildren(batch: Batch, id: string): Promise<Omit<BatchJob, 'attempts'>[]> {
  const reply = await batch('list-jobs', '--array-job-id', id, '--job-status', 'FAILED', '--max-items', '5');
  return parseSpec('Reply of ListJobs', childrenReplySpec, reply).jobSummaryList;
}

/** The queue of a job, in words: whether it works, and why not. */
export async function describeQueue(batch: Batch, arn: string): Promise<string> {
  const reply = await batch('describe-job-queues', '--job-queues', arn);
  const [queue] = parseSpec('Reply of DescribeJobQueues', queuesReplySpec, reply).jobQueues;
  if (queue === undefined) return `there is no queue ${arn}`;
  const { jobQueueName, state, status, statusReason } = queue;
  return `queue ${jobQueueName} is ${[state, status].filter(Boolean).join(', ')}${statusReason ? `: ${statusReason}` : ''}`;
}

export function isOver({ status }: Pick<BatchJob, 'status'>): boolean {
  return status === 'SUCCEEDED' || status === 'FAILED';
}
