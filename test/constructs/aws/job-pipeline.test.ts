import { AwsPlatform, JobPipeline, type JobPipelineProps, TrainingJob } from '../../../constructs/aws';
import { readDocument } from '../../support/builders/read-document';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';

const topic = 'arn:aws:sns:us-east-1:123456789012:on-call';
const topics = ['arn:aws:sns:us-east-1:123456789012:test-alarms', topic];
const contract = testContract({
  alarmTopicArns: [topic],
  trainingClusters: {
    cpu: {
      instanceTypes: ['m7i.xlarge'],
      maxVcpus: 64,
      amiRelease: 'al2023-ami-ecs-hvm-2023.0.20251120-kernel-6.1-x86_64',
    },
  },
});

type Said = Pick<JobPipelineProps, 'after' | 'schedule'>;

const pipeline = (said: Said = {}, names: readonly string[] = ['fit', 'report']) =>
  synthStack((stack) => {
    const platform = AwsPlatform.fromContract(stack, contract);
    const plain = { image: { repository: 'ads/fit', tag: '1.0' }, cpus: 2, memoryMiB: 2048 };
    const jobs = Object.fromEntries(
      names.map((name) => [name, new TrainingJob(stack, name, { platform, system: 'ads', name, ...plain })]),
    );
    new JobPipeline(stack, 'Pipeline_fit', { platform, system: 'ads', name: 'fit', jobs, ...said });
  });

const ofType = (stack: SynthesizedStack, wanted: string) => stack.all().filter(({ type }) => type === wanted);

const daily = { cron: '0 4 * * ? *', timezone: 'Europe/Vilnius', period: 'date' } as const;

describe('JobPipeline', () => {
  const both = pipeline({ after: { report: ['fit'] }, schedule: daily });

  it('is a state machine, what starts it, and what it could not start', () => {
    const counts: Record<string, number> = {};
    for (const { type, path } of both.all())
      if (path.startsWith('Pipeline_fit/')) counts[type] = (counts[type] ?? 0) + 1;
    expect(counts).toEqual({
      aws_cloudwatch_metric_alarm: 2,
      aws_iam_role: 2,
      aws_iam_role_policy: 2,
      aws_scheduler_schedule: 1,
      aws_sfn_state_machine: 1,
      aws_sqs_queue: 1,
    });
  });

  it('runs its jobs in their order, with the period of the time that they were scheduled for', () => {
    const machine = both.only('aws_sfn_state_machine');
    expect(machine).toMatchObject({ name: 'test-ads-fit', type: 'STANDARD' });
    const { States } = readDocument(machine.definition) as { States: Record<string, Record<string, unknown>> };
    expect(States.fit).toMatchObject({ Next: 'report' });
    expect(States.report).toMatchObject({ Next: 'Succeeded', ResultPath: null });
    expect(both.only('aws_scheduler_schedule')).toMatchObject({
      schedule_expression: 'cron(0 4 * * ? *)',
      schedule_expression_timezone: 'Europe/Vilnius',
      flexible_time_window: { mode: 'OFF' },
      target: { input: '{"time":"<aws.scheduler.scheduled-time>"}' },
    });
  });

  it('tells of runs that failed and of starts that came to nothing', () => {
    const alarms = ofType(both, 'aws_cloudwatch_metric_alarm').map(({ args }) => args);
    expect(alarms.map(({ alarm_name, alarm_actions, ok_actions }) => [alarm_name, alarm_actions, ok_actions])).toEqual([
      ['test-ads-fit-failed', topics, topics],
      ['test-ads-fit-missed', topics, topics],
    ]);
    const metrics = alarms.map(({ metric_query }) => (metric_query as { metric: unknown }[])[0]?.metric);
    expect(metrics).toMatchObject([
      { namespace: 'AWS/States', metric_name: 'ExecutionsFailed', stat: 'Sum' },
      { namespace: 'AWS/SQS', metric_name: 'ApproximateNumberOfMessagesVisible', stat: 'Maximum' },
    ]);
  });

  it('without a schedule has nothing that starts it', () => {
    const unscheduled = pipeline({ after: { report: ['fit'] } });
    expect(ofType(unscheduled, 'aws_scheduler_schedule')).toEqual([]);
    expect(ofType(unscheduled, 'aws_sqs_queue')).toEqual([]);
    expect(ofType(unscheduled, 'aws_cloudwatch_metric_alarm')).toHaveLength(1);
  });

  it('may end other runs of itself only where it replaces them', () => {
    const policies = (overlap: 'allow' | 'skip' | 'replace') =>
      JSON.stringify(
        ofType(pipeline({ schedule: { ...daily, overlap } }, ['fit']), 'aws_iam_role_policy').map(({ args }) => args),
      );
    expect(policies('allow')).not.toContain('states:ListExecutions');
    expect(policies('skip')).toContain('states:ListExecutions');
    expect(policies('skip')).not.toContain('states:StopExecution');
    expect(policies('replace')).toContain('execution:test-ads-fit:*');
  });

  it('refuses circles, schedules that are none, and names, all at once', () => {
    const { lines } = refusalOf(() => pipeline({ after: { report: ['fit', 'nobody'] }, schedule: { cron: 'x' } }));
    expect(lines.map((line) => line.replace(/.*\[(\w+)\]$/, '$1'))).toEqual(['InvalidCron', 'UnknownJob']);
    const circle = refusalOf(() => pipeline({ after: { report: ['fit'], fit: ['report'] } }));
    expect(circle.lines).toEqual([
      expect.stringMatching(/leads in a circle: 'fit' waits for 'report' waits for 'fit'/),
    ]);
  });
});
