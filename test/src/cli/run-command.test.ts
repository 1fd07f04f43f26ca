import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunOutside, runCommand } from '../../../src/cli/run/run-command';
import { type JobInput, jobSpec } from '../../../src/spec/training/job';
import { type ContractJob, JOBS_CONTRACT_VERSION } from '../../../src/spec/training/jobs-contract';
import { submissionsOf } from '../../../src/training/submission';
import { type FakeTools, fakeTools } from '../../support/fake-tools';

const QUEUE = 'arn:aws:batch:us-east-1:123456789012:job-queue/prod-gpu';
const REGION = '--region us-east-1';

/** Batch in a directory: `replies` are those to describe-jobs, one after the other, the last for ever. What it is told is in `calls`. */
const AWS = `#!/usr/bin/env node
const fs = require('node:fs'); const path = require('node:path');
const [service, operation, ...args] = process.argv.slice(2); const root = process.env.FAKE_BATCH;
const calls = path.join(root, 'calls'); const before = fs.readFileSync(calls, 'utf8').split('\\n').filter(Boolean).map(JSON.parse);
fs.appendFileSync(calls, JSON.stringify([service, operation, ...args]) + '\\n');
const count = before.filter((call) => call[1] === operation).length;
const { submit = [], replies = [], queue, children } = JSON.parse(fs.readFileSync(path.join(root, 'script'), 'utf8'));
const fail = (text) => { console.error(text); process.exit(254); };
const say = (reply) => typeof reply === 'string' ? fail(reply) : console.log(JSON.stringify(reply));
if (operation === 'submit-job') say(submit[count] ?? { jobId: 'id-' + count, jobName: 'x' });
if (operation === 'describe-jobs') { const now = replies[Math.min(count, replies.length - 1)]; say(Array.isArray(now) ? { jobs: now } : now); }
if (operation === 'describe-job-queues') say(queue);
if (operation === 'list-jobs') say({ jobSummaryList: children });
`;
const TERRAFORM = `#!/usr/bin/env node
const fs = require('node:fs'); const path = require('node:path');
fs.writeFileSync(path.join(process.env.FAKE_BATCH, 'terraform'), [path.basename(process.argv[1]), ...process.argv.slice(2)].join(' '));
const said = fs.readFileSync(path.join(process.env.FAKE_BATCH, 'outputs'), 'utf8');
if (said.startsWith('Error')) { console.error(said); process.exit(1); }
console.log(said);
`;

let dir: string;
let tools: FakeTools;
let said: string[];
let waits: number[];
let interruption: AbortController;
const before = process.cwd();

/** Batch as it answers. */
interface Script {
  readonly submit?: readonly unknown[];
  readonly replies?: readonly unknown[];
  readonly queue?: unknown;
  readonly children?: readonly unknown[];
}
const script = (script: Script) => writeFileSync(join(dir, 'script'), JSON.stringify(script));

/** What the stack of `ads` says of its jobs. */
function publish(
  jobs: Readonly<Record<string, Partial<JobInput>>>,
  version = JOBS_CONTRACT_VERSION,
  periods: Partial<NonNullable<ContractJob['periods']>> = {},
): void {
  const site = { environment: 'prod', system: 'ads', queueArn: QUEUE, definitionArn: 'arn:fit:3', teams: [] };
  const published = Object.fromEntries(
    Object.entries(jobs).map(([name, input]) => {
      const job = jobSpec.parse({ image: { repository: 'fit', tag: '1' }, cpus: 1, memoryMiB: 512, ...input });
      const secrets = Object.keys(job.secrets);
      const { nodes } = job;
      return [
        name,
        {
          logGroup: `/prod/ads/${name}`,
          nodes,
          secrets,
          submissions: submissionsOf(job, { ...site, name }),
          ...(name.startsWith('daily') && {
            periods: { format: 'date', timezone: 'UTC', cron: '0 4 * * ? *', overlap: 'skip', ...periods },
          }),
        },
      ];
    }),
  );
  const value = { version, environment: 'prod', system: 'ads', region: 'us-east-1', jobs: published };
  writeFileSync(join(dir, 'outputs'), JSON.stringify({ services: { value: {} }, jobs: { value } }));
}

