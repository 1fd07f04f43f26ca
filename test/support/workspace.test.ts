import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProviderSchema } from './shim';
import { prepareStacks } from './workspace';

const schema: ProviderSchema = {
  version: '5.100.0',
  provider: { block: { attributes: { region: {} } } },
  resource_schemas: { aws_vpc: { block: { attributes: { cidr_block: {} } } } },
  data_source_schemas: {},
};
const s3 = (key: string) => ({ bucket: 'states', key, region: 'us-east-1' });

describe('prepareStacks', () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'stowage-workspace-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  function synthesized(stacks: Record<string, { json: object; dependencies?: string[] }>): string {
    const manifest: Record<string, object> = {};
    for (const [name, { json, dependencies = [] }] of Object.entries(stacks)) {
      mkdirSync(join(root, 'out/stacks', name), { recursive: true });
      writeFileSync(join(root, 'out/stacks', name, 'cdk.tf.json'), JSON.stringify(json));
      manifest[name] = { synthesizedStackPath: `stacks/${name}/cdk.tf.json`, dependencies };
    }
    writeFileSync(join(root, 'out/manifest.json'), JSON.stringify({ stacks: manifest }));
    return join(root, 'out');
  }
  const prepare = (outdir: string, foreignState?: Record<string, string>) =>
    prepareStacks(outdir, join(root, 'work'), { schema, provider: { max_retries: 2 }, foreignState });
  const written = (stack: { dir: string } | undefined, file: string) =>
    JSON.parse(readFileSync(join(stack?.dir ?? '', file), 'utf8'));

  test('puts a stack behind those it depends on and those whose state it reads, and points it at their state', () => {
    const backend = (key: string) => ({ backend: { s3: { ...s3(key), use_lockfile: true } } });
    const read = { backend: 's3', config: s3('zone'), workspace: 'default' };
    const outdir = synthesized({
      ads: { json: { terraform: backend('ads'), data: { terraform_remote_state: { base: read } } } },
      data: { json: { terraform: backend('data') }, dependencies: ['zone'] },
      zone: { json: { terraform: backend('zone') } },
    });
    const { stacks } = prepare(outdir);
    expect(stacks.map(({ name, dependencies }) => [name, dependencies])).toEqual([
      ['zone', []],
      ['ads', ['zone']],
      ['data', ['zone']],
    ]);
    expect(written(stacks[1], 'zz_override.tf.json')).toMatchObject({
      terraform: { backend: { local: { path: stacks[1]?.state } } },
      data: { terraform_remote_state: { base: { backend: 'local', config: { path: stacks[0]?.state } } } },
    });
  });

  test('leaves S3 states in S3 where it is said how to reach them, and others in files', () => {
    const json = {
      terraform: { backend: { s3: { ...s3('ads'), use_lockfile: true } } },
      data: { terraform_remote_state: { base: { backend: 's3', config: s3('base') } } },
    };
    const outdir = synthesized({
      ads: { json },
      first: { json: { terraform: { backend: { local: { path: 'first' } } } } },
    });
    const emulated = { use_path_style: true };
    const preparation = { schema, provider: {}, s3: emulated };
    const { stacks } = prepareStacks(outdir, join(root, 'work'), preparation);
    expect(stacks.map((stack) => written(stack, 'zz_override.tf.json'))).toEqual([
      {
        terraform: { backend: { s3: { ...s3('ads'), use_lockfile: true, ...emulated } } },
        data: { terraform_remote_state: { base: { backend: 's3', config: { ...s3('base'), ...emulated } } } },
      },
      { terraform: { backend: { local: { path: stacks[1]?.state } } } },
    ]);
  });

  test('shims every copy, gathers what was dropped, and leaves the synthesized files as they were', () => {
    const json = { resource: { aws_vpc: { Vpc: { cidr_block: '10.0.0.0/16', newer: true } } } };
    const outdir = synthesized({ a: { json }, b: { json: { resource: { aws_new: { N: {} } } } } });
    const { stacks, dropped } = prepare(outdir);
    expect(dropped).toEqual(['aws_new.N', 'aws_vpc.Vpc.newer']);
    expect(written(stacks[0], 'cdk.tf.json').resource.aws_vpc.Vpc).toEqual({ cidr_block: '10.0.0.0/16' });
    expect(JSON.parse(readFileSync(join(outdir, 'stacks/a/cdk.tf.json'), 'utf8'))).toEqual(json);
  });

  test('copies assets, and not what an earlier Terraform left behind', () => {
    const outdir = synthesized({ a: { json: {} } });
    const stack = join(outdir, 'stacks/a');
    mkdirSync(join(stack, 'assets'));
    mkdirSync(join(stack, '.terraform'));
    for (const file of ['assets/plan', 'terraform.tfstate', 'plan', '.terraform.lock.hcl'])
      writeFileSync(join(stack, file), 'x');
    const { dir } = prepare(outdir).stacks[0]!;
    const there = ['assets/plan', '.terraform', 'terraform.tfstate', 'plan', '.terraform.lock.hcl'];
    expect(there.filter((file) => existsSync(join(dir, file)))).toEqual(['assets/plan']);
  });

  test('asks for the state file of a remote state that no stack of the app writes', () => {
    const json = { data: { terraform_remote_state: { other: { backend: 's3', config: s3('else') } } } };
    const outdir = synthesized({ a: { json } });
    expect(() => prepare(outdir)).toThrow(/terraform_remote_state other/);
    const [stack] = prepare(outdir, { other: '/fake.tfstate' }).stacks;
    expect(written(stack, 'zz_override.tf.json').data.terraform_remote_state.other.config).toEqual({
      path: '/fake.tfstate',
    });
  });

  test('names a circle of stacks', () => {
    const outdir = synthesized({ a: { json: {}, dependencies: ['b'] }, b: { json: {}, dependencies: ['a'] } });
    expect(() => prepare(outdir)).toThrow('stacks depend on each other: a -> b -> a');
  });
});
