import { SMOKE, type SmokeOptions } from './smoke-spec';

/** All of the world that a run touches. */
export interface SmokeWorld {
  /** Writes the stacks, and says what they cost an hour with all hosts that there may be, US dollars; what has no known price is named. */
  synth(): Promise<{ readonly usdPerHour: number; readonly unknown: readonly string[] }>;
  /** Runs Terraform in the directory of a stack; its exit code. Killed after so many milliseconds, it fails. */
  terraform(stack: string, args: readonly string[], withinMs: number): Promise<number>;
  /** What the AWS CLI answers, as JSON. */
  aws(...args: readonly string[]): Promise<unknown>;
  now(): number;
  pause(ms: number): Promise<void>;
  say(line: string): void;
}

const STACKS = [`${SMOKE}-foundation`, `${SMOKE}-hello`] as const;
/** Terraform waits for a service to be stable, and for what it destroys to be gone; that may take so long however little time is left. */
const DESTROY_MS = 45 * 60_000;
const LOOK_MS = 15_000;
/**
 * Builds a foundation and one service in a real account, looks whether they work, and destroys them, whatever happened. It begins only where its
 * time at its highest price is within what it may cost: AWS Budgets knows of costs 8 to 24 hours later, so that only time can cap a run (AWS Cost
 * Management user guide, "Managing your costs with AWS Budgets", 2026-11). The failures, one a line; none where all is well.
 */
export async function runSmoke(options: SmokeOptions, world: SmokeWorld): Promise<string[]> {
  const refused = await whyNot(options, world);
  if (refused !== undefined) return [refused];
  const deadline = world.now() + options.minutes * 60_000;
  const failed: string[] = [];
  try {
    for (const stack of STACKS) {
      await terraform(world, stack, ['init', '-input=false'], deadline);
      await terraform(world, stack, ['apply', '-input=false', '-auto-approve'], deadline);
    }
    for (const [title, check] of CHECKS) {
      const ok = await settles(() => check(options, world), world, deadline);
      world.say(`${ok ? 'passed' : 'FAILED'}: ${title}`);
      if (!ok) failed.push(title);
    }
    for (const stack of STACKS) await terraform(world, stack, ['plan', '-input=false', '-detailed-exitcode'], deadline);
  } catch (error) {
    failed.push((error as Error).message);
  }
  return [...failed, ...(await destroySmoke(options, world))];
}

/** Destroys what a run has made; the failures. What AWS still lists is told: it lists what is gone for an hour and more. */
export async function destroySmoke({ account, region }: SmokeOptions, world: SmokeWorld): Promise<string[]> {
  const other = await otherAccount(account, world);
  if (other !== undefined) return [other];
  const failed: string[] = [];
  for (const stack of [...STACKS].reverse()) {
    // A run that ended early may not have come so far.
    const ready = await world.terraform(stack, ['init', '-input=false'], DESTROY_MS);
    const args = ['destroy', '-input=false', '-auto-approve'];
    if (ready !== 0 || (await world.terraform(stack, args, DESTROY_MS)) !== 0)
      failed.push(`${stack} could not be destroyed; run this again with --destroy`);
  }
  const tagged = ['--tag-filters', `Key=stowage:environment,Values=${SMOKE}`];
  const left = (await world.aws('resourcegroupstaggingapi', 'get-resources', '--region', region, ...tagged)) as {
    readonly ResourceTagMappingList?: readonly { readonly ResourceARN: string }[];
  };
  for (const { ResourceARN } of left.ResourceTagMappingList ?? []) world.say(`still listed: ${ResourceARN}`);
  return failed;
}

async function otherAccount(account: string, world: SmokeWorld): Promise<string | undefined> {
  const { Account } = (await world.aws('sts', 'get-caller-identity')) as { readonly Account?: string };
  return Account === account
    ? undefined
    : `the credentials are those of account ${Account}, and --account is ${account}`;
}

async function whyNot({ account, maxUsd, minutes }: SmokeOptions, world: SmokeWorld): Promise<string | undefined> {
  const other = await otherAccount(account, world);
  if (other !== undefined) return other;
  const { usdPerHour, unknown } = await world.synth();
  if (unknown.length > 0) return `nobody knows what these cost: ${unknown.join(', ')}`;
  // Being destroyed is paid for, too.
  const most = (usdPerHour * (minutes + DESTROY_MS / 60_000)) / 60;
  world.say(`costs ${most.toFixed(2)} US dollars at most, of ${maxUsd} that it may`);
  return most > maxUsd
    ? `it may cost ${most.toFixed(2)} US dollars, and --max-usd is ${maxUsd}; allow more, or fewer --minutes`
    : undefined;
}

type Check = (options: SmokeOptions, world: SmokeWorld) => Promise<boolean>;

const CHECKS: readonly (readonly [string, Check])[] = [
  [
    'the service runs as many replicas as it should',
    async ({ region }, world) => {
      const { services } = (await world.aws(
        'ecs',
        'describe-services',
        '--region',
        region,
        '--cluster',
        SMOKE,
        '--services',
        'hello-web',
      )) as { services?: readonly { runningCount: number; desiredCount: number }[] };
      return services?.[0] !== undefined && services[0].runningCount === services[0].desiredCount;
    },
  ],
  [
    'its log has what it says',
    async ({ region }, world) => {
      const { events } = (await world.aws(
        'logs',
        'filter-log-events',
        '--region',
        region,
        '--log-group-name',
        '/smoke/hello/web',
        '--limit',
        '1',
      )) as { events?: readonly unknown[] };
      return (events ?? []).length > 0;
    },
  ],
  [
    'what tells of failures runs, and may do what it does',
    async ({ region }, world) => {
      const { StatusCode, FunctionError } = (await world.aws(
        'lambda',
        'invoke',
        '--region',
        region,
        '--function-name',
        'smoke-failures',
        '--cli-binary-format',
        'raw-in-base64-out',
        '--payload',
        '{"detail-type":"Scheduled Event"}',
        '/dev/null',
      )) as { StatusCode?: number; FunctionError?: string };
      return StatusCode === 200 && FunctionError === undefined;
    },
  ],
  [
    'its alarms are quiet',
    async ({ region }, world) => {
      const { MetricAlarms } = (await world.aws(
        'cloudwatch',
        'describe-alarms',
        '--region',
        region,
        '--alarm-name-prefix',
        `${SMOKE}-`,
        '--state-value',
        'ALARM',
      )) as { MetricAlarms?: readonly unknown[] };
      return MetricAlarms !== undefined && MetricAlarms.length === 0;
    },
  ],
];

/** Whether something comes true while there is time; what cannot be asked is not true yet. */
async function settles(check: () => Promise<boolean>, world: SmokeWorld, deadline: number): Promise<boolean> {
  for (;;) {
    if (await check().catch(() => false)) return true;
    if (world.now() + LOOK_MS > deadline) return false;
    await world.pause(LOOK_MS);
  }
}

async function terraform(world: SmokeWorld, stack: string, args: readonly string[], deadline: number): Promise<void> {
  const left = deadline - world.now();
  if (left <= 0) throw new Error(`no time was left for terraform ${args[0]} of ${stack}`);
  const code = await world.terraform(stack, args, left);
  if (code !== 0) throw new Error(`terraform ${args[0]} of ${stack} ended with ${code}`);
}
