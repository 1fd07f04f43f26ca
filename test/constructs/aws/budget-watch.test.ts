import fc from 'fast-check';

interface Host {
  readonly InstanceType: string;
  readonly LaunchTime: string;
}

const { look } = require('../../../constructs/aws/budget-watch/index.js') as {
  look(settings: object, world: object): Promise<void>;
};

const HOUR = 3_600_000;
const START = Date.parse('2026-11-10T00:00:00Z');
const SETTINGS = {
  cluster: 'prod/gpu',
  environment: 'prod',
  name: 'gpu',
  queue: 'queue',
  parameter: '/stowage/prod/training/gpu/budget',
  computeEnvironments: [
    { arn: 'spot', minvCpus: 8 },
    { arn: 'on-demand', minvCpus: 0 },
  ],
  prices: { 'g5.xlarge': 1, 'g5.2xlarge': 2 },
  monthlyUsd: 10,
  stop: 'finish',
};

/** As much of AWS as the function sees, and a clock that the test turns. */
class FakeAws {
  hours = 0;
  hosts: Host[] = [];
  /** By job, in which state it is. */
  jobs: Record<string, string> = {};
  queue = 'ENABLED';
  readonly environments: Record<string, { state: string; minvCpus: number }> = {
    spot: { state: 'ENABLED', minvCpus: 8 },
    'on-demand': { state: 'ENABLED', minvCpus: 0 },
  };
  memory = '{}';
  readonly written: string[] = [];
  readonly measured: Record<string, number>[] = [];
  /** Operations that fail. */
  readonly broken = new Set<string>();
  readonly ended: string[] = [];

  look(settings: object = {}): Promise<void> {
    const now = () => START + this.hours * HOUR;
    return look({ ...SETTINGS, ...settings }, { ...this.clients, now, say: () => {} });
  }

  /** State of everything that can be off. */
  get states(): unknown[] {
    return [this.queue, ...Object.values(this.environments).map(({ state, minvCpus }) => `${state} ${minvCpus}`)];
  }

  get remembered(): { month: string; usd: number; stopped: boolean } {
    return JSON.parse(this.memory);
  }

  private call(name: string, change: string | undefined, answer: () => object): object {
    if (this.broken.has(name)) throw new Error(`${name} failed`);
    if (change !== undefined) this.written.push(change);
    return answer();
  }

  private get clients() {
    return {
      ec2: {
        // Two of a page.
        describeInstances: async ({ Filters, NextToken = '0' }: { Filters: object[]; NextToken?: string }) => {
          expect(Filters.slice(0, 2)).toEqual([
            { Name: 'tag:stowage:environment', Values: ['prod'] },
            { Name: 'tag:stowage:training', Values: ['gpu'] },
          ]);
          const at = Number(NextToken);
          const Instances = this.hosts.slice(at, at + 2);
          return {
            Reservations: Instances.map((host) => ({ Instances: [host] })),
            NextToken: at + 2 < this.hosts.length ? `${at + 2}` : undefined,
          };
        },
      },
      batch: {
        describeJobQueues: async () => ({ jobQueues: [{ state: this.queue }] }),
        describeComputeEnvironments: async ({ computeEnvironments: [arn = ''] }: { computeEnvironments: string[] }) => {
          const { state, minvCpus } = this.environments[arn] as { state: string; minvCpus: number };
          return { computeEnvironments: [{ state, computeResources: { minvCpus } }] };
        },
        updateJobQueue: async ({ state }: { state: string }) =>
          this.call('updateJobQueue', `queue ${state}`, () => {
            this.queue = state;
            return {};
          }),
        updateComputeEnvironment: async (asked: {
          computeEnvironment: string;
          state: string;
          computeResources: { minvCpus: number };
        }) =>
          this.call(`update ${asked.computeEnvironment}`, `${asked.computeEnvironment} ${asked.state}`, () => {
            const { minvCpus } = asked.computeResources;
            this.environments[asked.computeEnvironment] = { state: asked.state, minvCpus };
            return {};
          }),
        listJobs: async ({ jobStatus, nextToken }: { jobStatus: string; nextToken?: string }) => {
          this.call('listJobs', undefined, () => ({}));
          const ids = Object.keys(this.jobs).filter((id) => this.jobs[id] === jobStatus);
          const at = Number(nextToken ?? 0);
          return {
            jobSummaryList: ids.slice(at, at + 1).map((jobId) => ({ jobId })),
            nextToken: at + 1 < ids.length ? `${at + 1}` : undefined,
          };
        },
        terminateJob: async ({ jobId }: { jobId: string }) =>
          this.call(`terminate ${jobId}`, undefined, () => {
            this.ended.push(jobId);
            return {};
          }),
      },
      ssm: {
        getParameter: async () => ({ Parameter: { Value: this.memory } }),
        putParameter: async ({ Value }: { Value: string }) => {
          this.memory = Value;
        },
      },
      cloudwatch: {
        putMetricData: async ({ MetricData }: { MetricData: { MetricName: string; Value: number }[] }) => {
          this.call('putMetricData', undefined, () => ({}));
          this.measured.push(Object.fromEntries(MetricData.map(({ MetricName, Value }) => [MetricName, Value])));
        },
      },
    };
  }
}

const host = (type: string, hoursAfterStart = -1000): Host => ({
  InstanceType: type,
  LaunchTime: new Date(START + hoursAfterStart * HOUR).toISOString(),
});
const ON = ['ENABLED', 'ENABLED 8', 'ENABLED 0'];
const OFF = ['DISABLED', 'DISABLED 0', 'DISABLED 0'];

/** Looks at these hours after the start. */
async function lookAt(aws: FakeAws, hours: readonly number[], settings: object = {}): Promise<void> {
  for (const hour of hours) {
    aws.hours = hour;
    await aws.look(settings);
  }
}

