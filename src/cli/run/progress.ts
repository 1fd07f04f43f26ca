import type { BatchJob } from './batch-job';

/** The states of a job in the order in which it comes to them (Batch user guide, "Job states", 2026-11). */
const STATES = ['SUBMITTED', 'PENDING', 'RUNNABLE', 'STARTING', 'RUNNING', 'SUCCEEDED', 'FAILED'];

/** Where a job is and why, in a line: two that differ are a change worth telling. */
export function progressOf({ jobName, status, statusReason, attempts, arrayProperties }: BatchJob): string {
  const ended = attempts.filter(({ stoppedAt }) => stoppedAt !== undefined);
  const again = status !== 'SUCCEEDED' && status !== 'FAILED' && ended.length > 0;
  return [
    `${jobName} ${status}`,
    ...(again ? [` again, after ${counted(ended.length)} (${endOf(ended.at(-1) ?? {})})`] : []),
    ...(statusReason ? [`: ${statusReason}`] : []),
    ...childrenOf(arrayProperties),
  ].join('');
}

function childrenOf({ size, statusSummary = {} }: NonNullable<BatchJob['arrayProperties']> = {}): string[] {
  if (size === undefined) return [];
  const there = Object.entries(statusSummary)
    .filter(([, count]) => count > 0)
    .sort(([a], [b]) => STATES.indexOf(a) - STATES.indexOf(b));
  return [` (of ${size}: ${there.map(([state, count]) => `${count} ${state}`).join(', ') || 'none known yet'})`];
}

/** Why a job failed: its reason, its exit code, how often it was started and how each of these ended. An array is not started itself. */
export function failureOf({ jobName, jobId, statusReason, container, attempts, arrayProperties }: BatchJob): string[] {
  const end = endOf({ statusReason, container });
  return [
    `${jobName} ${jobId} failed: ${end}${arrayProperties?.size === undefined ? `; ${counted(attempts.length)}` : ''}`,
    ...(attempts.length > 1 ? attempts.map((attempt, i) => `  attempt ${i + 1}: ${endOf(attempt)}`) : []),
  ];
}

/** How a start of a job ended, from all that is known of it. */
export function endOf({ statusReason, container }: Partial<Pick<BatchJob, 'statusReason' | 'container'>>): string {
  const { exitCode, reason } = container ?? {};
  const known = [statusReason, reason, exitCode === undefined ? undefined : `exit code ${exitCode}`];
  return known.filter((text) => text !== undefined && text !== '').join(', ') || 'no reason is told';
}

/** How many jobs ended how. */
export function tally(jobs: readonly Pick<BatchJob, 'status'>[]): string {
  return STATES.map((state) => [jobs.filter(({ status }) => status === state).length, state] as const)
    .filter(([count]) => count > 0)
    .map(([count, state]) => `${count} ${state}`)
    .join(', ');
}

function counted(attempts: number): string {
  return `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
}
