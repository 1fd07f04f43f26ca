import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type FakeTools, fakeTools } from './fake-tools';
import { Terraform } from './terraform';

/** Says its arguments, or does what the environment asks for. */
const FAKE = `#!/bin/sh
[ -n "$FAKE_SLEEP" ] && sleep "$FAKE_SLEEP"
[ -n "$FAKE_ERROR" ] && { echo "Error: $FAKE_ERROR" >&2; exit 1; }
case "$1" in
  version) echo '{"provider_selections":{"aws":"1.0"}}' ;;
  providers) echo '{"provider_schemas":{"aws":{}}}' ;;
  show) echo "{\\"said\\":\\"$*\\"}" ;;
  *) echo "$*" ;;
esac
exit "\${FAKE_CODE:-0}"
`;

describe('Terraform', () => {
  let tools: FakeTools;
  let dir: string;
  const before = { ...process.env };
  beforeEach(() => {
    tools = fakeTools({ terraform: FAKE });
    dir = mkdtempSync(join(tmpdir(), 'stowage-terraform-'));
    delete process.env.TF_PLUGIN_DIR;
  });
  afterEach(() => {
    tools.remove();
    rmSync(dir, { recursive: true, force: true });
    for (const name of ['FAKE_SLEEP', 'FAKE_ERROR', 'FAKE_CODE']) delete process.env[name];
    if (before.TF_PLUGIN_DIR !== undefined) process.env.TF_PLUGIN_DIR = before.TF_PLUGIN_DIR;
  });

  test('never asks, never colours, and waits for a lock', async () => {
    const terraform = new Terraform(dir);
    const unattended = '-input=false -no-color -lock-timeout=30s';
    expect(await terraform.apply()).toBe(`apply ${unattended} -auto-approve\n`);
    expect(await terraform.apply('p')).toBe(`apply ${unattended} -auto-approve p\n`);
    expect(await terraform.destroy()).toBe(`destroy ${unattended} -auto-approve\n`);
    const planned = await terraform.plan({ destroy: true, out: 'p' });
    expect(planned.text).toBe(`plan ${unattended} -detailed-exitcode -destroy -out=p\n`);
    expect((await terraform.plan({ lockSeconds: 0 })).text).toContain('-lock-timeout=0s');
    expect(await terraform.graph({ type: 'plan-destroy' })).toBe('graph -type=plan-destroy\n');
    expect(await terraform.graph({ planFile: 'p' })).toBe('graph -plan=p\n');
    expect(await terraform.showJson('p')).toEqual({ said: 'show -no-color -json p' });
    expect(await terraform.providerVersions()).toEqual({ aws: '1.0' });
    expect(await terraform.providersSchema()).toEqual({ aws: {} });
  });

  test('tells a plan that changes nothing from one that does', async () => {
    const terraform = new Terraform(dir);
    expect((await terraform.plan()).changed).toBe(false);
    process.env.FAKE_CODE = '2';
    expect((await terraform.plan()).changed).toBe(true);
    await expect(terraform.apply()).rejects.toThrow(/terraform apply .* exited 2/);
  });

  test('installs from the mirror when one is named', async () => {
    process.env.FAKE_ERROR = 'said';
    process.env.TF_PLUGIN_DIR = '/mirror';
    const script = '#!/bin/sh\necho "$*" >&2; exit 1\n';
    const saying = fakeTools({ terraform: script });
    await expect(new Terraform(dir).init()).rejects.toThrow('init -input=false -no-color -plugin-dir=/mirror');
    const moved = 'init -input=false -no-color -migrate-state -force-copy -plugin-dir=/mirror';
    await expect(new Terraform(dir).init({ migrate: true })).rejects.toThrow(moved);
    delete process.env.TF_PLUGIN_DIR;
    await expect(new Terraform(dir).init()).rejects.toThrow(/init -input=false -no-color$/);
    saying.remove();
  });

  test('fails with the command, the place and the last lines of what Terraform said', async () => {
    process.env.FAKE_ERROR = 'Invalid reference';
    await expect(new Terraform(dir).validate()).rejects.toThrow(
      `terraform validate in ${dir} exited 1:\nError: Invalid reference`,
    );
  });

  test('ends a command that takes longer than its limit', async () => {
    process.env.FAKE_SLEEP = '30';
    const started = Date.now();
    await expect(new Terraform(dir, 0.1 / 60).apply()).rejects.toThrow(/terraform apply .* was stopped after/);
    expect(Date.now() - started).toBeLessThan(5_000);
  });
});
