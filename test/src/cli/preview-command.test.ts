import { spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { previewCommand } from '../../../src/cli/preview/preview-command';
import { type FakeTools, fakeTools } from '../../support/fake-tools';
import { plan } from '../preview/support/made-plan';
import { recorded } from '../preview/support/recorded';

/**
 * Terraform that plans what stands in `plan.json` of the stack, and says on standard error what would spoil JSON. `fails` is what it says
 * instead of planning; with a `plan.json` beside it the plan is written all the same. Each command is a line of `calls`, with how many ran.
 */
const TERRAFORM = `#!/bin/sh
dir=\${1#-chdir=}; command=$2; shift 2; name=$(basename "$dir"); root=$FAKE_TERRAFORM; now=$root/now
for last; do case $last in -out=*) out=\${last#-out=};; esac; done
mkdir -p "$now"; : > "$now/$$"
echo 'Warning: something to spoil JSON with' >&2
# Until as many run as a test asks for, and not for ever.
if [ "$command" = plan ] && [ -n "$FAKE_AT_ONCE" ]; then
  tries=0
  while [ "$(ls "$now" | wc -l)" -lt "$FAKE_AT_ONCE" ] && [ $tries -lt 250 ]; do sleep 0.02; tries=$((tries + 1)); done
  sleep 0.1
fi
echo "$(basename "$0") $name $command $(ls "$now" | wc -l | tr -d ' ') $*" >> "$root/calls"
code=0
case $command in
  plan)
    override=$dir/stowage_provisional_override.tf.json
    if [ -f "$override" ]; then cp "$override" "$root/$name.override"; cat "$(sed 's/.*"path":"\\([^"]*\\)".*/\\1/' "$override")" > "$root/$name.state"; fi
    if [ -f "$dir/plan.json" ]; then cp "$dir/plan.json" "$out"; fi
    if [ -f "$dir/fails" ]; then cat "$dir/fails" >&2; code=1; fi;;
  output) if [ -f "$dir/outputs" ]; then cat "$dir/outputs"; else echo '{}'; fi;;
  show) if [ -f "$last" ]; then cat "$last"; else code=1; fi;;
esac
rm "$now/$$"
exit $code
`;

const quiet = plan([{ address: 'aws_lb.a', actions: ['no-op'], before: {}, after: {} }]);
const gone = plan([{ address: 'aws_ebs_volume.models', before: { size: 5 } }]);
const made = plan([{ address: 'aws_sns_topic.news', after: { name: 'news' } }]);

let dir: string;
let tools: FakeTools;
let out: string;
let progress: string[];
const streams = {
  out: (text: string) => {
    out += text;
  },
  progress: (line: string) => void progress.push(line),
};
const stowage = (...args: string[]) => previewCommand(args, streams);

function file(name: string, content: unknown): string {
  const path = join(dir, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** A directory that an app was synthesized to: stack -> what Terraform plans there, and what it says when it fails. */
function synthesized(stacks: Record<string, { plan?: unknown; fails?: string; dependencies?: string[] }>): string {
  const manifest: Record<string, unknown> = {};
  for (const [name, { plan, fails, dependencies = [] }] of Object.entries(stacks)) {
    const resource = { aws_ebs_volume: { models: { '//': { metadata: { path: `${name}/Models/Volume` } } } } };
    file(`out/stacks/${name}/cdk.tf.json`, { resource });
    if (plan !== undefined) file(`out/stacks/${name}/plan.json`, plan);
    if (fails !== undefined) file(`out/stacks/${name}/fails`, fails);
    manifest[name] = { synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies };
  }
  file('out/manifest.json', { stacks: manifest });
  return join(dir, 'out');
}

const calls = () => readFileSync(join(dir, 'calls'), 'utf8').trim().split('\n');

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-cli-preview-'));
  tools = fakeTools({ terraform: TERRAFORM, tofu: TERRAFORM });
  process.env.FAKE_TERRAFORM = dir;
  delete process.env.TERRAFORM_BINARY_NAME;
  out = '';
  progress = [];
});

afterEach(() => {
  tools.remove();
  for (const name of ['FAKE_TERRAFORM', 'FAKE_AT_ONCE', 'TERRAFORM_BINARY_NAME']) delete process.env[name];
  rmSync(dir, { recursive: true, force: true });
});

describe('stowage preview of files', () => {
  it('exits with 0 where nothing changes, with 2 where something does, with 3 where it must not', async () => {
    expect(await stowage(file('a.json', quiet))).toBe(0);
    expect(out).toBe('Plan preview: no changes in 1 stack\n');
    expect(await stowage(file('b.json', made))).toBe(2);
    expect(await stowage(file('c.json', gone))).toBe(2);
    expect(await stowage(file('c.json', gone), '--fail-on', 'exposure')).toBe(2);
    expect(await stowage(file('c.json', gone), '--fail-on', 'exposure,data-loss')).toBe(3);
    expect(await stowage(file('c.json', gone), '--fail-on=exposure', '--fail-on=data-loss')).toBe(3);
  });

  it('shows the end of a volume at the top', async () => {
    await stowage(file('a.json', made), file('data.json', gone), '--fail-on', 'data-loss', '--format', 'markdown');
    expect(out.split('\n').slice(0, 12)).toEqual([
      '## Plan preview: blocked; data-loss (1)',
      '',
      '1 destroyed, 1 created, in 2 of 2 stacks. Cost: unknown.',
      '',
      '**Must not be applied:**',
      '',
      '- `data-loss is not allowed here`',
      '',
      '### Risks',
      '',
      '| risk | what happens | to | because |',
      '| --- | --- | --- | --- |',
    ]);
    expect(out).toContain('| **data-loss** | block storage is destroyed | `aws_ebs_volume.models` in `data` |');
  });

  it('refuses the end of a volume that the real provider planned, and says so before all else', async () => {
    const of = file('keep-notes-data.json', recorded('destroy').plan);
    expect(await stowage(of, '--fail-on', 'data-loss', '--format', 'markdown')).toBe(3);
    const [head, , , , , , first] = out.split('\n');
    expect([head, first]).toEqual(['## Plan preview: blocked; data-loss (1)', '- `data-loss is not allowed here`']);
    expect(out.indexOf('| **data-loss** | block storage, which is protected, is destroyed')).toBeLessThan(900);
  });

  it('writes into a file what it is asked for, and then nothing else', async () => {
    const to = join(dir, 'deep/er/preview.json');
    expect(await stowage(file('a.json', gone), '--format', 'json', '--out', to)).toBe(2);
    expect(out).toBe('');
    expect(JSON.parse(readFileSync(to, 'utf8'))).toMatchObject({
      schema: 'stowage.preview/1',
      verdict: { worst: 'data-loss', risks: { 'data-loss': 1 } },
      stacks: [{ stack: 'a', changes: [{ address: 'aws_ebs_volume.models', action: 'delete' }] }],
    });
  });

  it('writes several files from one run, each in the form that its ending says', async () => {
    const at = (name: string) => join(dir, name);
    const read = (name: string) => readFileSync(at(name), 'utf8');
    const files = ['p.md', 'p.json', 'p.sarif', 'p.txt', 'p'].flatMap((name) => ['--out', at(name)]);
    expect(await stowage(file('a.json', gone), ...files, '--format', 'markdown')).toBe(2);
    expect(out).toBe('');
    expect(read('p.md')).toMatch(/^## Plan preview/);
    expect(read('p')).toBe(read('p.md'));
    expect(read('p.txt')).toMatch(/^Plan preview/);
    expect(JSON.parse(read('p.json')).schema).toBe('stowage.preview/1');
    expect(JSON.parse(read('p.sarif')).version).toBe('2.1.0');
  });

  it('prints the schema of its JSON', async () => {
    expect(await stowage('--schema')).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ type: 'object', properties: { schema: { const: 'stowage.preview/1' } } });
  });

  it('ends with 1 where a plan failed, whatever else there is', async () => {
    expect(await stowage(file('a.json', { ...gone, errored: true }), '--fail-on', 'data-loss')).toBe(1);
  });

  it.each<[string, () => string[], RegExp]>([
    ['an option that there is not', () => ['--fast'], /--fast/],
    ['a risk that there is not', () => ['x', '--fail-on', 'fire'], /no risk 'fire'; there are data-loss, /],
    [
      'a format that there is not',
      () => ['x', '--format', 'toString'],
      /no format 'toString'; there are terminal, markdown, json, sarif, html/,
    ],
    ['files and a directory', () => ['x', '--dir', 'y'], /not both/],
    ['a file that is not there', () => [join(dir, 'none')], /none cannot be read as JSON: ENOENT/],
    [
      'half a plan',
      () => [file('half', JSON.stringify(gone).slice(0, -40))],
      /half cannot be read as JSON: it ends after \d+ characters/,
    ],
    ['an empty file', () => [file('empty', '')], /it is empty/],
    [
      'the plan file itself',
      () => [file('p', 'PK\u0003 the-secret')],
      /p cannot be read as JSON: it is something else$/,
    ],
    ['a state', () => [file('s.json', { version: 4, lineage: 'x' })], /\[NotAPlan\]/],
    ['a plan of a later format', () => [file('l.json', { ...gone, format_version: '2.0' })], /\[PlanFormat\]/],
    ['a directory where nothing was synthesized', () => ['--dir', dir], /\[NoManifest\]/],
    ['an app without stacks', () => ['--dir', synthesized({})], /\[NoStacks\]/],
    [
      'a stack that there is not',
      () => ['--dir', synthesized({ a: {} }), '--stack', 'b'],
      /has no 'b'; use one of a \[UnknownStack\]/,
    ],
    [
      'a place that cannot be written',
      () => [file('a.json', quiet), '--out', join(file('plain', ''), 'x')],
      /cannot be written/,
    ],
  ])('refuses %s', async (_, args, says) => {
    await expect(stowage(...args())).rejects.toThrow(says);
  });

  it('refuses a manifest that names files which are not there', async () => {
    const at = synthesized({ a: { plan: quiet }, b: { plan: quiet } });
    rmSync(join(at, 'stacks/b/cdk.tf.json'));
    await expect(stowage('--dir', at)).rejects.toThrow(
      /stacks\.b names stacks\/b\/cdk\.tf\.json, which is not there; .* \[MissingStack\]/,
    );
  });
});

