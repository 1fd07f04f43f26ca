import fc from 'fast-check';
import { FAILURES, ORDINARY, stopped } from '../../support/failure-events';

interface Message {
  readonly TopicArn: string;
  readonly Subject: string;
  readonly Message: string;
}

interface Container {
  readonly name: string;
  readonly exitCode?: number;
  readonly reason?: string;
}

interface Datum {
  readonly MetricName: string;
  readonly Value: number;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: string }[];
}

const { handle } = require('../../../constructs/aws/failure-card/index.js') as {
  handle(event: object, settings: object, world: object): Promise<void>;
};
const { failingContainer } = require('../../../constructs/aws/failure-card/choose.js') as {
  failingContainer(containers: readonly Container[], defined: readonly object[]): Container | undefined;
};
const { message, subject } = require('../../../constructs/aws/failure-card/card.js') as {
  message(failure: object, place: object, alike: number): string;
  subject(failure: object, place: object): string;
};

const PLACE = { environment: 'prod', region: 'us-east-1', console: 'console.aws.amazon.com' };
const SETTINGS = { ...PLACE, cluster: 'prod', topics: ['topic-a', 'topic-b'] };
const LOG = { options: { 'awslogs-group': '/stowage/prod/ads/bidder', 'awslogs-stream-prefix': 'bidder' } };

/** As much of AWS as the function sees, and a clock that the test turns. */
class FakeAws {
  minutes = 0;
  readonly published: Message[] = [];
  readonly said: unknown[] = [];
  readonly counted: Record<string, number> = {};
  readonly broken = new Set<string>();
  disconnected: string[][] = [[]];
  private readonly told = new Map();

  handle(event: object): Promise<void> {
    const call = async <Answer>(name: string, answer: () => Answer): Promise<Answer> => {
      if (this.broken.has(name)) throw new Error(`${name} is denied`);
      return answer();
    };
    return handle(event, SETTINGS, {
      now: () => this.minutes * 60_000,
      say: (what: unknown) => this.said.push(what),
      told: this.told,
      sns: {
        publish: (sent: Message) => call(`publish ${sent.TopicArn}`, () => this.published.push(sent)),
      },
      ecs: {
        describeTaskDefinition: () =>
          call('describeTaskDefinition', () => ({
            taskDefinition: {
              containerDefinitions: [
                { name: 'main', logConfiguration: LOG },
                { name: 'agent', essential: true },
                { name: 'optional', essential: false },
              ],
            },
          })),
        listContainerInstances: ({ nextToken = '0' }: { nextToken?: string }) =>
          call('listContainerInstances', () => ({
            containerInstanceArns: this.disconnected[Number(nextToken)],
            ...(Number(nextToken) + 1 < this.disconnected.length && { nextToken: String(Number(nextToken) + 1) }),
          })),
      },
      cloudwatch: {
        putMetricData: ({ Namespace, MetricData: [data] }: { Namespace: string; MetricData: readonly [Datum] }) =>
          call('putMetricData', () => {
            const by = data.Dimensions.map(({ Name, Value }) => `${Name}=${Value}`);
            const key = [Namespace, data.MetricName, ...by].join(' ');
            this.counted[key] = (this.counted[key] ?? 0) + data.Value;
          }),
      },
    });
  }
}

let aws: FakeAws;
beforeEach(() => {
  aws = new FakeAws();
});

