import fc from 'fast-check';

type Details = Record<string, unknown>;
type Answer = { hookStatus: string; callBackDelay?: number; hookDetails?: Details };
type Task = { lastStatus: string; containers?: { exitCode?: number; reason?: string }[]; stoppedReason?: string };

/** What is deployed: plain JavaScript. */
const { step } = require('../../../constructs/aws/before-deploy-hook/index.js') as {
  step(event: { resourceArn: string; hookDetails: Details | string }, world: object): Promise<Answer>;
};

const DEPLOYMENT = 'arn:aws:ecs:us-east-1:123456789012:service-deployment/test/ads-bidder/EZe5RNVLH6PPzHXINuP28';
const task = (name: string, timeoutSeconds = 600) => ({ name, taskDefinition: `ads-bidder-${name}:7`, timeoutSeconds });
const details = (...tasks: ReturnType<typeof task>[]): Details => ({
  cluster: 'arn:cluster',
  capacityProvider: 'test-general',
  subnets: ['subnet-1'],
  securityGroups: ['sg-1'],
  tasks,
});

/** An ECS that knows a token again, as the real one does, and a clock that the test turns. */
class FakeEcs {
  seconds = 0;
  /** What RunTask answers in place of a task, until there is room. */
  full: string | undefined;
  readonly asked: Record<string, unknown>[] = [];
  readonly stopped: string[] = [];
  readonly said: object[] = [];
  readonly tasks = new Map<string, Task>();
  private readonly tokens = new Map<string, string>();

  /** What the function is given. */
  get world() {
    return { ecs: this, now: () => this.seconds * 1000, say: (what: object) => this.said.push(what) };
  }

  async runTask(request: { clientToken: string }) {
    this.asked.push(request);
    if (this.full !== undefined) return { tasks: [], failures: [{ reason: this.full }] };
    const arn = this.tokens.get(request.clientToken) ?? `task-${this.tokens.size + 1}`;
    this.tokens.set(request.clientToken, arn);
    if (!this.tasks.has(arn)) this.tasks.set(arn, { lastStatus: 'PROVISIONING' });
    return { tasks: [{ taskArn: arn }], failures: [] };
  }

  async describeTasks({ tasks: [arn = ''] }: { tasks: string[] }) {
    const found = this.tasks.get(arn);
    return found === undefined ? { tasks: [], failures: [{ reason: 'MISSING' }] } : { tasks: [found], failures: [] };
  }

  async stopTask({ task: arn }: { task: string }) {
    this.stopped.push(arn);
  }

  end(arn: string, exitCode = 0): void {
    this.tasks.set(arn, { lastStatus: 'STOPPED', containers: [{ exitCode }] });
  }
}

const call = (ecs: FakeEcs, hookDetails: Details | string) => step({ resourceArn: DEPLOYMENT, hookDetails }, ecs.world);

/** Calls as ECS does, each with what the answer before said, until it is over; `meanwhile` happens between two calls. */
async function deploy(ecs: FakeEcs, first: Details, meanwhile: (calls: number) => void): Promise<string> {
  let hookDetails = first;
  for (let calls = 1; calls < 100; calls += 1) {
    const answer = await call(ecs, hookDetails);
    if (answer.hookStatus !== 'IN_PROGRESS') return answer.hookStatus;
    expect(answer.callBackDelay).toBe(15);
    hookDetails = { ...hookDetails, ...answer.hookDetails };
    ecs.seconds += answer.callBackDelay as number;
    meanwhile(calls);
  }
  throw new Error('it never ended');
}