/** Time passes only while somebody waits. */
function outside(onWait: (waits: number) => void = () => {}): RunOutside {
  let now = Date.parse('2026-11-22T12:00:00Z');
  const wait = async (seconds: number) => {
    waits.push(seconds);
    now += seconds * 1000;
    onWait(waits.length);
    if (waits.length > 500) throw new Error('waits for ever');
  };
  return { clock: { now: () => now, wait }, interrupted: interruption.signal };
}

const stowage = (args: string, from: RunOutside = outside()) =>
  runCommand(args.split(' ').filter(Boolean), (line) => void said.push(...line.split('\n')), from);
const calls = (operation: string) =>
  readFileSync(join(dir, 'calls'), 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as string[])
    .filter((call) => call[1] === operation);
const submitted = () => calls('submit-job').map((call) => JSON.parse(call.at(-1) as string));

/** A job as DescribeJobs tells of it. */
const job = (status: string, more: object = {}) => ({ jobId: 'id-0', jobName: 'prod-ads-fit', status, ...more });
const at = (status: string, i: number) => job(status, { jobId: `id-${i}`, jobName: `prod--ads--tune-${i}` });

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-run-'));
  mkdirSync(join(dir, 'cdktf.out/stacks/prod-ads'), { recursive: true });
  writeFileSync(join(dir, 'calls'), '');
  process.chdir(dir);
  process.env.FAKE_BATCH = dir;
  tools = fakeTools({ aws: AWS, terraform: TERRAFORM, tofu: TERRAFORM });
  said = [];
  waits = [];
  interruption = new AbortController();
  publish({
    fit: {},
    tune: { sweep: { LR: [0.1, 0.01] } },
    many: { array: 4 },
    daily: {},
    wide: { secrets: { TOKEN: { secretsManager: 'ads/t' } } },
  });
  script({ replies: [[job('SUCCEEDED')]] });
});

afterEach(() => {
  process.chdir(before);
  tools.remove();
  delete process.env.FAKE_BATCH;
  delete process.env.TERRAFORM_BINARY_NAME;
  rmSync(dir, { recursive: true, force: true });
});

