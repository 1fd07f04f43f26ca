import { arn } from '../naming/arns';
import { resourceName } from '../naming/names';
import { platformTags } from '../naming/tags';
import type { Site } from '../spec/site';
import type { JobSchedule } from '../spec/training/job-schedule';
import type { Statement } from './policy';

/** Whose runs a pipeline submits, and of what. */
export interface PipelineScope {
  readonly site: Pick<Site, 'name' | 'account' | 'region'>;
  readonly system: string;
  /** Whose the system is. */
  readonly team?: string | undefined;
  /** Name of the pipeline. */
  readonly name: string;
  /** Names of its jobs. */
  readonly jobs: readonly string[];
  /** ARNs of the queues that they wait in. */
  readonly queues: readonly string[];
  readonly overlap: JobSchedule['overlap'];
}

/** Name and ARN of the state machine of a pipeline. */
export function machineOf({ site, system, name }: Pick<PipelineScope, 'site' | 'system' | 'name'>) {
  const machine = resourceName('stateMachine', site.name, system, name);
  return { name: machine, arn: arn(site, 'states', `stateMachine:${machine}`) };
}

type RunScope = { readonly site: Pick<Site, 'name'> } & Pick<PipelineScope, 'system' | 'team'>;

/** The tags of each run, by which its pipeline and its team know it as one of their own. */
export function runTags({ site, system, team }: RunScope): Record<string, string> {
  return platformTags({ environment: site.name, system, team });
}

/** What Step Functions makes in an account to hear of jobs that are over (Step Functions user guide, "connect-batch", 2026-11). */
const EVENTS_RULE = 'rule/StepFunctionsGetEventsForBatchJobsRule';

/** What the state machine of a pipeline may do: submit its jobs, hear of them, end runs of its system, and look at other runs of itself. */
export function pipelineGrants(scope: PipelineScope): Statement[] {
  const { site, system, jobs, queues, overlap } = scope;
  const machine = machineOf(scope);
  const runs = [arn(site, 'batch', 'job/*')];
  const tagged = (key: string) => ({
    StringEquals: Object.fromEntries(
      Object.entries(runTags({ site, system })).map(([tag, value]) => [`${key}/${tag}`, value]),
    ),
  });
  const definitions = jobs.map((job) => resourceName('jobDefinition', site.name, system, job));
  return [
    {
      actions: ['batch:SubmitJob'],
      resources: [...definitions.map((name) => arn(site, 'batch', `job-definition/${name}:*`)), ...queues],
    },
    { actions: ['batch:TagResource'], resources: runs, conditions: tagged('aws:RequestTag') },
    { actions: ['batch:TerminateJob'], resources: runs, conditions: tagged('aws:ResourceTag') },
    { actions: ['batch:DescribeJobs'], resources: ['*'] },
    {
      actions: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      resources: [arn(site, 'events', EVENTS_RULE)],
    },
    ...(overlap === 'allow' ? [] : [{ actions: ['states:ListExecutions'], resources: [machine.arn] }]),
    ...(overlap === 'replace'
      ? [{ actions: ['states:StopExecution'], resources: [arn(site, 'states', `execution:${machine.name}:*`)] }]
      : []),
  ];
}

/** What its schedule may do: start it, and leave what it could not start where somebody sees it. */
export function scheduleGrants(machineArn: string, deadLettersArn: string): Statement[] {
  return [
    { actions: ['states:StartExecution'], resources: [machineArn] },
    { actions: ['sqs:SendMessage'], resources: [deadLettersArn] },
  ];
}