describe('the function that ECS calls before a new version starts', () => {
  it('starts the task where the service runs, and asks to be called again', async () => {
    const ecs = new FakeEcs();
    const answer = await call(ecs, details(task('migrate')));
    expect(answer).toEqual({
      hookStatus: 'IN_PROGRESS',
      callBackDelay: 15,
      hookDetails: { ...details(task('migrate')), done: 0, since: 0, task: 'task-1' },
    });
    expect(ecs.asked).toEqual([
      {
        cluster: 'arn:cluster',
        taskDefinition: 'ads-bidder-migrate:7',
        count: 1,
        clientToken: 'EZe5RNVLH6PPzHXINuP28-0',
        startedBy: 'before EZe5RNVLH6PPzHXINuP28',
        capacityProviderStrategy: [{ capacityProvider: 'test-general', weight: 1 }],
        networkConfiguration: {
          awsvpcConfiguration: { subnets: ['subnet-1'], securityGroups: ['sg-1'], assignPublicIp: 'DISABLED' },
        },
        enableECSManagedTags: true,
        propagateTags: 'TASK_DEFINITION',
      },
    ]);
  });

  it('lets the deployment go on once all tasks have ended well, one after the other', async () => {
    const ecs = new FakeEcs();
    const status = await deploy(ecs, details(task('migrate'), task('warm')), (calls) => {
      if (calls === 3) ecs.end('task-1');
      if (calls === 4) expect([...ecs.tasks.keys()]).toEqual(['task-1']);
      if (calls === 6) ecs.end('task-2');
    });
    expect(status).toBe('SUCCEEDED');
    expect(ecs.asked.map((request) => request.taskDefinition)).toEqual(['ads-bidder-migrate:7', 'ads-bidder-warm:7']);
  });

  it('reads what ECS gives it as text too, and has nothing to do without tasks', async () => {
    expect(await call(new FakeEcs(), JSON.stringify(details()))).toEqual({ hookStatus: 'SUCCEEDED' });
  });

  it('fails the deployment with the exit code of the task, and starts no other', async () => {
    const ecs = new FakeEcs();
    expect(await deploy(ecs, details(task('migrate'), task('warm')), () => ecs.end('task-1', 3))).toBe('FAILED');
    expect(ecs.asked).toHaveLength(1);
    expect(ecs.said.at(-1)).toEqual({ task: 'migrate', failed: 'exit code 3' });
  });

  it.each<[string, Task, string]>([
    [
      'the container says why',
      { lastStatus: 'STOPPED', containers: [{ reason: 'CannotPullContainerError' }] },
      'CannotPullContainerError',
    ],
    [
      'ECS says why',
      { lastStatus: 'STOPPED', containers: [], stoppedReason: 'Host EC2 terminated.' },
      'Host EC2 terminated.',
    ],
    ['nobody says why', { lastStatus: 'STOPPED' }, 'it never started'],
  ])('fails where a task never started, and %s', async (_, stopped, why) => {
    const ecs = new FakeEcs();
    expect(await deploy(ecs, details(task('migrate')), () => ecs.tasks.set('task-1', stopped))).toBe('FAILED');
    expect(ecs.said.at(-1)).toEqual({ task: 'migrate', failed: why });
  });

  it('waits for a host, and gives up when the time is over', async () => {
    const ecs = new FakeEcs();
    ecs.full = 'RESOURCE:MEMORY';
    const room = (at: number) => (calls: number) => {
      if (calls === at) ecs.full = undefined;
      if (calls > at) ecs.end('task-1');
    };
    expect(await deploy(ecs, details(task('migrate', 60)), room(3))).toBe('SUCCEEDED');
    const never = new FakeEcs();
    never.full = 'RESOURCE:MEMORY';
    expect(await deploy(never, details(task('migrate', 60)), () => {})).toBe('FAILED');
    expect(never.seconds).toBe(75);
    expect(never.said.at(-1)).toEqual({ task: 'migrate', failed: 'no host took it within 60 s' });
  });

  it('stops a task that takes too long, and gives each its own time', async () => {
    const ecs = new FakeEcs();
    const status = await deploy(ecs, details(task('migrate', 60), task('warm', 30)), (calls) => {
      if (calls === 4) ecs.end('task-1');
    });
    expect([status, ecs.seconds, ecs.stopped]).toEqual(['FAILED', 105, ['task-2']]);
  });

  it('fails where ECS has forgotten the task', async () => {
    const ecs = new FakeEcs();
    expect(await deploy(ecs, details(task('migrate')), () => ecs.tasks.delete('task-1'))).toBe('FAILED');
  });

  it('starts a task once for a deployment, however often it is called, with or without what it said before', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.boolean(), { maxLength: 8 }), async (remembers) => {
        const ecs = new FakeEcs();
        const first = details(task('migrate'));
        let said = first;
        for (const remembered of remembers) {
          const { hookDetails } = await call(ecs, said);
          said = remembered && hookDetails !== undefined ? hookDetails : first;
        }
        expect(ecs.tasks.size).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keeps its token within 64 characters', async () => {
    const ecs = new FakeEcs();
    await step({ resourceArn: `arn:x/${'d'.repeat(200)}`, hookDetails: details(task('migrate')) }, ecs.world);
    expect(
      ecs.asked.map(({ clientToken, startedBy }) => [String(clientToken).length, String(startedBy).length]),
    ).toEqual([[64, 128]]);
  });
});
