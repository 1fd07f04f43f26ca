import { deepStrictEqual } from 'node:assert';
import type { EmulatedAws } from '../support/emulated-aws';
import { elements, textAt } from '../support/xml';
import type { Platform } from './platform';
import type { Setting } from './setting';

/** What is deployed as the function: plain JavaScript. */
const { look } = require('../../constructs/aws/budget-watch/index.js') as {
  look(settings: Settings, world: object): Promise<void>;
};

interface Settings {
  readonly queue: string;
  readonly computeEnvironments: readonly { readonly arn: string }[];
  readonly monthlyUsd: number;
  readonly prices: Readonly<Record<string, number>>;
}

/** The foundation, and a type of its hosts. */
const STACK = 'trial-foundation';
const TYPE = 'g5.xlarge';
const HOUR = 3_600_000;

/**
 * The function of a budget, as it is deployed and with the settings that it was deployed with, against the emulator: it finds a host by its tags,
 * counts it past the limit, stops queue and environments, which Terraform leaves so, and lets them go on in the next month. The emulator runs no
 * function, so it is called here; its clients are those of this test.
 */
export async function tryBudget({ report }: Setting, { aws, trial }: Pick<Platform, 'aws' | 'trial'>): Promise<void> {
  await report.check(
    'platform: a training cluster stops at its budget, stays so, and goes on in the next month',
    async () => {
      const { Environment } = JSON.parse(
        await aws.rest('lambda', 'GET', '/2015-03-31/functions/trial-gpu-training-budget/configuration'),
      ) as { Environment: { Variables: { SETTINGS: string } } };
      const settings = JSON.parse(Environment.Variables.SETTINGS) as Settings;
      const begin = nextMonth(Date.now());
      const at = (hours: number) => look(settings, world(aws, begin + hours * HOUR));
      const ON = statesOf(settings, 'ENABLED');
      deepStrictEqual(await states(aws, settings), ON);

      await at(0);
      const host = await startHost(aws);
      const limit = settings.monthlyUsd / (settings.prices[TYPE] as number);
      await at(limit - 1);
      deepStrictEqual(await states(aws, settings), ON);
      await at(limit + 1);
      deepStrictEqual(await states(aws, settings), statesOf(settings, 'DISABLED'));
      deepStrictEqual(await trial.changes([STACK]), {});

      await aws.query('ec2', 'TerminateInstances', { 'InstanceId.1': host });
      await at(32 * 24);
      deepStrictEqual(await states(aws, settings), ON);
      deepStrictEqual(await trial.changes([STACK]), {});
    },
  );
}

function nextMonth(now: number): number {
  const date = new Date(now);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1);
}

function statesOf({ computeEnvironments }: Settings, state: string): string[] {
  return [state, ...computeEnvironments.map(() => state)];
}

async function states(aws: EmulatedAws, { queue, computeEnvironments }: Settings): Promise<string[]> {
  const { batch } = world(aws, 0);
  const { jobQueues } = await batch.describeJobQueues<{ jobQueues: { state: string }[] }>({ jobQueues: [queue] });
  const asked = { computeEnvironments: computeEnvironments.map(({ arn }) => arn) };
  const { computeEnvironments: found } = await batch.describeComputeEnvironments<{
    computeEnvironments: { state: string }[];
  }>(asked);
  return [...jobQueues, ...found].map(({ state }) => state);
}

/** A host as Batch starts it, with the tags of the template. */
async function startHost(aws: EmulatedAws): Promise<string> {
  const tags = { 'stowage:environment': 'trial', 'stowage:training': 'gpu' };
  const reply = await aws.query('ec2', 'RunInstances', {
    ImageId: 'ami-12c6146b',
    InstanceType: TYPE,
    MinCount: '1',
    MaxCount: '1',
    'TagSpecification.1.ResourceType': 'instance',
    ...Object.fromEntries(
      Object.entries(tags).flatMap(([key, value], i) => [
        [`TagSpecification.1.Tag.${i + 1}.Key`, key],
        [`TagSpecification.1.Tag.${i + 1}.Value`, value],
      ]),
    ),
  });
  return textAt(reply, 'instancesSet', 'item', 'instanceId');
}

/** What the function sees of AWS, with the operations under their own names. */
function world(aws: EmulatedAws, now: number) {
  const batch =
    (name: string) =>
    async <T>(body: object): Promise<T> =>
      JSON.parse(await aws.rest('batch', 'POST', `/v1/${name.toLowerCase()}`, JSON.stringify(body))) as T;
  const ssm = (name: string) => (body: object) => aws.json('ssm', `AmazonSSM.${name}`, body);
  return {
    now: () => now,
    say: () => {},
    batch: {
      describeJobQueues: batch('DescribeJobQueues'),
      describeComputeEnvironments: batch('DescribeComputeEnvironments'),
      updateJobQueue: batch('UpdateJobQueue'),
      updateComputeEnvironment: batch('UpdateComputeEnvironment'),
      listJobs: batch('ListJobs'),
      terminateJob: batch('TerminateJob'),
    },
    ssm: { getParameter: ssm('GetParameter'), putParameter: ssm('PutParameter') },
    cloudwatch: { putMetricData: async () => ({}) },
    ec2: { describeInstances: (request: { Filters: Filter[] }) => describeInstances(aws, request) },
  };
}

interface Filter {
  readonly Name: string;
  readonly Values: readonly string[];
}

async function describeInstances(aws: EmulatedAws, { Filters }: { readonly Filters: readonly Filter[] }) {
  const parameters = Filters.flatMap(({ Name, Values }, i) => [
    [`Filter.${i + 1}.Name`, Name],
    ...Values.map((value, j) => [`Filter.${i + 1}.Value.${j + 1}`, value]),
  ]);
  const reply = await aws.query('ec2', 'DescribeInstances', Object.fromEntries(parameters));
  const Instances = elements(reply, 'reservationSet', 'item', 'instancesSet', 'item').map((host) => ({
    InstanceType: textAt(host, 'instanceType'),
    LaunchTime: textAt(host, 'launchTime'),
  }));
  return { Reservations: [{ Instances }] };
}
