import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { codeCommand } from '../../../src/cli/code/code-command';
import { planPreviewWorkflow } from '../../../src/cli/preview/workflow';
import { fakeTools } from '../../support/fake-tools';

let dir: string;
let said: string[];

function file(name: string, content: unknown): void {
  const path = join(dir, name);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
}

function check(stack: object, ...args: string[]): number {
  file('manifest.json', { stacks: { a: { synthesizedStackPath: 'stacks/a/cdk.tf.json' } } });
  file('stacks/a/cdk.tf.json', stack);
  return codeCommand(['check', '--dir', dir, ...args], (line) => said.push(line));
}

const aws = { terraform: { required_providers: { aws: { source: 'aws', version: '~> 6' } } } };

beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stowage-code-'));
  said = [];
});

afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('stowage code check', () => {
  it('lets through what only reads and writes AWS', () => {
    const data = { aws_ssm_parameter: { p: {} }, terraform_remote_state: { s: { backend: 's3' } } };
    const resource = { aws_lb: { a: { name: 'external' } }, terraform_data: { d: {} } };
    expect(check({ ...aws, provider: { aws: [{ region: 'us-east-1' }] }, data, resource })).toBe(0);
    expect(said).toEqual(['no foreign code in 1 stacks']);
  });

  it.each<[string, object, RegExp]>([
    ['a program', { data: { external: { x: {} } } }, /a\.data\.external\.x runs a program .* \[ForeignCode\]/],
    ['a call', { data: { http: { x: {} } } }, /a\.data\.http\.x calls an address/],
    ['a task', { data: { aws_ecs_task_execution: { x: {} } } }, /starts a task whenever somebody plans/],
    ['a function', { data: { aws_lambda_invocation: { x: {} } } }, /calls a function/],
    ['a strange state', { data: { terraform_remote_state: { x: { backend: 'http' } } } }, /in a backend 'http'/],
    [
      'a provisioner',
      { resource: { aws_lb: { a: { provisioner: [{ 'local-exec': {} }] } } } },
      /aws_lb\.a has a provisioner/,
    ],
    [
      'a provisioner of its own',
      { resource: { terraform_data: { a: { provisioner: { 'local-exec': {} } } } } },
      /provisioner/,
    ],
    ['a module', { module: { m: { source: 'git::x' } } }, /a\.module\.m is code from 'git::x'/],
    [
      'a file of a provider',
      { provider: { aws: [{ shared_config_files: ['x'] }] } },
      /shared_config_files names a program, or a file/,
    ],
    [
      'a provider',
      { terraform: { required_providers: { x: { source: 'evil/x' } } } },
      /provider evil\/x is a program .*--allow-provider evil\/x \[UnlistedProvider\]/,
    ],
    [
      'a provider called like another',
      { terraform: { required_providers: { aws: { source: 'evil/aws' } } } },
      /provider evil\/aws/,
    ],
    [
      'a provider of another registry',
      { terraform: { required_providers: { aws: { source: 'example.com/hashicorp/aws' } } } },
      /provider example\.com\/hashicorp\/aws/,
    ],
    [
      'a program in a check',
      { check: { c: { data: { external: { y: {} } } } } },
      /a\.check\.c\.data\.external\.y runs a program[\s\S]*provider hashicorp\/external/,
    ],
    ['a program in a list', { data: [{ external: [{ x: [{}] }] }] }, /a\.data\.external\.x runs a program/],
    ['what is opened to plan', { ephemeral: { aws_lambda_invocation: { x: {} } } }, /ephemeral.* calls a function/],
    [
      'settings in a list',
      { terraform: [{ required_providers: { aws: { source: 'evil/aws' } } }] },
      /provider evil\/aws/,
    ],
    [
      'a strange backend',
      { terraform: { backend: { kubernetes: { exec: {} } } } },
      /backend\.kubernetes has its state/,
    ],
    ['a cloud', { terraform: { cloud: { organization: 'x' } } }, /terraform\.cloud plans and keeps/],
    ['a backend with a file', { terraform: { backend: { s3: { profile: 'x' } } } }, /backend\.s3\.profile names/],
    [
      'a program of a provider',
      { provider: { docker: [{ ssh_opts: ['-o', 'x'] }] } },
      /docker\.ssh_opts names a program/,
    ],
    ['a strange block', { action: { a: {} } }, /a\.action is a block of Terraform that nobody knows/],
    ['a provider that nobody required', { resource: { null_resource: { n: {} } } }, /provider hashicorp\/null/],
  ])('refuses %s', (_, stack, says) => {
    expect(() => check({ ...aws, ...stack })).toThrow(says);
  });

  it('lets those through that are listed', () => {
    const docker = { terraform: { required_providers: { docker: { source: 'kreuzwerker/docker' } } } };
    expect(() => check(docker)).toThrow(/UnlistedProvider/);
    expect(check(docker, '--allow-provider', 'kreuzwerker/docker')).toBe(0);
  });

  it('refuses files that Terraform reads and the app did not write', () => {
    file('stacks/a/extra.tf', 'data "external" "x" {}');
    file('stacks/a/terraform.tfvars', 'a = 1');
    file('stacks/a/metadata.json', {});
    expect(() => check(aws)).toThrow(
      /has 2 problems:\n.*a\.extra\.tf is read by Terraform too.*\[ForeignFile\]\n.*terraform\.tfvars/,
    );
  });

  it.each(['.terraform/providers/x', '.terraform.lock.hcl', '.terraformrc', 'terraform.d/plugins/x', 'mine.tfrc'])(
    'finds what an init left, which has programs in it: %s',
    (name) => {
      file(`stacks/a/${name}`, {});
      expect(() => check({})).toThrow(/is read by Terraform too.*\[ForeignFile\]/);
    },
  );

  it('tells all that it finds, of all stacks, at once', () => {
    expect(() => check({ data: { http: { x: {} }, external: { y: {} } } })).toThrow(/4 problems/);
  });

  it.each(['../b/cdk.tf.json', '/etc/cdk.tf.json', 'stacks/../../x'])(
    'reads nothing outside of its directory: %s',
    (path) => {
      file('manifest.json', { stacks: { a: { synthesizedStackPath: path } } });
      expect(() => codeCommand(['check', '--dir', dir], () => {})).toThrow(/synthesizedStackPath/);
    },
  );

  it('takes no name of a stack that leads elsewhere', () => {
    file('manifest.json', { stacks: { '../a': { synthesizedStackPath: 'x' } } });
    expect(() => codeCommand(['check', '--dir', dir], () => {})).toThrow(/stacks/);
  });

  it('explains itself, and refuses what it does not know', () => {
    expect(codeCommand(['--help'], (line) => said.push(line))).toBe(0);
    expect(said[0]).toMatch(/^stowage code check/);
    expect(() => codeCommand(['mend'], () => {})).toThrow(/no command 'code mend'/);
    expect(() => codeCommand(['check', '--fast'], () => {})).toThrow(/--fast/);
  });
});