describe('stowage preview of a directory', () => {
  it('plans each stack, as many at once as there are cores, and keeps standard error apart from the plan', async () => {
    const at = synthesized({ app: { plan: made, dependencies: ['data'] }, data: { plan: gone }, net: { plan: quiet } });
    process.env.FAKE_AT_ONCE = String(Math.min(3, availableParallelism()));
    expect(await stowage('--dir', at, '--format', 'json')).toBe(2);
    const { stacks } = JSON.parse(out) as { stacks: { stack: string; changes: { construct?: string }[] }[] };
    expect(stacks.map(({ stack }) => stack)).toEqual(['data', 'app', 'net']);
    expect(stacks[0]?.changes[0]?.construct).toBe('data/Models/Volume');
    const plans = calls().filter((call) => call.includes(' plan '));
    expect(plans).toHaveLength(3);
    for (const call of plans) expect(call).toMatch(/^terraform \w+ plan \d+ -input=false -no-color -lock=false -out=/);
    const most = Math.max(...calls().map((call) => Number(call.split(' ')[3])));
    expect(most).toBe(Math.min(3, availableParallelism()));
    expect(progress.filter((line) => /^data: /.test(line))).toEqual([
      'data: init',
      'data: plan',
      'data: show',
      expect.stringMatching(/^data: planned after \d+ s$/),
    ]);
  });

  it('plans only the stacks that are asked for, with the Terraform that is asked for, and leaves no plan behind', async () => {
    process.env.TERRAFORM_BINARY_NAME = 'tofu';
    const before = readdirSync(tmpdir()).filter((name) => name.startsWith('stowage-preview-'));
    expect(await stowage('--dir', synthesized({ a: { plan: quiet }, b: { plan: gone } }), '--stack', 'a')).toBe(0);
    expect(calls().map((call) => call.split(' ').slice(0, 3).join(' '))).toEqual([
      'tofu a init',
      'tofu a plan',
      'tofu a show',
    ]);
    expect(readdirSync(tmpdir()).filter((name) => name.startsWith('stowage-preview-'))).toEqual(before);
  });

  it('shows what Terraform says of a stack that it cannot plan, beside the others, and ends with 1', async () => {
    const at = synthesized({
      a: { fails: 'Error: no such thing @octocat' },
      b: { plan: gone },
      c: { plan: { ...gone, errored: true }, fails: 'Error: prevent_destroy' },
    });
    expect(await stowage('--dir', at, '--format', 'markdown')).toBe(1);
    expect(out).toMatch(/^## Plan preview: a plan failed; data-loss \(2\)/);
    expect(out).toMatch(/\*\*The plan failed\*\* of `a`:\n\n```\nError: no such thing @octocat\n```/);
    expect(out).toContain('and cannot be applied: `c`');
    expect(out).toContain('Error: prevent_destroy');
    expect(progress).toContainEqual(expect.stringMatching(/^c: FAILED, but wrote a plan after/));
  });

  it('repeats no secret of what Terraform says', async () => {
    const secret = plan([
      { address: 'random_password.a', after: { result: 'hunter2-hunter2' }, hidden: { result: true } },
    ]);
    const at = synthesized({ a: { fails: 'Error: hunter2-hunter2 is refused' }, b: { plan: secret } });
    for (const format of ['markdown', 'terminal', 'json']) {
      out = '';
      await stowage('--dir', at, '--format', format);
      expect(out).toContain('(sensitive) is refused');
      expect(out).not.toContain('hunter2-hunter2');
    }
  });

  it('says so where there is no Terraform', async () => {
    process.env.TERRAFORM_BINARY_NAME = 'no-such-terraform';
    expect(await stowage('--dir', synthesized({ a: { plan: quiet } }))).toBe(1);
    expect(out).toMatch(/there is no 'no-such-terraform' on PATH; install Terraform/);
  });
});

describe('stowage preview of a stack that reads one which was never applied', () => {
  const state = (path: string) => ({ terraform: { backend: { local: { path } } } });
  const reads = (path: string) => ({ data: { terraform_remote_state: { S: { backend: 'local', config: { path } } } } });

  /** A foundation, what it would publish, and two stacks that read it. @param outputs what Terraform says that it has published */
  function chain(outputs: object): string {
    const planned = plan([{ address: 'aws_lb.a', after: { subnets: ['subnet-0aaaa1111', 'subnet-real'] } }]);
    const at = synthesized({
      app: { plan: planned, dependencies: ['base'] },
      base: { plan: made },
      other: { plan: quiet },
    });
    file('out/stacks/base/cdk.tf.json', { ...state('/s/base.tfstate') });
    file('out/stacks/base/outputs', outputs);
    file('out/stacks/app/cdk.tf.json', { ...state('/s/app.tfstate'), ...reads('/s/base.tfstate') });
    file('out/stacks/other/cdk.tf.json', { ...state('/s/other.tfstate'), ...reads('/s/elsewhere.tfstate') });
    const contract = { subnet: 'subnet-0aaaa1111', region: 'us-east-1' };
    file('out/provisional.json', { base: { outputs: { contract }, madeUp: ['subnet-0aaaa1111'] } });
    return at;
  }

  it('plans it with made-up values, and says of which stack and where they are', async () => {
    const at = chain({});
    expect(await stowage('--dir', at, '--format', 'json')).toBe(2);
    const { stacks } = JSON.parse(out) as { stacks: { stack: string; provisional: string[]; changes: unknown[] }[] };
    expect(stacks.map(({ stack, provisional }) => [stack, provisional])).toEqual([
      ['base', []],
      ['app', ['base']],
      ['other', []],
    ]);
    expect(JSON.stringify(stacks[1]?.changes)).toContain('subnet-0aaaa1111 (provisional)');
    expect(out).toContain('subnet-real');
    const { data } = JSON.parse(readFileSync(join(dir, 'app.override'), 'utf8'));
    expect(data.terraform_remote_state.S.backend).toBe('local');
    const state = JSON.parse(readFileSync(join(dir, 'app.state'), 'utf8'));
    expect(state.outputs.contract.value.subnet).toBe('subnet-0aaaa1111');
    expect(existsSync(join(dir, 'other.override'))).toBe(false);
    expect(readdirSync(join(at, 'stacks/app')).filter((name) => name.includes('override'))).toEqual([]);
    out = '';
    await stowage('--dir', at, '--format', 'markdown', '--stack', 'app');
    expect(out).toContain('**Provisional**: never applied yet: `base`. What `app` read of that is made up, marked');
    expect(out).toContain('| `app` (provisional) |');
  });

  it('plans it with what is there as soon as it is', async () => {
    const at = chain({ contract: { value: {} } });
    expect(await stowage('--dir', at, '--format', 'json')).toBe(2);
    expect(out).toContain('subnet-0aaaa1111');
    expect(existsSync(join(dir, 'app.override'))).toBe(false);
  });
});

describe('stowage preview --base', () => {
  it('tells how code differs, and calls no Terraform', async () => {
    const base = synthesized({ a: {}, old: {} });
    const from = join(dir, 'base');
    renameSync(base, from);
    const to = synthesized({ a: {}, b: { dependencies: ['a'] } });
    file('out/stacks/a/cdk.tf.json', { resource: { aws_ebs_volume: { models: { size: 5 } } } });
    expect(await stowage('--dir', to, '--base', from, '--format', 'json')).toBe(2);
    const { isCode, stacks } = JSON.parse(out) as {
      isCode: boolean;
      stacks: { stack: string; changes: { action: string; construct: string }[] }[];
    };
    expect(isCode).toBe(true);
    expect(stacks.map(({ stack, changes }) => [stack, changes[0]?.action, changes[0]?.construct])).toEqual([
      ['a', 'update', 'a/Models/Volume'],
      ['b', 'create', 'b/Models/Volume'],
      ['old', 'forget', 'old/Models/Volume'],
    ]);
    expect(await stowage('--dir', to, '--base', to)).toBe(0);
    expect(await stowage('--dir', to, '--base', from, '--stack', 'b', '--fail-on', 'cost')).toBe(3);
    expect(existsSync(join(dir, 'calls'))).toBe(false);
    await expect(stowage('--dir', to, '--base', join(dir, 'none'))).rejects.toThrow(/\[NoManifest\]/);
    await expect(stowage('x.json', '--base', from)).rejects.toThrow(/not both/);
  });
});

describe('stowage preview as the program it is', () => {
  const main = ['--import', 'tsx', join(__dirname, '../../../src/cli/main.ts'), 'preview'];

  it('reads standard input, and says what it does', () => {
    const run = spawnSync(process.execPath, [...main, '-', '--fail-on', 'data-loss'], {
      input: JSON.stringify(gone),
      encoding: 'utf8',
    });
    expect([run.status, run.stdout.split('\n')[0], run.stderr]).toEqual([
      3,
      'Plan preview: blocked; data-loss (1)',
      '',
    ]);
    const help = spawnSync(process.execPath, [...main, '--help'], { encoding: 'utf8' });
    expect(help.status).toBe(0);
    expect(help.stdout).toMatch(
      /^stowage preview \[<file>\.\.\.\] \[options\]\n.*Exits with\n {2}0 .*\n {2}2 .*\n {2}3 .*\n {2}1 /s,
    );
    expect(existsSync(join(dir, 'calls'))).toBe(false);
  }, 60_000);
});
