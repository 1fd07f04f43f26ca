import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { USER_DATA_MAX_BYTES } from '../../../src/fleet/host-scripts';
import { mapValues } from '../../../src/spec/map-values';
import { type HostMountInput, hostMountSpec } from '../../../src/spec/training/host-mount';
import { checkHostStart, HOOK_BYTES, HOST_PROGRAM_BYTES } from '../../../src/training/host-start';
import { firstStart, hostScript, sent, stubs } from '../../support/builders/training-host';

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
    expect(sent(calls).detail.reason).toBe(`'${GUARD}' ended with 3`);
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
    const { status, calls, scratch, held } = firstStart(['echo first >>CALLS'], {}, { instanceStore: true });
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
        const { program } = firstStart([], {}, { instanceStore: true });
        const mounts = `boot_scratch() { :; }\n${program.slice(program.lastIndexOf('run "$1"'))}`;
        const text = program.slice(0, program.lastIndexOf('run "$1"')) + mounts;
        const env = { PATH: `${dir}:${process.env.PATH}`, HELD: join(dir, 'held') };
        expect(spawnSync('bash', ['-c', text, 'program', 'boot'], { env, stdio: 'ignore' }).status).toBe(0);
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
      { instanceStore: true },
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
  const refused = (onHostStart: string[], hostMounts: Record<string, HostMountInput> = {}) =>
    checkHostStart({ onHostStart, hostMounts: mapValues(hostMounts, (mount) => hostMountSpec.parse(mount)) });
  const longest = (count: number) => {
    const [{ fix = '' } = {}] = refused(Array.from({ length: count }, () => 'x'.repeat(9000)));
    return Number(/at (\d+) bytes/.exec(fix)?.[1]);
  };

  it('fits beside what every host needs and what Batch adds, with a name as long as they get', () => {
    // The parts of an archive have lines around them.
    const longest = { cluster: `${'e'.repeat(32)}/${'c'.repeat(32)}`, instanceStore: true };
    const needed = Buffer.byteLength(hostScript([], longest)) + 300;
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

  it('has less room beside what hosts mount, which fits wherever it is not refused', () => {
    const word = (max: number) => fc.stringMatching(new RegExp(`^[a-z][a-z0-9]{2,${max}}$`));
    const mount = fc.oneof(
      fc.record({ kind: fc.constant('s3' as const), bucket: word(60), prefix: word(400).map((key) => `${key}/`) }),
      fc.record({
        kind: fc.constant('lustre' as const),
        dnsName: word(16).map((id) => `fs-${id}.fsx.ap-southeast-1.amazonaws.com`),
        mountName: word(7),
        securityGroupId: word(16),
        zone: fc.constant('ap-southeast-1a'),
      }),
    );
    const mounts = fc.dictionary(word(31), mount, { minKeys: 1, maxKeys: 30, noNullPrototype: true });
    let taken = 0;
    fc.assert(
      fc.property(mounts, fc.nat(4000), (hostMounts, bytes) => {
        const hooks = ['x'.repeat(bytes)];
        if (refused(hooks, hostMounts).length > 0) return;
        taken += 1;
        const said = { cluster: `${'e'.repeat(32)}/${'c'.repeat(32)}`, instanceStore: true, hostMounts };
        expect(Buffer.byteLength(hostScript(hooks, said)) + 300 + 1024).toBeLessThanOrEqual(USER_DATA_MAX_BYTES);
      }),
    );
    expect(taken).toBeGreaterThan(10);
  });

  it('is counted in bytes, and not in characters', () => {
    const most = longest(1);
    expect(refused(['é'.repeat(most / 2 - 1)])).toEqual([]);
    expect(refused(['é'.repeat(most - 10)])).toHaveLength(1);
  });
});
