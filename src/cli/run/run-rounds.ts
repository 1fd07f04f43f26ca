import type { ContractJob, Submission } from '../../spec/training/jobs-contract';
import { type FollowOptions, follow, sayEnd } from './follow';
import type { Round } from './rounds';
import { submit, toEnd } from './submit';

/** What a command that was interrupted ends with, in every shell: 128 and the number of SIGINT. */
const INTERRUPTED = 130;

interface RunOptions extends FollowOptions {
  readonly region: string;
  /** Waits until all is over. */
  readonly follows: boolean;
}

/** Submits one round after another and follows each to its end; the exit code. Behind a round that failed none is submitted. */
export async function runRounds(rounds: readonly Round[], job: ContractJob, options: RunOptions): Promise<number> {
  const { say } = options;
  for (const [i, { name, submissions }] of rounds.entries()) {
    if (rounds.length > 1) say(`period ${name}, ${i + 1} of ${rounds.length}`);
    const code = await runRound(submissions, job, options);
    if (code === 0) continue;
    const rest = rounds.slice(i + 1).map((round) => round.name);
    if (rest.length > 0) say(`not run: ${rest[0]}${rest.length > 1 ? ` to ${rest.at(-1)}` : ''}`);
    return code;
  }
  return 0;
}

async function runRound(submissions: readonly Submission[], job: ContractJob, options: RunOptions): Promise<number> {
  const { batch, region, say, interrupted, follows } = options;
  const submitted = await submit(batch, submissions, { region, say, interrupted });
  if (submissions.some(({ arrayProperties }) => arrayProperties !== undefined) || job.nodes > 1)
    say(`logs of all: aws logs tail ${job.logGroup} --region ${region} --follow --since 1d`);
  if (!follows) {
    say(`to end ${submitted.length === 1 ? 'it' : 'them'}:\n${toEnd(submitted, region)}`);
    return 0;
  }
  const { jobQueue: queueArn } = submissions[0] as Submission;
  const jobs = await follow({ submitted, region, queueArn, logGroup: job.logGroup }, options);
  if (jobs === undefined) return INTERRUPTED;
  return (await sayEnd(jobs, options)) ? 0 : 1;
}