describe('the card of a task that stopped', () => {
  it('names the container that failed, its exit code, the reason, and where to look', async () => {
    await aws.handle(FAILURES.exited);
    expect(aws.published.map(({ TopicArn }) => TopicArn)).toEqual(['topic-a', 'topic-b']);
    expect(aws.published[0]?.Subject).toBe('prod: ads-bidder stopped (main, exit code 1)');
    expect(aws.published[0]?.Message.split('\n')).toEqual([
      'What        task of ads-bidder, environment prod',
      'When        2026-11-23T03:59:58Z',
      'Container   main (1 others stopped with it)',
      'Exit code   1',
      'Reason      Essential container in task exited',
      'Image       ads/bidder:1',
      'Revision    prod-ads-bidder:7',
      'Task        0123456789abcdef',
      'Log         https://us-east-1.console.aws.amazon.com/cloudwatch/home?region=us-east-1#logsV2:log-groups/log-group/$252Fstowage$252Fprod$252Fads$252Fbidder/log-events/bidder$252Fmain$252F0123456789abcdef',
      'Details     https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/prod/tasks/0123456789abcdef/configuration?region=us-east-1',
      'Service     https://us-east-1.console.aws.amazon.com/ecs/v2/clusters/prod/services/ads-bidder/health?region=us-east-1',
      "Last lines  aws logs get-log-events --region us-east-1 --log-group-name '/stowage/prod/ads/bidder' --log-stream-name 'bidder/main/0123456789abcdef' --limit 50 --query 'events[].message' --output text",
    ]);
    expect(aws.counted).toEqual({ 'Stowage/Operations Restarts Cluster=prod Service=ads-bidder': 1 });
  });

  it('says why an image could not be pulled', async () => {
    await aws.handle(FAILURES.notPulled);
    expect(aws.published[0]?.Subject).toBe('prod: ads-bidder stopped (main)');
    expect(aws.published[0]?.Message).toContain(
      'Reason      Task failed to start: CannotPullContainerError: manifest unknown',
    );
  });

  it('is sent of a replica that did not answer, although the scheduler stopped it', async () => {
    await aws.handle(FAILURES.unhealthy);
    await aws.handle(FAILURES.sick);
    expect(aws.published.map(({ Message }) => /Reason +(.{27})/.exec(Message)?.[1])).toEqual([
      'Task failed ELB health chec',
      'Task failed ELB health chec',
      'Task failed container healt',
      'Task failed container healt',
    ]);
  });

  it.each(['scaledIn', 'byUser', 'spot'] as const)('is not sent of %s', async (kind) => {
    await aws.handle(ORDINARY[kind]);
    expect([aws.published, aws.counted, aws.said]).toEqual([[], {}, []]);
  });

  it('is not sent of a task that nobody restarts and that ended well', async () => {
    const before = { group: 'family:prod-ads-bidder-before-migrate', stopCode: 'EssentialContainerExited' };
    await aws.handle(stopped({ ...before, containers: [{ name: 'task', exitCode: 0 }] }));
    expect(aws.published).toEqual([]);
    await aws.handle(stopped({ ...before, containers: [{ name: 'task', exitCode: 3 }] }));
    expect(aws.published[0]?.Subject).toBe('prod: prod-ads-bidder-before-migrate stopped (task, exit code 3)');
    // It is no replica that anybody starts again.
    expect(aws.counted).toEqual({});
  });

  it('is sent without the revision where that cannot be looked up', async () => {
    aws.broken.add('describeTaskDefinition');
    await aws.handle(FAILURES.exited);
    expect(aws.published[0]?.Subject).toBe('prod: ads-bidder stopped (main, exit code 1)');
    expect(aws.published[0]?.Message).not.toContain('Last lines');
    expect(aws.said[0]).toEqual({
      notLookedUp: 'arn:aws:ecs:us-east-1:123456789012:task-definition/prod-ads-bidder:7',
      because: 'Error: describeTaskDefinition is denied',
    });
  });

  it('is sent once in a quarter of an hour for the same failure, and then says how many were like it', async () => {
    for (aws.minutes = 0; aws.minutes < 15; aws.minutes += 5) await aws.handle(FAILURES.exited);
    expect(aws.published).toHaveLength(2);
    await aws.handle(FAILURES.notPulled);
    expect(aws.published).toHaveLength(4);
    await aws.handle(FAILURES.exited);
    expect(aws.published[4]?.Message).toContain('Not told    2 more like it since the last message');
    // The log and the metric have them all.
    expect(aws.said).toHaveLength(5);
    expect(Object.values(aws.counted)).toEqual([5]);
  });

  it('reaches the other topics when one fails, and is tried again by Lambda', async () => {
    aws.broken.add('publish topic-a');
    await expect(aws.handle(FAILURES.exited)).rejects.toThrow('publish topic-a is denied');
    expect(aws.published.map(({ TopicArn }) => TopicArn)).toEqual(['topic-b']);
    aws.broken.clear();
    await aws.handle(FAILURES.exited);
    expect(aws.published.map(({ TopicArn }) => TopicArn)).toEqual(['topic-b', 'topic-a', 'topic-b']);
  });
});

describe('the container that a card names', () => {
  it.each<[string, Container[], string]>([
    [
      'one that ended badly before those that were stopped with it',
      [
        { name: 'a', exitCode: 143 },
        { name: 'b', exitCode: 2 },
      ],
      'b',
    ],
    [
      'one that ECS gives a reason for before all others',
      [
        { name: 'a', exitCode: 1 },
        { name: 'b', exitCode: 137, reason: 'OutOfMemoryError' },
      ],
      'b',
    ],
    [
      'no optional one, however it ended',
      [
        { name: 'optional', exitCode: 1 },
        { name: 'main', exitCode: 0 },
      ],
      'main',
    ],
    ['an optional one where there is no other', [{ name: 'optional', exitCode: 1 }], 'optional'],
    ['one that ended before one that never started', [{ name: 'a' }, { name: 'b', exitCode: 0 }], 'b'],
  ])('is %s', (_, containers, name) => {
    expect(failingContainer(containers, [{ name: 'optional', essential: false }])?.name).toBe(name);
  });

  it('is the same in whatever order ECS names them', () => {
    const containers = fc.uniqueArray(
      fc.record(
        {
          name: fc.constantFrom('a', 'b', 'c', 'd'),
          exitCode: fc.constantFrom(0, 1, 137, 143),
          reason: fc.constant('why'),
        },
        { requiredKeys: ['name'] },
      ),
      { selector: ({ name }) => name, minLength: 1 },
    );
    const shuffled = containers.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, ([all, other]) => {
        expect(failingContainer(other, [])).toEqual(failingContainer(all, []));
      }),
    );
  });
});

