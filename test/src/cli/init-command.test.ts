import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeCommand } from '../../../src/cli/compose/compose-command';
import { explainCommand } from '../../../src/cli/explain/explain-command';
import { initCommand } from '../../../src/cli/init/init-command';
import { projectApp } from '../../support/init-project';

describe('stowage init', () => {
  let dir: string;
  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'stowage-init-'));
  });
  afterEach(() => rmSync(dir, { recursive: true }));

  const silent = () => undefined;

  it('writes a project that synthesizes', () => {
    initCommand([join(dir, 'My Platform')], silent);
    const project = join(dir, 'My Platform');
    const app = projectApp(project, join(dir, 'out'));
    app.synth();
    const stack = JSON.parse(readFileSync(join(dir, 'out/stacks/dev/cdk.tf.json'), 'utf8'));
    expect(Object.keys(stack.resource.aws_ecs_service)).toHaveLength(2);
    expect(Object.keys(stack.resource.aws_ecs_cluster)).toHaveLength(1);
    const [ranker] = Object.values(
      stack.resource.aws_vpc_security_group_ingress_rule as Record<string, { description: string }>,
    )
      .map(({ description }) => description)
      .filter((description) => description.includes('ranker'));
    expect(ranker).toBe('frontend calls ranker');
  });

  it('pins what it was tried with, under a name that npm takes', () => {
    initCommand([join(dir, 'My Platform')], silent);
    const { name, dependencies } = JSON.parse(readFileSync(join(dir, 'My Platform/package.json'), 'utf8'));
    const own = JSON.parse(readFileSync(join(__dirname, '../../../package.json'), 'utf8'));
    expect(name).toBe('my-platform');
    expect(dependencies).toEqual({
      '@cdktf/provider-aws': own.devDependencies['@cdktf/provider-aws'],
      cdktf: own.devDependencies.cdktf,
      constructs: own.devDependencies.constructs,
      // Of a checkout the checkout itself: no registry has it.
      stowage: `file:${join(__dirname, '../../..')}`,
    });
  });

  it('writes a project that is explained, and runs on a laptop', async () => {
    initCommand([dir], silent);
    const at = (name: string) => join(dir, name);
    // The commands of the project run under tsx, which reads types away.
    for (const file of ['systems.ts', 'environments.ts'])
      writeFileSync(
        at(file),
        readFileSync(at(file), 'utf8').replace(
          /^import type .*$/m,
          'type SystemInput = any; type EnvironmentInput = any;',
        ),
      );
    let text = '';
    await explainCommand(['--environments', at('environments.ts'), '--systems', at('systems.ts')], (said) => {
      text += said;
    });
    expect(text).toMatch(/search\/frontend +search\/ranker +http:\/\/ranker\.search:80/);
    await composeCommand(['--systems', at('systems.ts'), '--out', at('.stowage')], silent);
    expect(readdirSync(at('.stowage')).sort()).toEqual(['.gitignore', 'compose.yaml', 'data', 'internal.cfg']);
  });

  it('names the types that the compiler of TypeScript 6 takes along no longer by itself', () => {
    initCommand([dir], silent);
    const { compilerOptions } = JSON.parse(readFileSync(join(dir, 'tsconfig.json'), 'utf8'));
    expect(compilerOptions).toMatchObject({ types: ['node'], strict: true, noEmit: true });
  });

  it('writes over nothing', () => {
    writeFileSync(join(dir, 'mine'), '');
    expect(() => initCommand([dir], silent)).toThrow('is in use');
    expect(readdirSync(dir)).toEqual(['mine']);
  });

  it.each([[[]], [['a', 'b']]])('refuses %j', (args) => {
    expect(() => initCommand(args, silent)).toThrow('give the one directory of the project');
  });
});