describe('the workflow', () => {
  const own = { stowage: 'npm run -s stowage --', synth: 'npm run synth' };
  const text = planPreviewWorkflow(own);
  const [, synth = '', plan = ''] = text.split(/^ {2}(?:synth|plan):$/m);

  it('of this repository is the one that teams get', () => {
    expect(readFileSync(join(__dirname, '../../../.github/workflows/plan-preview.yml'), 'utf8')).toBe(text);
  });

  it('gives credentials to no code of the pull request', () => {
    expect(text).toMatch(/^permissions: \{\}$/m);
    expect(synth).toContain('permissions: { contents: read }\n');
    expect(synth).not.toMatch(/id-token|secrets\.|GITHUB_TOKEN/);
    expect(plan).toMatch(/if: .*head\.repo\.full_name == github\.repository/);
    expect(plan.match(/ref: .*/g)).toEqual([expect.stringContaining('pull_request.base.sha')]);
    expect(plan).not.toContain('npm run synth');
    expect(text).not.toContain('pull_request_target');
  });

  it('looks for foreign code before it has credentials, and plans after', () => {
    const order = ['download-artifact', 'code check', 'configure-aws-credentials', 'preview --out'].map((step) =>
      plan.indexOf(step),
    );
    expect(order.every((at, i) => at > (order[i - 1] ?? 0))).toBe(true);
    // Its wrapper writes into the JSON.
    expect(plan).toContain('terraform_wrapper: false');
  });

  it.each([
    [0, 0],
    [2, 0],
    [3, 3],
    [1, 1],
    [4, 4],
  ])('ends as it should where the preview ends with %i', (code, expected) => {
    const script = /name: preview\n.*?run: \|\n(.*?)\n {6}- uses/s.exec(plan)?.[1] as string;
    const tools = fakeTools({
      npm: `#!/bin/sh\necho '# text' > preview.md; echo '{"verdict":{"worst":"cost"}}' > preview.json; exit ${code}\n`,
      jq: '#!/bin/sh\necho risk=cost\n',
    });
    const env = { ...process.env, GITHUB_STEP_SUMMARY: join(dir, 'summary'), GITHUB_OUTPUT: join(dir, 'output') };
    const run = spawnSync('bash', ['-e', '-o', 'pipefail', '-c', script.replace(/^ {10}/gm, '')], { cwd: dir, env });
    tools.remove();
    expect([run.status, run.stderr.toString()]).toEqual([expected, '']);
    expect(readFileSync(join(dir, 'summary'), 'utf8')).toBe('# text\n');
    expect(readFileSync(join(dir, 'output'), 'utf8')).toBe('risk=cost\n');
  });
});