describe('other cards', () => {
  it('tell of a deployment that ECS gave up, with a link to it', async () => {
    await aws.handle(FAILURES.deployment);
    expect(aws.published[0]?.Subject).toBe('prod: ads-bidder was not deployed');
    expect(aws.published[0]?.Message).toContain('Reason      ECS deployment circuit breaker: task failed to start.');
    expect(aws.published[0]?.Message).toContain(
      '/ecs/v2/clusters/prod/services/ads-bidder/deployments?region=us-east-1',
    );
    await aws.handle(ORDINARY.deployed);
    expect(aws.published).toHaveLength(2);
  });

  it('tell of a job that is not tried again, as a whole, with the log that Batch names', async () => {
    const job = (detail: object) => ({ 'detail-type': 'Batch Job State Change', time: '2026-11-23T04:00:00Z', detail });
    const failed = {
      status: 'FAILED',
      jobName: 'click-model',
      jobId: 'job-1',
      jobDefinition: 'arn:aws:batch:us-east-1:123456789012:job-definition/prod-ads-click-model:3',
      statusReason: 'Essential container in task exited',
      attempts: [{}, {}],
      container: {
        exitCode: 137,
        reason: 'OutOfMemoryError: Container killed due to memory usage',
        logStreamName: 'click-model/default/abc',
        logConfiguration: { options: { 'awslogs-group': '/stowage/prod/ads/click-model' } },
      },
    };
    await aws.handle(job(failed));
    await aws.handle(job({ ...failed, arrayProperties: { index: 3 } }));
    await aws.handle(job({ ...failed, status: 'SUCCEEDED' }));
    expect(aws.published).toHaveLength(2);
    expect(aws.published[0]?.Subject).toBe('prod: click-model failed');
    const lines = aws.published[0]?.Message.split('\n') ?? [];
    expect(lines).toContain('Exit code   137: killed, out of memory or not stopped in time');
    expect(lines).toContain('Attempts    2');
    expect(lines).toContain(
      'Reason      Essential container in task exited: OutOfMemoryError: Container killed due to memory usage',
    );
    expect(lines.at(-1)).toContain("--log-group-name '/stowage/prod/ads/click-model'");
  });

  it('count tasks without a host and hosts that could not be replaced, and send nothing', async () => {
    await aws.handle(FAILURES.unplaced);
    await aws.handle(FAILURES.refresh);
    expect(aws.published).toEqual([]);
    expect(aws.counted).toEqual({
      'Stowage/Operations PlacementFailures Cluster=prod': 1,
      'Stowage/Operations FailedRefreshes Group=prod-general': 1,
    });
    expect(aws.said).toEqual([
      { notPlaced: 'ads-bidder', reason: 'RESOURCE:MEMORY' },
      { notRefreshed: 'prod-general', refresh: 'r-1' },
    ]);
  });

  it('count the hosts that ECS cannot reach, page by page, every time that it is called without an event', async () => {
    aws.disconnected = [['a', 'b'], ['c']];
    await aws.handle({ 'detail-type': 'Scheduled Event' });
    expect(aws.counted).toEqual({ 'Stowage/Operations DisconnectedAgents Cluster=prod': 3 });
  });
});

describe('a message', () => {
  it('is one that SNS takes, whatever AWS says', () => {
    const failure = fc.record({
      kind: fc.constantFrom('task', 'deployment', 'job'),
      of: fc.string({ minLength: 1, maxLength: 255, unit: 'grapheme' }),
      time: fc.constant('2026-11-23T04:00:00Z'),
      reason: fc.string({ maxLength: 5000, unit: 'grapheme' }),
      container: fc.option(fc.string({ minLength: 1, maxLength: 255 }), { nil: undefined }),
      exitCode: fc.option(fc.nat(255), { nil: undefined }),
    });
    fc.assert(
      fc.property(failure, fc.nat(), (each, alike) => {
        expect(subject(each, PLACE)).toMatch(/^[a-z0-9][\x20-\x7e]{0,99}$/);
        // 256 KB (Amazon SNS API reference, Publish, 2026-11).
        expect(Buffer.byteLength(message(each, PLACE, alike))).toBeLessThan(262_144);
      }),
    );
  });
});
