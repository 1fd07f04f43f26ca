import { CliError } from '../cli-error';
import type { Batch } from './aws';
import { type BatchJob, describeJobs, describeQueue, failedChildren, isOver } from './batch-job';
import type { Clock } from './clock';
import { endOf, failureOf, progressOf, tally } from './progress';
import { type Submitted, toEnd } from './submit';

/** What is followed. */
export interface Followed {
  readonly submitted: readonly Submitted[];
  readonly region: string;
  readonly queueArn: string;
  readonly logGroup: string;
}

/** With what it is followed. */
export interface FollowOptions {
  readonly batch: Batch;
  readonly everySeconds: number;
  readonly say: (line: string) => void;
  readonly clock: Clock;
  /** Whoever follows has seen enough: the jobs go on. */
  readonly interrupted: AbortSignal;
}

/** How often in a row Batch may leave a question without an answer, as when a network is away for a moment. */
const UNANSWERED = 5;
/** From then on a job that waits is looked into; before, its hosts are on their way. */
const LONG_SECONDS = 600;

/**
 * Tells of each change of jobs until all are over; these, or undefined where it was interrupted. Throws `CliError` where Batch no longer answers.
 */
export async function follow(followed: Followed, options: FollowOptions): Promise<readonly BatchJob[] | undefined> {
  const { batch, everySeconds, clock, interrupted } = options;
  const told = new Teller(followed, options);
  const ids = followed.submitted.map(({ id }) => id);
  let jobs: readonly BatchJob[] = [];
  for (let unanswered = 0; !interrupted.aborted; await clock.wait(everySeconds, interrupted)) {
    try {
      jobs = await describeJobs(batch, ids);
      unanswered = 0;
    } catch (error) {
      // An interruption ends what asks, too.
      if (interrupted.aborted) break;
      unanswered += 1;
      if (unanswered < UNANSWERED) continue;
      throw new CliError(`${(error as Error).message}\n${left(followed, jobs)}`);
    }
    await told.changes(jobs);
    if (jobs.length === ids.length && jobs.every(isOver)) return jobs;
  }
  options.say(left(followed, jobs));
  return undefined;
}

/** What goes on without anybody who follows, and how it is seen and ended. */
function left({ submitted, region }: Followed, jobs: readonly BatchJob[]): string {
  const over = new Set(jobs.filter(isOver).map(({ jobId }) => jobId));
  const rest = submitted.filter(({ id }) => !over.has(id));
  const ids = rest.map(({ id }) => id).join(' ');
  return [
    `${rest.length === 1 ? 'the job goes on' : `${rest.length} jobs go on`}; to see more:`,
    `  aws batch describe-jobs --region ${region} --jobs ${ids}`,
    rest.length === 1 ? 'to end it:' : 'to end them:',
    toEnd(rest, region),
  ].join('\n');
}

/** Remembers what it said, and says what is new. */
class Teller {
  private readonly said = new Map<string, string>();
  private readonly streams = new Map<string, string>();
  private readonly waitingSince = new Map<string, number>();
  private isLookedInto = false;

  constructor(
    private readonly followed: Followed,
    private readonly options: FollowOptions,
  ) {}

  async changes(jobs: readonly BatchJob[]): Promise<void> {
    for (const job of jobs) {
      this.progress(job);
      this.logs(job);
      await this.waiting(job);
    }
  }

  private progress(job: BatchJob): void {
    const line = progressOf(job);
    if (this.said.get(job.jobId) === line) return;
    this.said.set(job.jobId, line);
    this.say(line);
  }

  /** Each start has a log stream of its own. */
  private logs({ jobId, container }: BatchJob): void {
    const stream = container?.logStreamName;
    if (stream === undefined || this.streams.get(jobId) === stream) return;
    this.streams.set(jobId, stream);
    const { region, logGroup } = this.followed;
    this.options.say(`  log stream ${stream}; to read it:`);
    this.options.say(`  aws logs tail ${logGroup} --region ${region} --follow --since 1d --log-stream-names ${stream}`);
  }

  /** What to look at, once, where a job finds no host for long. */
  private async waiting({ jobId, jobName, status }: BatchJob): Promise<void> {
    if (status !== 'RUNNABLE') return void this.waitingSince.delete(jobId);
    const since = this.waitingSince.get(jobId) ?? this.options.clock.now();
    this.waitingSince.set(jobId, since);
    const seconds = Math.round((this.options.clock.now() - since) / 1000);
    if (this.isLookedInto || seconds < LONG_SECONDS) return;
    this.isLookedInto = true;
    const { region, queueArn } = this.followed;
    const queue = await describeQueue(this.options.batch, queueArn).catch((error: unknown) => (error as Error).message);
    this.say(`${jobName} is RUNNABLE for ${Math.round(seconds / 60)} minutes: no host of its cluster has room for it`);
    for (const line of [
      queue,
      `what goes first: aws batch get-job-queue-snapshot --region ${region} --job-queue ${queueArn}`,
      `whether hosts can come: aws batch describe-compute-environments --region ${region}`,
    ])
      this.options.say(`  ${line}`);
  }

  private say(line: string): void {
    this.options.say(`${new Date(this.options.clock.now()).toISOString().slice(11, 19)} ${line}`);
  }
}

/** Says how it ended, and of each job that failed why; whether all succeeded. */
export async function sayEnd(jobs: readonly BatchJob[], { batch, say }: FollowOptions): Promise<boolean> {
  const failed = jobs.filter(({ status }) => status === 'FAILED');
  for (const job of failed) {
    for (const line of failureOf(job)) say(line);
    if (job.arrayProperties?.size === undefined) continue;
    const children = await failedChildren(batch, job.jobId).catch(() => []);
    for (const child of children) say(`  ${child.jobId} failed: ${endOf(child)}`);
    say(`  ${job.arrayProperties.statusSummary?.FAILED ?? children.length} of ${job.arrayProperties.size} failed`);
  }
  say(tally(jobs));
  return failed.length === 0;
}
