import { deepStrictEqual } from 'node:assert';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { stateMachine } from '../../src/pipeline/state-machine';
import { type JobScheduleInput, jobScheduleSpec } from '../../src/spec/training/job-schedule';
import type { Submission } from '../../src/spec/training/jobs-contract';
import { EmulatedAws } from '../support/emulated-aws';
import { EMULATOR_ACCOUNT, type Emulator, startEmulator } from '../support/emulator';
import { BatchWorld } from './batch-world';
import type { Setting } from './setting';

type Waits = Readonly<Record<string, readonly string[]>>;

/** What is run: jobs with those that they wait for, and how. */
interface Trial {
  readonly waits: Waits;
  readonly schedule?: JobScheduleInput;
  readonly input?: object;
  /** Names of jobs that fail. */
  readonly failing?: readonly string[];
  /** Names of the executions that run, the newest first; this one is `THIS`. */
  readonly running?: readonly string[];
  /** Submissions that are not taken at first. */
  readonly refusals?: number;
  /** What is submitted for each job. */
  readonly submissions?: readonly Partial<Submission>[];
}

const THIS = 'this';
const MACHINE = 'pipeline';
const EXECUTION = `arn:aws:states:us-east-1:${EMULATOR_ACCOUNT}:execution:${MACHINE}`;
const MOST_MS = 60_000;

/**
 * State machines as Step Functions runs them, by the interpreter that moto has. It knows neither Batch nor Step Functions as tasks, nor JSONata, so
 * that tasks are calls of functions here and periods are given by hand; what a task says and what comes of it is the same.
 */
export async function tryPipelines({ report }: Setting): Promise<void> {
  const world = await BatchWorld.start();
  const emulator = await startEmulator({ tasksPort: world.port });
  const tried = (trial: Trial) => run(emulator, world, trial);
  try {
    await report.check('pipelines: each job begins when those before it have succeeded, in graphs as they come', () =>
      fc.assert(
        fc.asyncProperty(graph(), async (drawn) => keepsOrder(drawn, await tried(drawn), world)),
        {
          numRuns: 8,
          seed: 20261122,
        },
      ),
    );
    await report.check('pipelines: each run of a sweep has its own values and the period', async () => {
      const lr = (value: string) => ({ containerOverrides: { environment: [{ name: 'LR', value }] } });
      const schedule = { rate: '1 day', period: 'date', overlap: 'allow' } as const;
      await tried({
        waits: { fit: [] },
        schedule,
        input: { period: '2026-11-21' },
        submissions: [lr('0.1'), lr('0.01')],
      });
      const environments = world.submitted.map(({ environment }) => environment);
      deepStrictEqual(
        environments.sort((a, b) => `${b.LR}`.localeCompare(`${a.LR}`)),
        ['0.1', '0.01'].map((LR) => ({ LR, PERIOD: '2026-11-21' })),
      );
    });
    await report.check('pipelines: nothing runs before the start of a schedule, nor from its end on', async () => {
      const schedule = {
        rate: '1 day',
        overlap: 'allow',
        start: '2026-01-01T00:00:00Z',
        end: '2027-01-01T00:00:00Z',
      } as const;
      const runs: number[] = [];
      for (const time of [
        '2025-12-31T23:59:00Z',
        '2026-01-01T00:00:00Z',
        '2026-12-31T23:59:00Z',
        '2027-01-01T00:00:00Z',
      ]) {
        const { status } = await tried({ waits: { fit: [] }, schedule, input: { time } });
        deepStrictEqual(status, 'SUCCEEDED');
        runs.push(world.submitted.length);
      }
      deepStrictEqual(runs, [0, 1, 1, 0]);
    });
    await report.check('pipelines: of runs that overlap one goes on, as the schedule says', () =>
      tryOverlaps(tried, world),
    );
    await report.check('pipelines: a submission that Batch does not take at first is made again', async () => {
      deepStrictEqual((await tried({ waits: { fit: [] }, refusals: 2 })).status, 'SUCCEEDED');
      deepStrictEqual(world.submitted.length, 1);
    });
  } finally {
    await emulator.close();
    await world.close();
  }
}

function graph(): fc.Arbitrary<Trial & { readonly failing: readonly string[] }> {
  return fc
    .record({
      before: fc.array(fc.array(fc.nat(20), { maxLength: 2 }), { minLength: 3, maxLength: 6 }),
      failing: fc.subarray(['j0', 'j1', 'j2'], { maxLength: 1 }),
    })
    .map(({ before, failing }) => ({
      failing,
      waits: Object.fromEntries(
        before.map((waits, i) => [
          `j${i}`,
          [...new Set(waits.filter((other) => other < i).map((other) => `j${other}`))],
        ]),
      ),
    }));
}

interface Ended {
  readonly status: string;
  readonly cause?: string;
}