describe('what a training cluster has cost', () => {
  it('is what its hosts cost an hour, since they came, or since the last look', async () => {
    const aws = new FakeAws();
    await aws.look();
    expect(aws.remembered).toMatchObject({ month: '2026-11', usd: 0, stopped: false });
    aws.hosts = [host('g5.xlarge'), host('g5.2xlarge', 0.5), host('g5.xlarge')];
    await lookAt(aws, [1]);
    expect(aws.remembered.usd).toBeCloseTo(1 + 2 * 0.5 + 1);
    expect(aws.measured.at(-1)).toEqual({ MonthUsd: aws.remembered.usd, Stopped: 0 });
  });

  it('is the same however often anybody looks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 599 })),
        fc.integer({ min: -5, max: 5 }),
        async (looks, came) => {
          const at = [0, ...looks.map((look) => look / 200), 3].sort((a, b) => a - b);
          const [often, once] = [new FakeAws(), new FakeAws()];
          for (const aws of [often, once]) aws.hosts = [host('g5.xlarge', came), host('g5.2xlarge')];
          await lookAt(often, [...at, 3, 3]);
          await lookAt(once, [0, 3]);
          expect(often.remembered.usd).toBeCloseTo(once.remembered.usd, 3);
          expect(once.remembered.usd).toBeCloseTo(6 + Math.max(0, 3 - Math.max(0, came)));
        },
      ),
    );
  });

  it('is what the dearest costs, of a host that nobody priced', async () => {
    const aws = new FakeAws();
    aws.hosts = [host('p5.48xlarge')];
    await lookAt(aws, [0, 1]);
    expect(aws.remembered.usd).toBeCloseTo(2);
  });

  it('begins anew with each month, with what ran since then', async () => {
    const aws = new FakeAws();
    aws.hosts = [host('g5.xlarge')];
    // November has twenty days from here.
    await lookAt(aws, [0, 21 * 24 - 1, 21 * 24, 21 * 24 + 2], { monthlyUsd: 1e6 });
    expect(aws.remembered).toMatchObject({ month: '2026-12', usd: 2 });
  });
});

describe('a training cluster', () => {
  const over = async (settings: object = {}) => {
    const aws = new FakeAws();
    aws.hosts = [host('g5.2xlarge')];
    aws.jobs = { waits: 'RUNNABLE', runs: 'RUNNING', too: 'RUNNING', done: 'SUCCEEDED' };
    await lookAt(aws, [0, 4.9], settings);
    expect(aws.states).toEqual(ON);
    expect(aws.written).toEqual([]);
    aws.hours = 5;
    return aws;
  };

  it('that has cost what it may takes and starts no jobs, keeps no idle host, and lets run what runs', async () => {
    const aws = await over();
    await aws.look();
    expect(aws.states).toEqual(OFF);
    expect(aws.ended).toEqual([]);
    expect(aws.measured.at(-1)).toMatchObject({ Stopped: 1 });
  });

  it('ends what runs and what waits, where it is to', async () => {
    const aws = await over({ stop: 'end' });
    await aws.look({ stop: 'end' });
    expect(aws.states).toEqual(OFF);
    expect(aws.ended.sort()).toEqual(['runs', 'too', 'waits']);
  });

  it('is stopped once, and again where somebody lets it go on while it may not', async () => {
    const aws = await over();
    await aws.look();
    aws.written.length = 0;
    await aws.look();
    expect(aws.written).toEqual([]);
    aws.environments.spot = { state: 'ENABLED', minvCpus: 8 };
    await aws.look();
    expect(aws.written).toEqual(['spot DISABLED']);
  });

  it('is stopped as far as it can be where a part of that fails, and fails itself, and tries again', async () => {
    const aws = await over({ stop: 'end' });
    aws.broken.add('update spot').add('terminate waits');
    await expect(aws.look({ stop: 'end' })).rejects.toThrow('update spot failed');
    expect(aws.states).toEqual(['DISABLED', 'ENABLED 8', 'DISABLED 0']);
    expect(aws.ended.sort()).toEqual(['runs', 'too']);
    aws.broken.clear();
    await aws.look({ stop: 'end' });
    expect(aws.states).toEqual(OFF);
  });

  it.each(['listJobs', 'putMetricData'])('is stopped although %s fails', async (broken) => {
    const aws = await over({ stop: 'end' });
    aws.broken.add(broken);
    await expect(aws.look({ stop: 'end' })).rejects.toThrow(`${broken} failed`);
    expect(aws.states).toEqual(OFF);
  });

  it.each([
    ['in the next month', 21 * 24 + 1, {}],
    ['below a higher limit', 5.1, { monthlyUsd: 20 }],
  ])('goes on %s, with the hosts that it keeps', async (_, hours, settings) => {
    const aws = await over();
    await aws.look();
    await lookAt(aws, [hours], settings);
    expect(aws.states).toEqual(ON);
    expect(aws.remembered.stopped).toBe(false);
  });

  it('goes on as a whole, or tries that again', async () => {
    const aws = await over();
    await aws.look();
    aws.broken.add('updateJobQueue');
    aws.hours = 21 * 24 + 1;
    await expect(aws.look()).rejects.toThrow();
    expect(aws.remembered.stopped).toBe(true);
    aws.broken.clear();
    await aws.look();
    expect(aws.states).toEqual(ON);
  });

  it('that somebody else turned off stays so', async () => {
    const aws = new FakeAws();
    aws.queue = 'DISABLED';
    aws.hosts = [host('g5.xlarge')];
    await lookAt(aws, [0, 1, 21 * 24 + 1], { monthlyUsd: 1e6 });
    expect(aws.queue).toBe('DISABLED');
    expect(aws.written).toEqual([]);
  });
});
