import fc from 'fast-check';
import { stateMachine } from '../../../src/pipeline/state-machine';
import { jobScheduleSpec } from '../../../src/spec/training/job-schedule';
import type { Submission } from '../../../src/spec/training/jobs-contract';

type State = Record<string, unknown> & { Type: string };
interface Machine {
  readonly StartAt: string;
  readonly States: Record<string, State>;
}

const submission = (jobName: string, more: Partial<Submission> = {}): Submission => ({
  jobName,
  jobQueue: 'queue',
  jobDefinition: `definition-of-${jobName}`,
  shareIdentifier: 'ads',
  ...more,
});

function machine(waits: Record<string, string[]>, said?: object, more: Partial<Submission>[] = [{}]): Machine {
  const schedule = said && jobScheduleSpec.parse(said);
  const pipeline = { name: 'x', graph: new Map(Object.entries(waits)), ...(schedule && { schedule }) };
  const common = { nodes: 1, hasPeriod: schedule?.period !== undefined, region: 'us-east-1', tags: { whose: 'ads' } };
  const runsOf = (job: string) => more.map((one) => ({ ...common, submission: submission(job, one) }));
  return stateMachine(pipeline, 'us-east-1', runsOf) as Machine;
}

/** All states of a machine and its branches, and where each machine within it leads. */
function walk({ StartAt, States }: Machine, seen: { names: string[]; lost: string[] }): void {
  const found = new Set<string>();
  const visit = (name: string) => {
    if (found.has(name)) return;
    found.add(name);
    const state = States[name];
    if (state === undefined) return void seen.lost.push(name);
    seen.names.push(name);
    const catches = (state.Catch ?? []) as { Next: string }[];
    const choices = (state.Choices ?? []) as { Next: string }[];
    for (const next of [state.Next, state.Default, ...catches.map((c) => c.Next), ...choices.map((c) => c.Next)])
      if (typeof next === 'string') visit(next);
    const inner = [
      ...((state.Branches ?? []) as Machine[]),
      ...(state.ItemProcessor ? [state.ItemProcessor as Machine] : []),
    ];
    for (const one of inner) walk(one, seen);
  };
  visit(StartAt);
  seen.lost.push(...Object.keys(States).filter((name) => !found.has(name)));
}

describe('the state machine of a pipeline', () => {
  const graph = fc
    .array(fc.array(fc.nat(20), { maxLength: 3 }), { minLength: 1, maxLength: 7 })
    .map((waits) =>
      Object.fromEntries(
        waits.map((before, i) => [`j${i}`, [...new Set(before.filter((b) => b < i).map((b) => `j${b}`))]]),
      ),
    );
  const schedule = fc.option(
    fc.record(
      {
        cron: fc.constant('0 4 * * ? *'),
        period: fc.constantFrom('date', 'hour', 'timestamp'),
        overlap: fc.constantFrom('allow', 'skip', 'replace'),
        start: fc.constant('2026-01-01T00:00:00Z'),
        end: fc.constant('2027-01-01T00:00:00+02:00'),
      },
      { requiredKeys: ['cron'] },
    ),
    { nil: undefined },
  );

  it('has no state that nothing leads to, none that is not there, and no name twice', () => {
    fc.assert(
      fc.property(graph, schedule, fc.integer({ min: 1, max: 3 }), (waits, said, runs) => {
        const seen = { names: [] as string[], lost: [] as string[] };
        walk(machine(waits, said, Array(runs).fill({})), seen);
        expect(seen.lost).toEqual([]);
        expect(new Set(seen.names).size).toBe(seen.names.length);
        expect(seen.names.every((name) => name.length <= 80)).toBe(true);
      }),
    );
  });

  it('submits each run once, in the words of Step Functions, with its period', () => {
    const made = machine({ fit: [] }, { cron: '0 4 * * ? *', period: 'date' }, [
      { containerOverrides: { environment: [{ name: 'LR', value: '0.1' }] }, arrayProperties: { size: 4 } },
    ]);
    expect(made.States.fit).toEqual({
      Type: 'Task',
      Resource: 'arn:aws:states:::batch:submitJob.sync',
      Parameters: {
        JobName: 'fit',
        JobQueue: 'queue',
        JobDefinition: 'definition-of-fit',
        ShareIdentifier: 'ads',
        ArrayProperties: { Size: 4 },
        ContainerOverrides: {
          Environment: [
            { Name: 'LR', Value: '0.1' },
            { Name: 'PERIOD', 'Value.$': '$.period' },
          ],
        },
        Tags: { whose: 'ads' },
      },
      ResultPath: null,
      Retry: [expect.objectContaining({ ErrorEquals: expect.arrayContaining(['Batch.ServerException']) })],
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'fit failed' }],
      Next: 'Succeeded',
    });
  });

  it('looks at no other run, and at no time, where nothing asks it to', () => {
    expect(Object.keys(machine({ fit: [] }).States)).toEqual(['Begin', 'fit', 'fit failed', 'Succeeded', 'Failed']);
    const allowed = machine({ fit: [] }, { rate: '1 hour', overlap: 'allow' });
    expect(Object.keys(allowed.States)).toEqual(['Begin', 'fit', 'fit failed', 'Succeeded', 'Failed']);
  });
});
