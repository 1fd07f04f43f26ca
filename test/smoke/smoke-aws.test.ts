import { execFile } from 'node:child_process';
import { join, resolve } from 'node:path';
import { synthPlatform } from '../support/builders/synth-platform';
import { fakeTools } from '../support/fake-tools';
import { destroySmoke, runSmoke, type SmokeWorld } from './run-smoke';
import { type SmokeOptions, smokeEnvironment, smokeSystem } from './smoke-spec';

const OPTIONS: SmokeOptions = {
  account: '123456789012',
  region: 'us-east-1',
  zones: ['us-east-1a', 'us-east-1b'],
  image: 'example/hello:1',
  amiRelease: 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64',
  maxUsd: 2,
  minutes: 60,
  directory: '/nowhere',
};

/** An account in which all goes well, unless a test says otherwise; its clock goes on by a minute with each command of Terraform. */
class FakeWorld implements SmokeWorld {
  minutes = 0;
  readonly done: string[] = [];
  readonly said: string[] = [];
  price: { usdPerHour: number; unknown: string[] } = { usdPerHour: 0.5, unknown: [] };
  answers: Record<string, unknown> = {
    'sts get-caller-identity': { Account: OPTIONS.account },
    'ecs describe-services': { services: [{ runningCount: 1, desiredCount: 1 }] },
    'logs filter-log-events': { events: [{}] },
    'lambda invoke': { StatusCode: 200 },
    'cloudwatch describe-alarms': { MetricAlarms: [] },
    'resourcegroupstaggingapi get-resources': {
      ResourceTagMappingList: [{ ResourceARN: 'arn:aws:kms:us-east-1:123456789012:key/0' }],
    },
  };
  readonly codes: Record<string, number> = {};

  synth = async () => this.price;
  now = () => this.minutes * 60_000;
  say = (line: string) => void this.said.push(line);
  async pause(ms: number): Promise<void> {
    this.minutes += ms / 60_000;
  }
  async terraform(stack: string, [verb]: readonly string[]): Promise<number> {
    this.minutes += 1;
    this.done.push(`${verb} ${stack.replace('smoke-', '')}`);
    return this.codes[this.done.at(-1) as string] ?? 0;
  }
  async aws(...args: readonly string[]): Promise<unknown> {
    const answer = this.answers[args.slice(0, 2).join(' ')];
    if (answer instanceof Error) throw answer;
    return answer;
  }
}

const ALL = ['init foundation', 'apply foundation', 'init hello', 'apply hello', 'plan foundation', 'plan hello'];
const DESTROYED = ['init hello', 'destroy hello', 'init foundation', 'destroy foundation'];

describe('a smoke test of a real account', () => {
  let world: FakeWorld;
  const run = (options: Partial<SmokeOptions> = {}) => runSmoke({ ...OPTIONS, ...options }, world);
  beforeEach(() => {
    world = new FakeWorld();
  });

  it('builds, looks, plans that nothing changes, and destroys in the other order', async () => {
    expect(await run()).toEqual([]);
    expect(world.done).toEqual([...ALL, ...DESTROYED]);
    expect(world.said).toEqual([
      'costs 0.88 US dollars at most, of 2 that it may',
      'passed: the service runs as many replicas as it should',
      'passed: its log has what it says',
      'passed: what tells of failures runs, and may do what it does',
      'passed: its alarms are quiet',
      'still listed: arn:aws:kms:us-east-1:123456789012:key/0',
    ]);
  });

  it('makes nothing in another account, nor above what it may cost, nor where nobody knows what it costs', async () => {
    expect(await run({ account: '210987654321' })).toEqual([
      'the credentials are those of account 123456789012, and --account is 210987654321',
    ]);
    expect(await run({ minutes: 240 })).toEqual([
      'it may cost 2.38 US dollars, and --max-usd is 2; allow more, or fewer --minutes',
    ]);
    world.price = { usdPerHour: 0.1, unknown: ['x1.large'] };
    expect(await run()).toEqual(['nobody knows what these cost: x1.large']);
    expect(world.done).toEqual([]);
  });

  it('destroys everything when an apply fails', async () => {
    world.codes['apply hello'] = 1;
    expect(await run()).toEqual(['terraform apply of smoke-hello ended with 1']);
    expect(world.done).toEqual([...ALL.slice(0, 4), ...DESTROYED]);
  });

  it('looks again until its time is over, and then destroys everything', async () => {
    world.answers['ecs describe-services'] = { services: [{ runningCount: 0, desiredCount: 1 }] };
    world.answers['logs filter-log-events'] = new Error('not yet');
    expect(await run({ minutes: 30 })).toEqual([
      'the service runs as many replicas as it should',
      'its log has what it says',
      'no time was left for terraform plan of smoke-foundation',
    ]);
    expect(world.minutes).toBeLessThan(35);
    expect(world.done.slice(-4)).toEqual(DESTROYED);
  });

  it('says what could not be destroyed, and destroys the rest', async () => {
    world.codes['destroy hello'] = 1;
    expect(await run()).toEqual(['smoke-hello could not be destroyed; run this again with --destroy']);
    expect(world.done.slice(-4)).toEqual(DESTROYED);
  });

  it('destroys nothing in another account', async () => {
    expect(await destroySmoke({ ...OPTIONS, account: '210987654321' }, world)).toEqual([
      'the credentials are those of account 123456789012, and --account is 210987654321',
    ]);
    expect(world.done).toEqual([]);
  });

  it('is of a platform that is accepted', () => {
    const stacks = synthPlatform(smokeEnvironment(OPTIONS), [smokeSystem(OPTIONS)]);
    expect(Object.keys(stacks)).toEqual(expect.arrayContaining(['smoke-foundation', 'smoke-hello']));
  });

  it('goes its way with the commands that there are', async () => {
    const tools = fakeTools({
      terraform: '#!/bin/sh\necho "terraform $1"\n',
      aws: `#!/bin/sh
case "$1 $2" in
'sts get-caller-identity') echo '{"Account":"123456789012"}' ;;
'ecs describe-services') echo '{"services":[{"runningCount":1,"desiredCount":1}]}' ;;
'logs filter-log-events') echo '{"events":[{}]}' ;;
'lambda invoke') echo '{"StatusCode":200}' ;;
*) echo '{"MetricAlarms":[]}' ;;
esac
`,
    });
    try {
      const { code, out } = await program('--account', '123456789012');
      expect(out).toContain('all is well, and nothing is left');
      expect(code).toBe(0);
      expect(await program('--account', '12')).toMatchObject({ code: 64 });
    } finally {
      tools.remove();
    }
  });
});

const ROOT = resolve(__dirname, '../..');

function program(...args: string[]): Promise<{ code: number; out: string }> {
  const command = ['--import', 'tsx', join(ROOT, 'test/smoke/smoke-aws.ts'), ...args];
  return new Promise((done) => {
    execFile(process.execPath, command, { cwd: ROOT, env: process.env }, (error, out) =>
      done({ code: (error?.code as number | undefined) ?? 0, out }),
    );
  });
}
