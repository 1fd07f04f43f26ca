import { z } from 'zod';
import { parseSpec } from '../../spec/parse';
import type { Submission } from '../../spec/training/jobs-contract';
import { CliError } from '../cli-error';
import type { Batch } from './aws';

const replySpec = z.object({ jobId: z.string().describe('Id of the job.') });

/** A job that Batch has taken. */
export interface Submitted {
  readonly id: string;
  readonly name: string;
}

interface SubmitOptions {
  readonly region: string;
  readonly say: (line: string) => void;
  /** Nothing more is to be submitted. */
  readonly interrupted: AbortSignal;
}

/** Submits one after the other and says the id of each. Throws `CliError` with how to end those that were taken before one was not. */
export async function submit(
  batch: Batch,
  submissions: readonly Submission[],
  { region, say, interrupted }: SubmitOptions,
): Promise<Submitted[]> {
  const taken: Submitted[] = [];
  for (const submission of submissions) {
    try {
      if (interrupted.aborted) throw new CliError('interrupted before it was submitted');
      const reply = await batch('submit-job', '--cli-input-json', JSON.stringify(submission));
      const { jobId: id } = parseSpec('Reply of SubmitJob', replySpec, reply);
      taken.push({ id, name: submission.jobName });
      say(`submitted ${submission.jobName} as ${id}`);
    } catch (error) {
      if (taken.length === 0) throw error;
      const rest = `${taken.length} of ${submissions.length} were submitted before, and go on; to end them:`;
      throw new CliError(`${submission.jobName}: ${(error as Error).message}\n${rest}\n${toEnd(taken, region)}`);
    }
  }
  return taken;
}

/** Cancels a job that waits and ends one that runs (Batch API_TerminateJob, 2026-11); to copy into a shell. */
export function toEnd(jobs: readonly Pick<Submitted, 'id'>[], region: string): string {
  const end = (id: string) => `aws batch terminate-job --region ${region} --reason 'not needed' --job-id ${id}`;
  const [first, ...more] = jobs.map(({ id }) => id);
  if (first === undefined) return '';
  return more.length === 0 ? `  ${end(first)}` : `  for job in ${[first, ...more].join(' ')}; do ${end('$job')}; done`;
}
