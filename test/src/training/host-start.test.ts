import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { TRAINING_HOST_FILES, TRAINING_SCRATCH_FILES, USER_DATA_MAX_BYTES } from '../../../src/fleet/host-scripts';
import {
  checkHostStart,
  HOOK_BYTES,
  HOST_PROGRAM_BYTES,
  hostHooks,
  hostPrelude,
  LINE,
  UNPACK,
} from '../../../src/training/host-start';

const SCRIPTS = resolve(__dirname, '../../../constructs/aws/host-scripts');
const AGENT = { spot: true, gpu: true };

/** Its programs, packed as Terraform does it. */
function packed(files: readonly string[]): string {
  const text = files.map((file) => readFileSync(join(SCRIPTS, file), 'utf8')).join('');
  const lines =
    gzipSync(text)
      .toString('base64')
      .match(new RegExp(`.{1,${LINE}}`, 'g')) ?? [];
  return lines.join('\n');
}

/** A host's first start as one script. */
function script(hooks: readonly string[], { cluster = 'prod/gpu', instanceStore = false } = {}): string {
  const files = [...TRAINING_HOST_FILES, ...(instanceStore ? TRAINING_SCRATCH_FILES : [])];
  const prelude = hostPrelude({ cluster, region: 'ap-southeast-1', instanceStore });
  return prelude + UNPACK[0] + packed(files) + UNPACK[1] + hostHooks(AGENT, hooks);
}

/** Programs of a host that only say what they were told; `aws` and `curl` say what a test wants. */
function stubs(dir: string, answers: Readonly<Record<string, string>>) {
  const say = (name: string, answer: string) =>
    `#!/bin/bash\nprintf '%s\\n' "${name} $*" >>'${dir}/calls'\n${answer}\n`;
  const all = { systemctl: '', dnf: '', sleep: '', curl: 'echo i-0abc', aws: 'echo 0', ...answers };
  for (const [name, answer] of Object.entries(all)) {
    writeFileSync(join(dir, name), name === 'curl' ? `#!/bin/bash\n${answer}\n` : say(name, answer));
    chmodSync(join(dir, name), 0o755);
  }
}

