import { type StdioOptions, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { mapValues } from '../../../src/spec/map-values';
import { type HostMountInput, hostMountSpec } from '../../../src/spec/training/host-mount';
import { hostMountPrograms } from '../../../src/training/host-mount-program';
import { hostHooks, hostPrelude, LINE, type StartPart, startParts, UNPACK } from '../../../src/training/host-start';

const SCRIPTS = resolve(__dirname, '../../../constructs/aws/host-scripts');
const AGENT = { spot: true, gpu: true };
const REGION = 'ap-southeast-1';

/** What hosts of a cluster have and mount. */
export interface HostSaid {
  readonly cluster?: string;
  readonly instanceStore?: boolean;
  readonly hostMounts?: Readonly<Record<string, HostMountInput>>;
  /** Directory below which it mounts. @default - the root */
  readonly root?: string;
}

/** Its programs, packed as Terraform does it. */
function packed(parts: readonly StartPart[]): string {
  const text = parts
    .map((part) => ('file' in part ? readFileSync(join(SCRIPTS, part.file), 'utf8') : part.text))
    .join('');
  const lines =
    gzipSync(text)
      .toString('base64')
      .match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return lines.join('\n');
}

/** A host's first start as one script. */
export function hostScript(
  hooks: readonly string[],
  { cluster = 'prod/gpu', instanceStore = false, hostMounts = {}, root = '' }: HostSaid = {},
): string {
  const spec = { hostMounts: mapValues(hostMounts, (mount) => hostMountSpec.parse(mount)) };
  const [, name = ''] = cluster.split('/');
  const parts = startParts(instanceStore, hostMountPrograms(name, spec, { account: '123456789012', region: REGION }));
  const below = parts.map((part) =>
    'text' in part ? { text: part.text.replace(/='\/stowage/, `='${root}/stowage`) } : part,
  );
  const prelude = hostPrelude({ cluster, region: REGION, instanceStore });
  return prelude + UNPACK[0] + packed(below) + UNPACK[1] + hostHooks(AGENT, hooks);
}

/** Programs of a host that only say what they were told; `aws` and `curl` say what a test wants. */
export function stubs(dir: string, answers: Readonly<Record<string, string>>) {
  const say = (name: string, answer: string) =>
    `#!/bin/bash\nprintf '%s\\n' "${name} $*" >>'${dir}/calls'\n${answer}\n`;
  const all = { systemctl: '', dnf: '', sleep: '', curl: 'echo i-0abc', aws: 'echo 0', ...answers };
  for (const [name, answer] of Object.entries(all)) {
    writeFileSync(join(dir, name), name === 'curl' ? `#!/bin/bash\n${answer}\n` : say(name, answer));
    chmodSync(join(dir, name), 0o755);
  }
}

/** The first start of a host, with a directory for /etc. */
export function firstStart(
  hooks: readonly string[],
  answers: Readonly<Record<string, string>> = {},
  said: Omit<HostSaid, 'root'> = {},
) {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-training-host-'));
  try {
    const units = join(dir, 'units');
    mkdirSync(units);
    stubs(dir, answers);
    const told = hooks.map((hook) => hook.replaceAll('CALLS', join(dir, 'calls')));
    const here = hostScript(told, { ...said, root: dir }).replaceAll('/etc/ecs/ecs.config', join(dir, 'ecs.config'));
    const env = {
      PATH: `${dir}:${process.env.PATH}`,
      UNITS: units,
      PROGRAMS: join(dir, 'programs'),
      HELD: join(dir, 'held'),
      WHY: join(dir, 'why'),
      CACHES: join(dir, 'cache'),
    };
    // With a socket to read from, Bash takes itself for a remote shell, and runs what its user has in files for these.
    const stdio: StdioOptions = ['ignore', 'pipe', 'pipe'];
    const { status, stderr, stdout } = spawnSync('bash', ['-c', here], {
      env,
      encoding: 'utf8',
      timeout: 20_000,
      stdio,
    });
    const read = (file: string) => (existsSync(join(dir, file)) ? readFileSync(join(dir, file), 'utf8') : '');
    return {
      status,
      output: stdout + stderr,
      calls: read('calls').trim().replaceAll(dir, '').split('\n'),
      config: read('ecs.config'),
      unit: read('units/stowage-credentials.service'),
      before: read('units/ecs.service.d/stowage-credentials.conf'),
      scratch: read('units/stowage-scratch.service'),
      program: read('programs/scratch'),
      agent: readdirSync(join(units, 'ecs.service.d')).sort(),
      held: existsSync(join(dir, 'held')),
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The event that a host sent, as EventBridge reads it. */
export function sent(calls: readonly string[]): { Source: string; DetailType: string; detail: Record<string, string> } {
  const call = calls.find((each) => each.startsWith('aws events put-events')) ?? '';
  const [entry] = JSON.parse(call.slice(call.indexOf('--entries ') + '--entries '.length)) as [
    { Source: string; DetailType: string; Detail: string },
  ];
  const { Detail, ...rest } = entry;
  return { ...rest, detail: JSON.parse(Detail) as Record<string, string> };
}