/** What ran began when all before it had succeeded; what did not run is behind one that failed, or in a wave behind its. */
function keepsOrder(
  { waits, failing }: { waits: Waits; failing: readonly string[] },
  ended: Ended,
  world: BatchWorld,
): void {
  const ran = world.submitted.map(({ name }) => name);
  for (const { name, after } of world.submitted)
    for (const before of waits[name] ?? []) {
      deepStrictEqual(after.includes(before), true, `${name} began before ${before} was over`);
      deepStrictEqual(failing.includes(before), false, `${name} began though ${before} failed`);
    }
  deepStrictEqual(new Set(ran).size, ran.length);
  const failed = failing.filter((name) => ran.includes(name));
  if (failed.length === 0) {
    deepStrictEqual(
      { ran: [...ran].sort(), status: ended.status },
      { ran: Object.keys(waits).sort(), status: 'SUCCEEDED' },
    );
    return;
  }
  deepStrictEqual(ended, { status: 'FAILED', cause: JSON.stringify(['failed:', ...failed]) });
}

async function tryOverlaps(tried: (trial: Trial) => Promise<Ended>, world: BatchWorld): Promise<void> {
  const outcome = async (overlap: 'skip' | 'replace', ...running: string[]) => {
    await tried({ waits: { fit: [] }, schedule: { rate: '1 day', overlap }, running });
    return [world.submitted.length, ...world.stopped.map((arn) => arn.slice(EXECUTION.length + 1))];
  };
  deepStrictEqual(await outcome('skip', THIS), [1]);
  deepStrictEqual(await outcome('skip', THIS, 'older'), [0]);
  deepStrictEqual(await outcome('skip', 'newer', THIS), [1]);
  // It may not be in the list of itself yet.
  deepStrictEqual(await outcome('skip'), [1]);
  deepStrictEqual(await outcome('skip', 'older'), [0]);
  deepStrictEqual(await outcome('replace', THIS, 'old', 'older'), [1, 'old', 'older']);
  deepStrictEqual(await outcome('replace', 'newer', THIS, 'older'), [0]);
  deepStrictEqual(await outcome('replace', 'old', 'older'), [1, 'old', 'older']);
}

/** Runs a pipeline to its end on an emptied emulator: moto starts no second execution. */
async function run(emulator: Emulator, world: BatchWorld, trial: Trial): Promise<Ended> {
  await emulator.reset();
  world.forget();
  world.failing = new Set(trial.failing);
  world.refusals = trial.refusals ?? 0;
  world.executions = (trial.running ?? []).map((name) => `${EXECUTION}:${name}`);
  const aws = new EmulatedAws(emulator.url);
  const body = JSON.stringify({ stepfunctions: { execute_state_machine: true } });
  await aws.rest('moto', 'POST', '/moto-api/config', body, { 'content-type': 'application/json' });
  const roleArn = `arn:aws:iam::${EMULATOR_ACCOUNT}:role/pipeline`;
  const made = { name: MACHINE, definition: callable(definitionOf(trial)), roleArn };
  const { stateMachineArn } = await aws.json<{ stateMachineArn: string }>(
    'states',
    'AWSStepFunctions.CreateStateMachine',
    made,
  );
  const input = { stateMachineArn, name: THIS, input: JSON.stringify(trial.input ?? {}) };
  await aws.json('states', 'AWSStepFunctions.StartExecution', input);
  for (const until = Date.now() + MOST_MS; Date.now() < until; await sleep(100)) {
    const asked = { executionArn: `${EXECUTION}:${THIS}` };
    const { status, cause } = await aws.json<Ended>('states', 'AWSStepFunctions.DescribeExecution', asked);
    if (status !== 'RUNNING') return { status, ...(cause && { cause }) };
  }
  throw new Error(`a pipeline is not over after ${MOST_MS} ms: ${JSON.stringify(trial)}`);
}

function definitionOf({ waits, schedule: said, submissions = [{}] }: Trial): object {
  const schedule = said && jobScheduleSpec.parse(said);
  const pipeline = { name: MACHINE, graph: new Map(Object.entries(waits)), ...(schedule && { schedule }) };
  const common = { nodes: 1, hasPeriod: schedule?.period !== undefined, region: 'us-east-1', tags: {} };
  return stateMachine(pipeline, 'us-east-1', (jobName) =>
    submissions.map((more) => ({
      ...common,
      submission: { jobName, jobQueue: 'queue', jobDefinition: jobName, shareIdentifier: 'ads', ...more },
    })),
  );
}

/** Tasks as functions that the interpreter can call, which make their retries sooner. */
function callable(definition: object): string {
  return JSON.stringify(definition)
    .replace(
      /arn:aws:states:::(?:aws-sdk:)?\w+:(\w+)(?:\.sync)?/g,
      `arn:aws:lambda:us-east-1:${EMULATOR_ACCOUNT}:function:$1`,
    )
    .replaceAll('"IntervalSeconds":10', '"IntervalSeconds":1');
}
