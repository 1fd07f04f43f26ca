import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArguments } from '../../src/cli/parse-arguments';
import { runTool } from '../../src/cli/run-tool';
import { explain } from '../../src/explain/explain';
import { resolveAll } from '../../src/rules/resolve-all';
import { resolveEnvironment } from '../../src/rules/resolve-environment';
import { buildApp } from '../../stacks/app';
import { destroySmoke, runSmoke, type SmokeWorld } from './run-smoke';
import { SMOKE, type SmokeOptions, smokeEnvironment, smokeSystem } from './smoke-spec';

const HELP = `npm run smoke:aws -- --account <12 digits> [options]

Builds a foundation and one service in a real account, looks whether they work, and destroys them. It needs Terraform, the AWS CLI and
credentials that may do all that. It makes nothing where its time at its highest price is above what it may cost.

  --account     the account; with credentials of another it ends
  --region      default us-east-1
  --zones       two or more, with commas; default the first two of the region by their letters
  --image       answers 200 on 8080 without root; default nginxinc/nginx-unprivileged:1.27-alpine
  --ami         name of an ECS-optimized AMI; default that of the examples
  --max-usd     most that it may cost, US dollars; default 2
  --minutes     after so many everything is destroyed; default 60
  --destroy     only destroys what a run that was killed has left

Exit codes: 0 all is well and nothing is left, 1 something failed or is left, 64 the command line`;

const OPTIONS = {
  account: { type: 'string', default: '' },
  region: { type: 'string', default: 'us-east-1' },
  zones: { type: 'string' },
  image: { type: 'string', default: 'nginxinc/nginx-unprivileged:1.27-alpine' },
  ami: { type: 'string', default: 'al2023-ami-ecs-hvm-2023.0.20251108-kernel-6.1-x86_64' },
  'max-usd': { type: 'string', default: '2' },
  minutes: { type: 'string', default: '60' },
  destroy: { type: 'boolean', default: false },
} as const;

const DIRECTORY = resolve('cdktf.out/smoke');

/** The world as it is, whose time is over when whoever runs it says so. */
function realWorld(options: SmokeOptions): SmokeWorld {
  let isOver = false;
  process.on('SIGINT', () => {
    isOver = true;
    console.error('ends what runs, and then destroys everything');
  });
  return {
    async synth() {
      mkdirSync(DIRECTORY, { recursive: true });
      const environment = smokeEnvironment(options);
      const systems = [smokeSystem(options)];
      buildApp(environment, { systems, environments: [SMOKE], lock: [], app: { outdir: DIRECTORY } }).synth();
      const resolved = resolveEnvironment(environment);
      const { cost } = explain(resolved, resolveAll(systems, resolved, [SMOKE], [], []));
      return cost.atMaximum;
    },
    terraform: (stack, args, withinMs) => runTerraform(join(DIRECTORY, 'stacks', stack), args, withinMs),
    aws: async (...args) => {
      const said = await runTool('aws', [...args, '--output', 'json'], {
        missing: 'install the AWS CLI, version 2',
        env: { AWS_PAGER: '' },
      });
      return JSON.parse(said);
    },
    now: () => (isOver ? Number.MAX_SAFE_INTEGER : Date.now()),
    pause: (ms) => pause(ms),
    say: (line) => console.log(line),
  };
}

/** Asked to end, Terraform finishes what it has begun and keeps its state. */
function runTerraform(cwd: string, args: readonly string[], withinMs: number): Promise<number> {
  const child = spawn(process.env.TERRAFORM_BINARY_NAME ?? 'terraform', [...args], { cwd, stdio: 'inherit' });
  const late = setTimeout(() => child.kill('SIGINT'), withinMs);
  return new Promise((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => {
      clearTimeout(late);
      done(code ?? 1);
    });
  });
}

async function main(): Promise<number> {
  const { values } = parseArguments(process.argv.slice(2), OPTIONS, HELP, { allowPositionals: false });
  const numbers = { maxUsd: Number(values['max-usd']), minutes: Number(values.minutes) };
  if (!/^\d{12}$/.test(values.account) || !Object.values(numbers).every((number) => number > 0)) {
    console.error(HELP);
    return 64;
  }
  const { account, region, image, ami: amiRelease } = values;
  const zones = values.zones?.split(',') ?? [`${region}a`, `${region}b`];
  const options = { account, region, zones, image, amiRelease, directory: DIRECTORY, ...numbers };
  const world = realWorld(options);
  const failed = await (values.destroy ? destroySmoke(options, world) : runSmoke(options, world));
  for (const line of failed) console.error(`FAILED: ${line}`);
  if (failed.length === 0) console.log('all is well, and nothing is left');
  return failed.length === 0 ? 0 : 1;
}

main().then(
  (code) => process.exit(code),
  (error: Error) => {
    console.error(error.message);
    process.exit(1);
  },
);