/** The first start of a host, with a directory for /etc. */
function firstStart(hooks: readonly string[], answers: Readonly<Record<string, string>> = {}, instanceStore = false) {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-training-host-'));
  try {
    const units = join(dir, 'units');
    mkdirSync(units);
    stubs(dir, answers);
    const told = hooks.map((hook) => hook.replaceAll('CALLS', join(dir, 'calls')));
    const here = script(told, { instanceStore }).replaceAll('/etc/ecs/ecs.config', join(dir, 'ecs.config'));
    const env = {
      PATH: `${dir}:${process.env.PATH}`,
      UNITS: units,
      PROGRAMS: join(dir, 'programs'),
      HELD: join(dir, 'held'),
    };
    const { status, stderr, stdout } = spawnSync('bash', ['-c', here], { env, encoding: 'utf8', timeout: 20_000 });
    const read = (file: string) => (existsSync(join(dir, file)) ? readFileSync(join(dir, file), 'utf8') : '');
    return {
      status,
      output: stdout + stderr,
      calls: read('calls').trim().split('\n'),
      config: read('ecs.config'),
      unit: read('units/stowage-credentials.service'),
      before: read('units/ecs.service.d/stowage-credentials.conf'),
      scratch: read('units/stowage-scratch.service'),
      program: read('programs/scratch'),
      held: existsSync(join(dir, 'held')),
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** The event that a host sent, as EventBridge reads it. */
function sent(calls: readonly string[]): { Source: string; DetailType: string; detail: Record<string, string> } {
  const call = calls.find((each) => each.startsWith('aws events put-events')) ?? '';
  const [entry] = JSON.parse(call.slice(call.indexOf('--entries ') + '--entries '.length)) as [
    { Source: string; DetailType: string; Detail: string },
  ];
  const { Detail, ...rest } = entry;
  return { ...rest, detail: JSON.parse(Detail) as Record<string, string> };
}

describe('the first start of a training host', () => {
  const GUARD = 'systemctl enable --now stowage-credentials.service';
  const JOBS = ['systemctl unmask ecs', 'systemctl start --no-block ecs'];

  it('takes no job before its credentials are kept and every hook has run, in order', () => {
    const { status, calls } = firstStart(['echo first >>CALLS', 'echo second >>CALLS']);
    expect(status).toBe(0);
    expect(calls).toEqual(['systemctl mask ecs', 'systemctl daemon-reload', GUARD, 'first', 'second', ...JOBS]);
  });

  it('takes none where a hook fails, does not run the next, says why, and ends itself', () => {
    const { status, calls, output } = firstStart(['echo \'no "driver": \\ 5%\' >&2; exit 7', 'echo second >>CALLS']);
    expect(status).not.toBe(0);
    expect(calls.filter((call) => call === 'second' || JOBS.includes(call))).toEqual([]);
    expect(sent(calls)).toEqual({
      Source: 'stowage.training',
      DetailType: 'Training Host Failed',
      detail: {
        cluster: 'prod/gpu',
        host: 'i-0abc',
        reason: 'onHostStart 1 ended with 7: no  driver :   5 ',
      },
    });
    expect(calls.at(-1)).toBe('systemctl poweroff');
    expect(output).toContain('no "driver": \\ 5%');
  });

  it('ends itself as well where its credentials cannot be kept', () => {
    const { calls } = firstStart(['echo first >>CALLS'], {
      systemctl: 'if [[ $* == *stowage-credentials* ]]; then exit 3; fi',
    });
    expect(calls).not.toContain('first');
    expect(sent(calls).detail.reason).toContain('ended with 3');
    expect(calls.at(-1)).toBe('systemctl poweroff');
  });

  it('tries again where EventBridge takes nothing, and ends itself whoever was told', () => {
    const { calls, output } = firstStart(['false'], { aws: 'echo 1' });
    expect(calls.filter((call) => call.startsWith('aws events put-events')).length).toBeGreaterThan(5);
    expect(output).toContain('nobody could be told');
    expect(calls.at(-1)).toBe('systemctl poweroff');
  });

  it('waits for no program that a hook leaves running, and gives hooks nothing to read', () => {
    const { status, calls } = firstStart(['/bin/sleep 5 &\ncat >>CALLS', 'echo second >>CALLS']);
    expect(status).toBe(0);
    expect(calls.slice(-3)).toEqual(['second', ...JOBS]);
  });

  it('lets root alone ask for its credentials, and starts neither Docker nor the agent without that', () => {
    const { unit, before } = firstStart([]);
    expect(unit).toContain('--destination 169.254.169.254 --match owner ! --uid-owner 0 --jump REJECT');
    expect(unit).toContain('Before=docker.service ecs.service');
    expect(before).toContain('Requires=stowage-credentials.service');
  });

  it('has its scratch space mounted before any hook runs, and takes no job for that', () => {
    const { status, calls, scratch, held } = firstStart(['echo first >>CALLS'], {}, true);
    expect(status).toBe(0);
    const mounted = calls.indexOf('systemctl start stowage-scratch.service');
    expect(mounted).toBeGreaterThan(calls.indexOf(GUARD));
    expect(calls.slice(mounted)).toEqual(['systemctl start stowage-scratch.service', 'first', ...JOBS]);
    expect(scratch).toContain('Before=docker.service ecs.service');
    expect(held).toBe(false);
  });

  it('starts the agent by the program of its scratch space only where nothing else is to be done', () => {
    const boot = (held: boolean) => {
      const dir = mkdtempSync(join(tmpdir(), 'stowage-boot-'));
      try {
        stubs(dir, {});
        if (held) writeFileSync(join(dir, 'held'), '');
        const { program } = firstStart([], {}, true);
        const mounts = `boot_scratch() { :; }\n${program.slice(program.lastIndexOf('run "$1"'))}`;
        const text = program.slice(0, program.lastIndexOf('run "$1"')) + mounts;
        const env = { PATH: `${dir}:${process.env.PATH}`, HELD: join(dir, 'held') };
        expect(spawnSync('bash', ['-c', text, 'program', 'boot'], { env, encoding: 'utf8' }).status).toBe(0);
        return readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n');
      } finally {
        rmSync(dir, { recursive: true });
      }
    };
    expect(boot(true)).toEqual(['systemctl mask ecs']);
    expect(boot(false)).toEqual(['systemctl mask ecs', ...JOBS]);
  });

  it('ends itself where it gets no scratch space', () => {
    const { calls } = firstStart(
      ['echo first >>CALLS'],
      { systemctl: 'if [[ $* == "start stowage-scratch.service" ]]; then exit 1; fi' },
      true,
    );
    expect(calls).not.toContain('first');
    expect(sent(calls).detail.reason).toContain('ended with 1');
    expect(calls.filter((call) => JOBS.includes(call))).toEqual([]);
    expect(calls.at(-1)).toBe('systemctl poweroff');
  });

  it('leaves its cluster to Batch', () => {
    const { config } = firstStart([]);
    expect(config).not.toContain('ECS_CLUSTER');
    expect(config).toMatch(/^ECS_RESERVED_MEMORY=\d+$/m);
    expect(config).toContain('ECS_ENABLE_GPU_SUPPORT=true');
  });
});

describe('what hosts run at their start', () => {
  const refused = (onHostStart: string[]) => checkHostStart({ onHostStart });
  const longest = (count: number) => {
    const [{ fix = '' } = {}] = refused(Array.from({ length: count }, () => 'x'.repeat(9000)));
    return Number(/at (\d+) bytes/.exec(fix)?.[1]);
  };

  it('fits beside what every host needs and what Batch adds, with a name as long as they get', () => {
    // The parts of an archive have lines around them.
    const longest = { cluster: `${'e'.repeat(32)}/${'c'.repeat(32)}`, instanceStore: true };
    const needed = Buffer.byteLength(script([], longest)) + 300;
    expect(needed).toBeLessThanOrEqual(HOST_PROGRAM_BYTES);
    expect(HOST_PROGRAM_BYTES + HOOK_BYTES + 1024).toBe(USER_DATA_MAX_BYTES);
  });

  it('is taken as long as the refusal says, whatever the scripts are, and not much longer', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4000), { minLength: 1, maxLength: 40 }), (parts) => {
        const most = longest(parts.length);
        const sum = parts.reduce((a, b) => a + b, 0) || 1;
        const share = parts.map((part) => 'x'.repeat(Math.max(1, Math.floor((part * (most - parts.length)) / sum))));
        expect(refused(share)).toEqual([]);
      }),
    );
    const most = longest(1);
    expect(refused(['x'.repeat(most)])).toEqual([]);
    expect(refused(['x'.repeat(most + 6)])).toMatchObject([{ code: 'HostStartTooLong', field: 'onHostStart' }]);
  });

  it('is counted in bytes, and not in characters', () => {
    const most = longest(1);
    expect(refused(['é'.repeat(most / 2 - 1)])).toEqual([]);
    expect(refused(['é'.repeat(most - 10)])).toHaveLength(1);
  });
});
