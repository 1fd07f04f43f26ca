import { SchedulerSchedule } from '@cdktf/provider-aws/lib/scheduler-schedule';
import { SfnStateMachine } from '@cdktf/provider-aws/lib/sfn-state-machine';
import { SqsQueue } from '@cdktf/provider-aws/lib/sqs-queue';
import { Construct } from 'constructs';
import { refuse } from '../../src/errors';
import { machineOf, pipelineGrants, runTags, scheduleGrants } from '../../src/identity/pipeline-grants';
import { queuePolicy } from '../../src/identity/queue-policy';
import { arn } from '../../src/naming/arns';
import { checkName, resourceName } from '../../src/naming/names';
import { checkPipelines } from '../../src/pipeline/check-pipelines';
import { pipelineAlarms } from '../../src/pipeline/pipeline-alarms';
import { jobGraph } from '../../src/pipeline/pipelines';
import { stateMachine } from '../../src/pipeline/state-machine';
import { timingOf } from '../../src/schedule/timing';
import { mapValues } from '../../src/spec/map-values';
import { parseSpec } from '../../src/spec/parse';
import { type JobSchedule, type JobScheduleInput, jobScheduleSpec } from '../../src/spec/training/job-schedule';
import { tfJson } from '../terraform/json';
import type { AwsPlatform } from './platform';
import { Role } from './role';
import { toldAlarm } from './told-alarm';
import type { TrainingJob } from './training-job';

/** What `JobPipeline` takes. */
export interface JobPipelineProps {
  readonly platform: AwsPlatform;
  /** Name of the system it belongs to. */
  readonly system: string;
  /** Name among the pipelines of the system. */
  readonly name: string;
  /** The jobs that run together, by name. */
  readonly jobs: Readonly<Record<string, TrainingJob>>;
  /** For each job, those that must have succeeded before it. @default {} */
  readonly after?: Readonly<Record<string, readonly string[]>>;
  /** When they start by themselves. @default - when somebody starts their state machine */
  readonly schedule?: JobScheduleInput;
}

/** The Terraform resources behind a pipeline, for `addOverride`. The last two are there where it has a schedule. */
export interface JobPipelineResources {
  readonly stateMachine: SfnStateMachine;
  readonly schedule?: SchedulerSchedule;
  readonly deadLetters?: SqsQueue;
}

/** Longest that SQS keeps a message (SQS API_SetQueueAttributes, 2026-11). */
const FORTNIGHT_SECONDS = 14 * 86_400;
/** A start that is later than the next one of an hourly job would come is of no use. */
const LATEST_START_SECONDS = 3600;

/**
 * Jobs that run together: each starts when those before it have succeeded. One state machine submits them to their clusters and waits; a schedule
 * starts it, and what it could not start is kept as a dead letter. Alarms tell of both.
 *
 * Throws `SpecError` for circles, and for schedules that never start anything.
 */
export class JobPipeline extends Construct {
  readonly stateMachineArn: string;
  readonly resources: JobPipelineResources;

  constructor(scope: Construct, id: string, props: JobPipelineProps) {
    super(scope, id);
    const { platform, system, name, jobs, after = {}, schedule: input } = props;
    const what = `JobPipeline '${this.node.path}'`;
    const schedule = input && parseSpec(what, jobScheduleSpec, input);
    const specs = mapValues(jobs, ({ spec }, job) => ({ ...spec, after: [...(after[job] ?? [])] }));
    const root = Object.keys(specs)
      .sort()
      .find((job) => specs[job]?.after.length === 0);
    const planned = mapValues(specs, (spec, job) => (job === root && schedule ? { ...spec, schedule } : spec));
    refuse(what, [...checkName('job', name, 'name'), ...checkPipelines(planned)]);
    const { site } = platform.contract;
    const queues = [...new Set(Object.values(jobs).map(({ cluster }) => cluster.contract.queueArn))];
    const its = {
      site,
      system,
      team: platform.team,
      name,
      jobs: Object.keys(jobs).sort(),
      queues,
      overlap: schedule?.overlap ?? 'allow',
    };
    const role = new Role(this, 'Role', { site, name: [system, name, 'pipeline'], service: 'states.amazonaws.com' });
    for (const statement of pipelineGrants(its)) role.grant(statement);
    const tags = runTags(its);
    const definition = stateMachine(
      { name, graph: jobGraph(specs), ...(schedule && { schedule }) },
      site.region,
      (job) =>
        (jobs[job] as TrainingJob).submissions.map((submission) => ({
          submission,
          nodes: specs[job]?.nodes ?? 1,
          hasPeriod: schedule?.period !== undefined,
          region: site.region,
          tags,
        })),
    );
    const machine = new SfnStateMachine(this, 'StateMachine', {
      name: machineOf(its).name,
      type: 'STANDARD',
      roleArn: role.arn,
      definition: tfJson(definition),
    });
    role.usedBy(machine);
    this.stateMachineArn = machine.arn;
    this.resources = { stateMachine: machine, ...(schedule && this.startBy(props, schedule, machine)) };
    const deadLetters = this.resources.deadLetters?.name;
    for (const alarm of pipelineAlarms({ stateMachineArn: machine.arn, ...(deadLetters && { deadLetters }) }))
      toldAlarm(this, `Alarm-${alarm.key}`, { site, of: [system, name], whose: `${system}/${name}`, alarm });
  }

  private startBy(
    { platform, system, name }: JobPipelineProps,
    schedule: JobSchedule,
    machine: SfnStateMachine,
  ): Required<Pick<JobPipelineResources, 'schedule' | 'deadLetters'>> {
    const { site } = platform.contract;
    const queueName = resourceName('queue', site.name, system, name, 'dead-letters');
    const queueArn = arn(site, 'sqs', queueName);
    const deadLetters = new SqsQueue(this, 'DeadLetters', {
      name: queueName,
      sqsManagedSseEnabled: true,
      messageRetentionSeconds: FORTNIGHT_SECONDS,
      policy: tfJson(queuePolicy(queueArn)),
    });
    const role = new Role(this, 'ScheduleRole', {
      site,
      name: [system, name, 'schedule'],
      service: 'scheduler.amazonaws.com',
    });
    for (const statement of scheduleGrants(machine.arn, queueArn)) role.grant(statement);
    const { expression, timezone } = timingOf(schedule);
    const made = new SchedulerSchedule(this, 'Schedule', {
      name: resourceName('schedule', site.name, system, name),
      scheduleExpression: expression,
      scheduleExpressionTimezone: timezone,
      flexibleTimeWindow: { mode: 'OFF' },
      target: {
        arn: machine.arn,
        roleArn: role.arn,
        input: tfJson({ time: '<aws.scheduler.scheduled-time>' }),
        deadLetterConfig: { arn: deadLetters.arn },
        retryPolicy: { maximumEventAgeInSeconds: LATEST_START_SECONDS, maximumRetryAttempts: 60 },
      },
    });
    role.usedBy(made);
    return { schedule: made, deadLetters };
  }
}
