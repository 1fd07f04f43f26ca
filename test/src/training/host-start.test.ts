import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { KEEP_CREDENTIALS } from '../../../src/fleet/host-scripts';
import { hostHooks, hostSettings } from '../../../src/training/host-start';

const SCRIPTS = resolve(__dirname, '../../../constructs/aws/host-scripts');

/** The first start of a host, with a directory for /etc and a systemd that only says what it was told. */
function firstStart(hooks: readonly string[]) {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-training-host-'));
  try {
    const units = join(dir, 'units');
    mkdirSync(units);
    writeFileSync(join(dir, 'systemctl'), `#!/bin/bash\necho "systemctl $*" >>'${dir}/calls'\n`);
    chmodSync(join(dir, 'systemctl'), 0o755);
    const parts = [
      hostSettings({ spot: true, gpu: true }),
      readFileSync(join(SCRIPTS, KEEP_CREDENTIALS), 'utf8'),
      hostHooks(hooks.map((hook) => hook.replaceAll('CALLS', join(dir, 'calls')))),
    ];
    const script = parts.join('').replaceAll('/etc/ecs/ecs.config', join(dir, 'ecs.config'));
    const env = { PATH: `${dir}:${process.env.PATH}`, UNITS: units };
    const { status } = spawnSync('bash', ['-c', script], { env, encoding: 'utf8' });
    const read = (file: string) => (existsSync(join(dir, file)) ? readFileSync(join(dir, file), 'utf8') : '');
    return {
      status,
      calls: read('calls').trim().split('\n'),
      config: read('ecs.config'),
      unit: read('units/stowage-credentials.service'),
      before: read('units/ecs.service.d/stowage-credentials.conf'),
    };
  } finally {
    rmSync(dir, { recursive: true });
  }
}

describe('the first start of a training host', () => {
  const GUARD = 'systemctl enable --now stowage-credentials.service';

  it('takes no job before its credentials are kept and every hook has run, in order', () => {
    const { status, calls } = firstStart(['echo first >>CALLS', 'echo second >>CALLS']);
    expect(status).toBe(0);
    expect(calls).toEqual([
      'systemctl mask ecs',
      'systemctl daemon-reload',
      GUARD,
      'first',
      'second',
      'systemctl unmask ecs',
      'systemctl start --no-block ecs',
    ]);
  });

  it('takes none where a hook fails, and does not run the next', () => {
    const { status, calls } = firstStart(['false', 'echo second >>CALLS']);
    expect(status).not.toBe(0);
    expect(calls.slice(-1)).toEqual([GUARD]);
  });

  it('lets root alone ask for its credentials, and starts neither Docker nor the agent without that', () => {
    const { unit, before } = firstStart([]);
    expect(unit).toContain('--destination 169.254.169.254 --match owner ! --uid-owner 0 --jump REJECT');
    expect(unit).toContain('Before=docker.service ecs.service');
    expect(before).toContain('Requires=stowage-credentials.service');
  });

  it('leaves its cluster to Batch', () => {
    const { config } = firstStart([]);
    expect(config).not.toContain('ECS_CLUSTER');
    expect(config).toMatch(/^ECS_RESERVED_MEMORY=\d+$/m);
    expect(config).toContain('ECS_ENABLE_GPU_SUPPORT=true');
  });
});
