import { runTags } from '../identity/pipeline-grants';
import { resourceName } from '../naming/names';
import { pipelinesOf } from '../pipeline/pipelines';
import { timingOf } from '../schedule/timing';
import type { Contract } from '../spec/contract';
import { mapValues } from '../spec/map-values';
import type { SystemSpec } from '../spec/system';
import type { JobSpec } from '../spec/training/job';
import type { JobSchedule } from '../spec/training/job-schedule';
import {
  type ContractJob,
  JOBS_CONTRACT_VERSION,
  type JobsContract,
  type Submission,
} from '../spec/training/jobs-contract';
import { clusterOf } from './cluster-of';
import { shareOf } from './fair-share';
import { overridden, runOverrides, type Variables } from './run-overrides';
import { type SweepRun, sweepRuns } from './sweep';

/** Where a job is submitted. */
export interface SubmissionSite {
  /** Name of the environment. */
  readonly environment: string;
  readonly system: string;
  /** Name among the jobs of the system. */
  readonly name: string;
  /** ARN of the queue. May be late-bound. */
  readonly queueArn: string;
  /** ARN of the definition with its revision. May be late-bound. */
  readonly definitionArn: string;
  /** Names of those who share the cluster. */
  readonly teams: readonly string[];
}

/**
 * What is submitted for all runs of a job: one submission, which may be an array, or for a sweep one for each combination. A process of a sweep
 * thus finds its values in its environment and needs no table of them, which an array would: its children differ in their number alone.
 *
 * The priority is that of the definition.
 */
export function submissionsOf(job: JobSpec, { environment, system, name, ...site }: SubmissionSite): Submission[] {
  const submission = (run: SweepRun, jobName: string): Submission => ({
    jobName: resourceName('jobDefinition', environment, system, jobName),
    jobQueue: site.queueArn,
    jobDefinition: site.definitionArn,
    shareIdentifier: shareOf(job.team, site.teams),
    ...(job.array !== undefined && { arrayProperties: { size: job.array } }),
    ...runOverrides(run, job.nodes),
  });
  const runs = sweepRuns(job.sweep);
  return runs.length === 0 ? [submission({}, name)] : runs.map((run, i) => submission(run, `${name}-${i}`));
}

/** A submission with variables laid over those that it has. */
export function withVariables(submission: Submission, variables: Variables, nodes: number): Submission {
  return { ...submission, ...runOverrides({ ...overridden(submission), ...variables }, nodes) };
}

/**
 * What a system publishes of its jobs.
 * @param definitionArn ARN of a job's definition, by the name of the job. May be late-bound.
 */
export function jobsContractOf(
  { name: system, team, jobs }: Pick<SystemSpec, 'name' | 'team' | 'jobs'>,
  contract: Pick<Contract, 'site' | 'trainingClusters'>,
  definitionArn: (job: string) => string,
): JobsContract {
  const { name: environment, region } = contract.site;
  const pipelines = pipelinesOf(jobs);
  // The role of its team cancels what has them.
  const tagged = team === undefined ? {} : { tags: runTags({ site: contract.site, system, team }) };
  const published = (job: JobSpec, name: string): ContractJob => {
    const cluster = contract.trainingClusters[clusterOf(job, contract)];
    if (cluster === undefined) throw new RangeError(`job '${name}' is on no cluster, which was to be refused`);
    const { queueArn, teams } = cluster;
    const site = { environment, system, name, queueArn, teams, definitionArn: definitionArn(name) };
    const periods = periodsOf(pipelines.find(({ graph }) => graph.has(name))?.schedule);
    return {
      logGroup: resourceName('logGroup', environment, system, name),
      nodes: job.nodes,
      secrets: Object.keys(job.secrets).sort(),
      submissions: submissionsOf(job, site).map((submission) => ({ ...submission, ...tagged })),
      ...(periods && { periods }),
    };
  };
  return { version: JOBS_CONTRACT_VERSION, environment, system, region, jobs: mapValues(jobs, published) };
}

function periodsOf(schedule: JobSchedule | undefined): ContractJob['periods'] {
  if (schedule?.period === undefined) return undefined;
  const { period: format, timezone, overlap } = schedule;
  const { cron } = timingOf(schedule);
  return { format, timezone, overlap, ...(cron !== undefined && { cron }) };
}