describe('stowage run submits', () => {
  it('a job as its stack says, to the region of its stack, and says its id', async () => {
    expect(await stowage('ads/fit --environment prod --no-follow')).toBe(0);
    expect(calls('submit-job')).toEqual([
      ['batch', 'submit-job', '--region', 'us-east-1', '--output', 'json', '--cli-input-json', expect.any(String)],
    ]);
    expect(submitted()).toEqual([
      { jobName: 'prod-ads-fit', jobQueue: QUEUE, jobDefinition: 'arn:fit:3', shareIdentifier: 'everyoneZ' },
    ]);
    expect(said).toEqual([
      'submitted prod-ads-fit as id-0',
      'to end it:',
      `  aws batch terminate-job ${REGION} --reason 'not needed' --job-id id-0`,
    ]);
    expect(calls('describe-jobs')).toEqual([]);
    expect(readFileSync(join(dir, 'terraform'), 'utf8')).toBe(
      'terraform -chdir=cdktf.out/stacks/prod-ads output -no-color -json',
    );
  });

  it('a sweep as one job for each combination, which it finds in its environment', async () => {
    expect(await stowage('ads/tune --environment prod --no-follow')).toBe(0);
    expect(submitted()).toMatchObject([
      { containerOverrides: { environment: [{ name: 'LR', value: '0.1' }] } },
      { containerOverrides: { environment: [{ name: 'LR', value: '0.01' }] } },
    ]);
    expect(said.at(-1)).toBe(
      `  for job in id-0 id-1; do aws batch terminate-job ${REGION} --reason 'not needed' --job-id $job; done`,
    );
  });

  it('with variables of this run alone, over those of the spec', async () => {
    await stowage(
      'ads/tune --environment prod --no-follow --env DAY=2026-11-21 --env ARGS=a=b --env DAY=2026-11-22 --env NONE=',
    );
    expect(submitted()).toHaveLength(2);
    expect(submitted()[1].containerOverrides.environment).toEqual([
      { name: 'ARGS', value: 'a=b' },
      { name: 'DAY', value: '2026-11-22' },
      { name: 'LR', value: '0.01' },
      { name: 'NONE', value: '' },
    ]);
  });

  it('nothing in a dry run', async () => {
    expect(await stowage('ads/fit --environment prod --dry-run --env A=1')).toBe(0);
    expect(said).toEqual([expect.stringMatching(/^would submit \{"jobName":"prod-ads-fit",.*"name":"A","value":"1"/)]);
    expect(readFileSync('calls', 'utf8')).toBe('');
  });

  it('by the stack in another directory, with another Terraform', async () => {
    mkdirSync('elsewhere');
    process.env.TERRAFORM_BINARY_NAME = 'tofu';
    expect(await stowage('ads/fit --dir elsewhere --no-follow')).toBe(0);
    expect(readFileSync(join(dir, 'terraform'), 'utf8')).toBe('tofu -chdir=elsewhere output -no-color -json');
  });

  it('says how to end what was taken, where the next is not', async () => {
    script({ submit: [{ jobId: 'first' }, 'ServerException: no'] });
    await expect(stowage('ads/tune --environment prod')).rejects.toThrow(
      /^prod--ads--tune-1: aws batch submit-job\nfailed: ServerException: no\n1 of 2 were submitted before, and go on; to end them:\n.*--job-id first$/,
    );
  });

  it('nothing more after Ctrl-C', async () => {
    interruption.abort();
    await expect(stowage('ads/tune --environment prod')).rejects.toThrow(/interrupted/);
    expect(submitted()).toEqual([]);
  });
});

describe('stowage run follows', () => {
  const stream = { logStreamName: 'job/default/0a1b' };

  it('each change of state with its reason and its log, until it succeeded', async () => {
    script({
      replies: [
        [],
        [job('SUBMITTED')],
        [job('RUNNABLE')],
        [job('RUNNABLE', { statusReason: 'CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY' })],
        [job('RUNNING', { container: stream })],
        [job('RUNNING', { container: stream })],
        [job('SUCCEEDED', { container: { ...stream, exitCode: 0 } })],
      ],
    });
    expect(await stowage('ads/fit --environment prod')).toBe(0);
    expect(waits).toEqual([10, 10, 10, 10, 10, 10]);
    expect(said).toEqual([
      'submitted prod-ads-fit as id-0',
      '12:00:10 prod-ads-fit SUBMITTED',
      '12:00:20 prod-ads-fit RUNNABLE',
      '12:00:30 prod-ads-fit RUNNABLE: CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY',
      '12:00:40 prod-ads-fit RUNNING',
      '  log stream job/default/0a1b; to read it:',
      `  aws logs tail /prod/ads/fit ${REGION} --follow --since 1d --log-stream-names job/default/0a1b`,
      '12:01:00 prod-ads-fit SUCCEEDED',
      '1 SUCCEEDED',
    ]);
  });

  it('asks as often as it is told', async () => {
    script({ replies: [[job('RUNNING')], [job('SUCCEEDED')]] });
    expect(await stowage('ads/fit --environment prod --every 60')).toBe(0);
    expect(waits).toEqual([60]);
  });

  it('ends with 1 where it failed: reason, exit code, and how each attempt ended', async () => {
    const lost = { statusReason: 'Host EC2 (instance i-1) terminated.', stoppedAt: 1, container: {} };
    const broken = { stoppedAt: 2, container: { exitCode: 3, reason: 'OutOfMemoryError' } };
    script({
      replies: [
        [job('RUNNABLE', { attempts: [lost] })],
        [
          job('FAILED', {
            statusReason: 'Essential container in task exited',
            attempts: [lost, broken],
            container: { exitCode: 3 },
          }),
        ],
      ],
    });
    expect(await stowage('ads/fit --environment prod')).toBe(1);
    expect(said.slice(1)).toEqual([
      '12:00:00 prod-ads-fit RUNNABLE again, after 1 attempt (Host EC2 (instance i-1) terminated.)',
      '12:00:10 prod-ads-fit FAILED: Essential container in task exited',
      'prod-ads-fit id-0 failed: Essential container in task exited, exit code 3; 2 attempts',
      '  attempt 1: Host EC2 (instance i-1) terminated.',
      '  attempt 2: OutOfMemoryError, exit code 3',
      '1 FAILED',
    ]);
  });

  it('all runs of a sweep at once, and ends with 1 where any failed, when all are over', async () => {
    script({
      replies: [
        [at('FAILED', 0), at('RUNNING', 1)],
        [at('FAILED', 0), at('SUCCEEDED', 1)],
      ],
    });
    expect(await stowage('ads/tune --environment prod')).toBe(1);
    expect(calls('describe-jobs').map((call) => call.slice(-3))).toEqual([
      ['--jobs', 'id-0', 'id-1'],
      ['--jobs', 'id-0', 'id-1'],
    ]);
    expect(said.slice(-2)).toEqual([
      'prod--ads--tune-0 id-0 failed: no reason is told; 0 attempts',
      '1 SUCCEEDED, 1 FAILED',
    ]);
  });

  it('how many of an array are where, and which of them failed', async () => {
    const array = (status: string, statusSummary: object) =>
      job(status, { arrayProperties: { size: 4, statusSummary } });
    script({
      replies: [
        [array('PENDING', { RUNNING: 1, RUNNABLE: 3, FAILED: 0 })],
        [array('FAILED', { SUCCEEDED: 3, FAILED: 1 })],
      ],
      children: [{ jobId: 'id-0:2', jobName: 'prod-ads-fit', status: 'FAILED', container: { exitCode: 9 } }],
    });
    expect(await stowage('ads/many --environment prod')).toBe(1);
    expect(said.slice(1)).toEqual([
      `logs of all: aws logs tail /prod/ads/many ${REGION} --follow --since 1d`,
      '12:00:00 prod-ads-fit PENDING (of 4: 3 RUNNABLE, 1 RUNNING)',
      '12:00:10 prod-ads-fit FAILED (of 4: 3 SUCCEEDED, 1 FAILED)',
      'prod-ads-fit id-0 failed: no reason is told',
      '  id-0:2 failed: exit code 9',
      '  1 of 4 failed',
      '1 FAILED',
    ]);
  });

  it('says once what to look at where a job finds no host for ten minutes', async () => {
    const queue = { jobQueueName: 'prod-gpu', state: 'DISABLED', status: 'VALID', statusReason: 'by hand' };
    script({ replies: [...Array(4).fill([job('RUNNABLE')]), [job('SUCCEEDED')]], queue: { jobQueues: [queue] } });
    expect(await stowage('ads/fit --environment prod --every 300')).toBe(0);
    expect(said.slice(2, 6)).toEqual([
      '12:10:00 prod-ads-fit is RUNNABLE for 10 minutes: no host of its cluster has room for it',
      '  queue prod-gpu is DISABLED, VALID: by hand',
      `  what goes first: aws batch get-job-queue-snapshot ${REGION} --job-queue ${QUEUE}`,
      `  whether hosts can come: aws batch describe-compute-environments ${REGION}`,
    ]);
    expect(calls('describe-job-queues')).toEqual([expect.arrayContaining(['--job-queues', QUEUE])]);
  });

  it('leaves the jobs running at Ctrl-C, ends with 130, and says how to see and end those that are not over', async () => {
    script({ replies: [[at('SUCCEEDED', 0), at('RUNNING', 1)]] });
    const code = await stowage(
      'ads/tune --environment prod',
      outside((waits) => void (waits === 2 && interruption.abort())),
    );
    expect(code).toBe(130);
    expect(said.slice(-4)).toEqual([
      'the job goes on; to see more:',
      `  aws batch describe-jobs ${REGION} --jobs id-1`,
      'to end it:',
      `  aws batch terminate-job ${REGION} --reason 'not needed' --job-id id-1`,
    ]);
    expect(calls('terminate-job')).toEqual([]);
  });

  it('gets over some questions without an answer', async () => {
    script({ replies: ['no network', 'no network', 'no network', 'no network', [job('SUCCEEDED')]] });
    expect(await stowage('ads/fit --environment prod')).toBe(0);
  });

  it('gives up after five in a row, and says that the job goes on', async () => {
    script({ replies: [[job('RUNNING')], 'ExpiredTokenException: the token has expired'] });
    await expect(stowage('ads/fit --environment prod')).rejects.toThrow(
      /describe-jobs\nfailed: ExpiredToken.*\nlog in first.*\nthe job goes on; to see more:\n.*--jobs id-0\nto end it:\n/,
    );
    expect(calls('describe-jobs')).toHaveLength(6);
  });
});

describe('stowage run refuses', () => {
  it.each<[string, string, RegExp]>([
    ['no job', '--environment prod', /give one <system>\/<job>/],
    ['two jobs', 'ads/fit ads/tune --environment prod', /give one <system>\/<job>/],
    ['a system alone', 'ads --environment prod', /give one <system>\/<job>/],
    ['no environment', 'ads/fit', /give --environment <name> or --dir/],
    ['an option that it does not have', 'ads/fit --environment prod --fast', /--fast/],
    ['a wait of nothing', 'ads/fit --environment prod --every 0', /--every is 0/],
    ['a wait of no number', 'ads/fit --environment prod --every often', /--every is often/],
    ['half a variable', 'ads/fit --environment prod --env LR', /--env is 'LR'; give NAME=VALUE/],
    [
      'a stack that is not there',
      'ads/fit --environment dev',
      /there is no cdktf\.out\/stacks\/dev-ads; write it with/,
    ],
    [
      'an unknown job',
      'ads/fti --environment prod',
      /no job 'fti' in system 'ads'; there are: fit, tune, many, daily, wide/,
    ],
    ['what every object has', 'ads/toString --environment prod', /no job 'toString'/],
    ['the stack of another system', 'web/fit --dir cdktf.out/stacks/prod-ads', /stack of system 'ads', not 'web'/],
    [
      'a variable of Batch',
      'ads/fit --environment prod --env AWS_BATCH_JOB_ID=1',
      /AWS_BATCH_JOB_ID begins .*\[ReservedVariable\]/,
    ],
    ['a secret', 'ads/wide --environment prod --env TOKEN=1', /TOKEN is a secret of the job.*\[SecretVariable\]/],
    ['what is swept', 'ads/tune --environment prod --env LR=1', /LR is what the sweep tries.*\[SweptVariable\]/],
    ['too much', `ads/fit --environment prod --env A=${'x'.repeat(8152)}`, /8193 characters.*\[OverridesTooLong\]/],
  ])('%s', async (_, args, says) => {
    await expect(stowage(args)).rejects.toThrow(says);
    expect(readFileSync('calls', 'utf8')).toBe('');
  });

  it('a stack without jobs, one of another version, and one that Terraform cannot read', async () => {
    writeFileSync('outputs', '{}');
    await expect(stowage('ads/fit --environment prod')).rejects.toThrow(/has no output 'jobs'.*not applied/);
    publish({ fit: {} }, 2 as never);
    await expect(stowage('ads/fit --environment prod')).rejects.toThrow(/Output 'jobs' of .*version/s);
    writeFileSync('outputs', 'Error: Backend initialization required, please run "terraform init"');
    await expect(stowage('ads/fit --environment prod')).rejects.toThrow(
      /^cdktf.out\/stacks\/prod-ads is not initialized; run 'terraform -chdir=cdktf.out\/stacks\/prod-ads init'$/,
    );
  });

  it('to go on without the tools that it needs, by name', async () => {
    const path = process.env.PATH;
    const only = fakeTools({ terraform: TERRAFORM.replace('/usr/bin/env node', process.execPath) });
    try {
      process.env.PATH = only.dir;
      await expect(stowage('ads/fit --environment prod')).rejects.toThrow(/no 'aws' on PATH; install the AWS CLI/);
      process.env.TERRAFORM_BINARY_NAME = 'nowhere';
      await expect(stowage('ads/fit --environment prod')).rejects.toThrow(/no 'nowhere' on PATH; install Terraform/);
    } finally {
      process.env.PATH = path;
      only.remove();
    }
  });

  it('what is no reply of Batch', async () => {
    script({ submit: [{ nothing: 1 }] });
    await expect(stowage('ads/fit --environment prod')).rejects.toThrow(/Reply of SubmitJob.*jobId/s);
  });
});

describe('stowage run, as the program it is', () => {
  it('says what it does, and what its exit codes mean', async () => {
    for (const args of ['', 'help', '--help', 'ads/fit --help']) expect(await stowage(args)).toBe(0);
    expect(said.filter((line) => line.startsWith('stowage run <system>/<job>'))).toHaveLength(4);
    for (const code of ['0', '1', '130']) expect(said.join('\n')).toMatch(new RegExp(`with ${code} `));
  });

  const main = ['--import', require.resolve('tsx'), join(__dirname, '../../../src/cli/main.ts')];
  const args = [...main, 'run', 'ads/fit', '--environment', 'prod'];

  it('ends with the code of the job', () => {
    script({ replies: [[job('FAILED', { statusReason: 'no' })]] });
    const ended = spawnSync(process.execPath, args, { encoding: 'utf8', env: process.env });
    expect([ended.status, ended.stderr]).toEqual([1, '']);
    expect(ended.stdout).toContain('prod-ads-fit id-0 failed: no; 0 attempts');
  });

  it('hears Ctrl-C while it waits, and leaves the job running', async () => {
    script({ replies: [[job('RUNNING')]] });
    const program = spawn(process.execPath, args, { env: process.env });
    let text = '';
    const code = await new Promise((resolve) => {
      program.stdout.on('data', (chunk) => {
        text += chunk;
        if (text.endsWith('RUNNING\n')) program.kill('SIGINT');
      });
      program.on('close', resolve);
    });
    expect([code, text]).toEqual([130, expect.stringContaining('the job goes on; to see more:')]);
    expect(calls('terminate-job')).toEqual([]);
  });
});

describe('stowage run of a job with periods', () => {
  const WEEK = 'ads/daily --environment prod --period 2026-11-15..2026-11-21';
  const periods = () =>
    submitted().map(({ jobName, containerOverrides }) => [jobName, containerOverrides.environment[0].value]);
  const days = (...all: number[]) => all.map((day) => [`prod-ads-daily-2026-11-${day}`, `2026-11-${day}`]);
  const over = (status: string, i: number) => [job(status, { jobId: `id-${i}`, jobName: 'x' })];

  it('submits one period after another, and waits for each', async () => {
    script({ replies: [0, 1, 2, 3, 4, 5, 6].map((i) => over('SUCCEEDED', i)) });
    expect(await stowage(WEEK)).toBe(0);
    expect(periods()).toEqual(days(15, 16, 17, 18, 19, 20, 21));
    expect(said.filter((line) => line.startsWith('period '))[1]).toBe('period 2026-11-16, 2 of 7');
    expect(calls('describe-jobs')).toHaveLength(7);
  });

  it('submits none behind one that failed, and says which are left', async () => {
    script({ replies: [over('SUCCEEDED', 0), over('FAILED', 1)] });
    expect(await stowage(WEEK)).toBe(1);
    expect(periods()).toEqual(days(15, 16));
    expect(said.at(-1)).toBe('not run: 2026-11-17 to 2026-11-21');
  });

  it('submits all at once where that is asked for, or its runs may overlap', async () => {
    expect(await stowage(`${WEEK} --at-once --no-follow`)).toBe(0);
    expect(periods()).toEqual(days(15, 16, 17, 18, 19, 20, 21));
    writeFileSync(join(dir, 'calls'), '');
    publish({ daily: {} }, JOBS_CONTRACT_VERSION, { overlap: 'allow' });
    expect(await stowage('ads/daily --environment prod --period 2026-11-20 --period 2026-11-18 --no-follow')).toBe(0);
    expect(periods()).toEqual(days(18, 20));
  });

  it.each([
    ['a period of a job that has none', 'ads/fit --environment prod --period 2026-11-21', /\[NoPeriod\]/],
    ['no period', 'ads/daily --environment prod', /--period is not said.*\[PeriodMissing\]/],
    ['a period as a variable', 'ads/daily --environment prod --env PERIOD=x', /--env PERIOD is said.*\[PeriodSaid\]/],
    ['a period that is none', 'ads/daily --environment prod --period yesterday', /\[InvalidPeriod\]/],
    ['to leave periods that wait for each other', `${WEEK} --no-follow`, /follow them, or say --at-once/],
  ])('refuses %s', async (_, args, says) => {
    await expect(stowage(args)).rejects.toThrow(says);
    expect(readFileSync('calls', 'utf8')).toBe('');
  });
});
