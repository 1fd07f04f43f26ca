import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deployCommand } from '../../../src/cli/deploy/deploy-command';
import { previewCommand } from '../../../src/cli/preview/preview-command';
import { type FakeTools, fakeTools } from '../../support/fake-tools';
import { type Made, plan } from '../preview/support/made-plan';

/** Terraform that plans what stands in `plan.json` of a stack, and notes what it applies. After an apply `later.json` of the others is what they plan. */
const TERRAFORM = `#!/bin/sh
dir=\${1#-chdir=}; command=$2; shift 2; stacks=$(dirname "$dir")
for last; do case $last in -out=*) out=\${last#-out=};; esac; done
case $command in
  plan) cp "$dir/plan.json" "$out";;
  show) cat "$last";;
  output) if [ -f "$dir/outputs" ]; then cat "$dir/outputs"; else echo '{}'; fi;;
  apply)
    if [ -f "$dir/refuses" ]; then echo 'Error: Saved plan is stale' >&2; exit 1; fi
    echo "$(basename "$dir")" >> "$stacks/applied"
    for later in "$stacks"/*/later.json; do
      if [ -f "$later" ]; then mv "$later" "$(dirname "$later")/plan.json"; fi
    done;;
esac
`;

const MADE_UP = 'subnet-0aaaa1111';
const foundation = plan([{ address: 'aws_vpc.v', after: { cidr_block: '10.0.0.0/16' } }], {
  output_changes: { contract: { actions: ['create'], after_unknown: true } },
});
const app = (subnet: string, more: Made[] = []) =>
  plan([{ address: 'aws_lb.l', after: { subnets: [subnet] } }, ...more]);

let dir: string;
let tools: FakeTools;
let said: string[];
const say = (line: string) => void said.push(line);
const out = () => join(dir, 'out');
const saved = () => join(dir, 'saved');

function file(name: string, content: unknown): void {
  const path = join(out(), name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
}

/** A foundation that was never applied, a system that reads it, and a stack that reads nobody. */
function synthesize(): void {
  const stack = (name: string, dependencies: string[] = []) => ({
    synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
    dependencies,
  });
  file('manifest.json', { stacks: { app: stack('app', ['base']), base: stack('base'), other: stack('other') } });
  const backend = (path: string) => ({ terraform: { backend: { local: { path } } } });
  const data = { terraform_remote_state: { S: { backend: 'local', config: { path: '/s/base' } } } };
  file('stacks/base/cdk.tf.json', backend('/s/base'));
  file('stacks/base/plan.json', foundation);
  file('stacks/app/cdk.tf.json', { ...backend('/s/app'), data });
  file('stacks/app/plan.json', app(MADE_UP));
  file('stacks/app/later.json', app('subnet-0real'));
  file('stacks/other/cdk.tf.json', backend('/s/other'));
  file('stacks/other/plan.json', plan([]));
  file('provisional.json', { base: { outputs: { contract: { subnet: MADE_UP } }, madeUp: [MADE_UP] } });
}

const preview = (...args: string[]) =>
  previewCommand(['--dir', out(), '--save', saved(), ...args], { out: () => {}, progress: say });
const deploy = () => deployCommand([saved(), '--dir', out()], say);
const applied = () => {
  const at = join(out(), 'stacks/applied');
  return existsSync(at) ? readFileSync(at, 'utf8').trim().split('\n') : [];
};

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-deploy-test-'));
  tools = fakeTools({ terraform: TERRAFORM });
  said = [];
  synthesize();
});

afterEach(() => {
  tools.remove();
  rmSync(dir, { recursive: true, force: true });
});

describe('stowage deploy', () => {
  it('applies what was reviewed: plan files as they are, and what reads something new after it was planned again', async () => {
    expect(await preview()).toBe(2);
    expect(readdirSync(saved()).sort()).toEqual(['base.tfplan', 'other.tfplan', 'review.json']);
    expect(statSync(saved()).mode & 0o077).toBe(0);
    expect(await deploy()).toBe(0);
    expect(applied()).toEqual(['base', 'app']);
    expect(said.filter((line) => line.startsWith('app: ')).slice(-4)).toEqual([
      'app: init',
      'app: plan',
      'app: show',
      'app: apply',
    ]);
    expect(said).toContain('other: nothing changes');
    expect(said.at(-1)).toBe('3 stacks are as they were reviewed');
  });

  it('never applies a plan that was made with made-up values, also where nobody planned what it reads', async () => {
    expect(await preview('--stack', 'app')).toBe(2);
    expect(readdirSync(saved())).toEqual(['review.json']);
    // Planned again, with what is there: here still what was made up.
    expect(await deploy()).toBe(0);
    expect(said.filter((line) => line.startsWith('app: ')).slice(-3)).toEqual(['app: plan', 'app: show', 'app: apply']);
  });

  it('applies nothing at all where a plan file is another than was reviewed', async () => {
    await preview();
    writeFileSync(join(saved(), 'other.tfplan'), JSON.stringify(plan([{ address: 'aws_ebs_volume.a', before: {} }])));
    expect(await deploy()).toBe(3);
    expect(applied()).toEqual([]);
    expect(said).toContain('other: aws_ebs_volume.a was not in what was reviewed');
    expect(said.at(-1)).toBe('other: NOT APPLIED, because that is not what was reviewed; preview it again');
  });

  it('stops where a stack that is planned again would do something else', async () => {
    await preview();
    file('stacks/app/later.json', app('subnet-0real', [{ address: 'aws_ebs_volume.a', before: {} }]));
    expect(await deploy()).toBe(3);
    expect(applied()).toEqual(['base']);
    expect(said).toContain('app: aws_ebs_volume.a was not in what was reviewed');
  });

  it('ends with what Terraform says where that refuses', async () => {
    await preview();
    file('stacks/base/refuses', '');
    await expect(deploy()).rejects.toThrow(/terraform apply of base\nfailed: Error: Saved plan is stale/);
    expect(applied()).toEqual([]);
  });

  it('has nothing to apply where anything must not be', async () => {
    file('stacks/other/plan.json', plan([{ address: 'aws_ebs_volume.a', before: {} }]));
    expect(await preview('--fail-on', 'data-loss')).toBe(3);
    expect(readdirSync(saved())).toEqual([]);
    expect(said.at(-1)).toBe(`NOT SAVED to ${saved()}: it must not be applied`);
    await expect(deploy()).rejects.toThrow(/review\.json cannot be read as JSON/);
  });

  it.each<[string[], RegExp]>([
    [['a', 'b'], /give the one directory/],
    [['--fast', 'a'], /--fast/],
    [['none'], /review\.json cannot be read as JSON: ENOENT/],
  ])('refuses %j', async (args, says) => {
    await expect(deployCommand(args, say)).rejects.toThrow(says);
  });

  it('explains itself', async () => {
    expect(await deployCommand(['--help'], say)).toBe(0);
    expect(said[0]).toMatch(/^stowage deploy <directory>.*Exits with\n {2}0 .*\n {2}3 .*\n {2}1 /s);
  });

  it('saves only plans that are made now', async () => {
    await expect(previewCommand(['x.json', '--save', 'y'], { out: () => {}, progress: say })).rejects.toThrow(
      /only plans that are made now can be saved/,
    );
  });
});
