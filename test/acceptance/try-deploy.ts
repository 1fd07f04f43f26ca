import { deepStrictEqual, match, rejects } from 'node:assert';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deployCommand } from '../../src/cli/deploy/deploy-command';
import { previewCommand } from '../../src/cli/preview/preview-command';
import type { Setting } from './setting';

/** Two stacks of what Terraform has itself, so that they need no cloud: one publishes an id, the other reads it. */
class TwoStacks {
  readonly out: string;
  readonly saved: string;
  said: string[] = [];

  constructor(private readonly dir: string) {
    this.out = join(dir, 'out');
    this.saved = join(dir, 'saved');
    const stack = (name: string, dependencies: string[]) => ({
      synthesizedStackPath: `stacks/${name}/cdk.tf.json`,
      dependencies,
    });
    this.write('manifest.json', { stacks: { app: stack('app', ['base']), base: stack('base', []) } });
    this.write('provisional.json', {
      base: { outputs: { contract: { id: 'vpc-0aaaa1111' } }, madeUp: ['vpc-0aaaa1111'] },
    });
    this.base();
    this.app(1);
  }

  base(): void {
    this.write('stacks/base/cdk.tf.json', {
      terraform: { backend: { local: { path: this.state('base') } } },
      resource: { terraform_data: { v: { input: 'a network' } } },
      output: { contract: { value: { id: `\${terraform_data.v.id}` } } },
    });
  }

  app(size: number): void {
    const config = { path: this.state('base') };
    this.write('stacks/app/cdk.tf.json', {
      terraform: { backend: { local: { path: this.state('app') } } },
      data: { terraform_remote_state: { S: { backend: 'local', config } } },
      resource: {
        terraform_data: { a: { input: { vpc: `\${data.terraform_remote_state.S.outputs.contract.id}`, size } } },
      },
    });
  }

  /** The exit code, and what is told. */
  async preview(...args: string[]): Promise<[number, string]> {
    let text = '';
    const code = await previewCommand(['--dir', this.out, '--save', this.saved, ...args], {
      out: (more) => {
        text += more;
      },
      progress: () => {},
    });
    return [code, text];
  }

  deploy(): Promise<number> {
    this.said = [];
    return deployCommand([this.saved, '--dir', this.out], (line) => this.said.push(line));
  }

  private state(name: string): string {
    return join(this.dir, `${name}.tfstate`);
  }

  private write(name: string, content: unknown): void {
    const path = join(this.out, name);
    mkdirSync(join(path, '..'), { recursive: true });
    writeFileSync(path, JSON.stringify(content));
  }
}

/** Previews, saves and deploys stacks with the real Terraform. */
export async function tryDeploy({ report, dir }: Setting): Promise<void> {
  const stacks = new TwoStacks(dir);
  await report.step('deploy: a stack that reads one which was never applied is previewed', async () => {
    const [code, text] = await stacks.preview();
    deepStrictEqual(code, 2);
    match(text, /input\.vpc: \(nothing\) -> vpc-0aaaa1111 \(provisional\)/);
  });
  await report.step('deploy: what was reviewed is applied, and nothing is left to do', async () => {
    deepStrictEqual(await stacks.deploy(), 0);
    deepStrictEqual(
      stacks.said.filter((line) => line.endsWith(': apply')),
      ['base: apply', 'app: apply'],
    );
    deepStrictEqual((await stacks.preview())[0], 0);
  });
  await report.step('deploy: a plan is not applied twice', async () => {
    stacks.app(2);
    deepStrictEqual((await stacks.preview())[0], 2);
    deepStrictEqual(await stacks.deploy(), 0);
    await rejects(stacks.deploy(), /Saved plan is stale/);
  });
}
