import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeFile } from '../../../src/local/compose-file';
import { laptopPlan } from '../../../src/local/laptop-plan';
import type { LaptopPlan } from '../../../src/local/plan';
import type { SystemInput } from '../../../src/spec/system';
import type { Engine } from './engine';
import { BOX, PROXY } from './images';

const WITHIN_MS = 60_000;

/** Systems written as a Compose project, and what an engine does with it. */
export class Project {
  readonly plan: LaptopPlan;

  constructor(
    private readonly engine: Engine,
    private readonly dir: string,
    systems: readonly SystemInput[],
  ) {
    this.plan = laptopPlan(systems, { gatewayImage: PROXY, toolImage: BOX }, () => '0123456789abcdef');
    mkdirSync(join(dir, 'data'), { recursive: true });
    writeFileSync(join(dir, 'compose.yaml'), composeFile(this.plan, { root: '..', data: 'data' }));
    for (const [name, content] of Object.entries(this.plan.files)) writeFileSync(join(dir, name), content);
    writeFileSync(join(dir, '.env'), this.plan.secrets.map((name) => `${name}=${name.toLowerCase()}\n`).join(''));
  }

  compose(...args: readonly string[]): Promise<string> {
    return this.engine.run('docker-compose', args, this.dir);
  }

  /** What a command in a container prints. */
  exec(container: string, ...command: readonly string[]): Promise<string> {
    return this.compose('exec', '-T', container, ...command);
  }

  /** The id of a container. */
  async id(container: string): Promise<string> {
    return (await this.compose('ps', '-q', container)).trim();
  }

  /** What the engine knows of a container. */
  async inspect(container: string): Promise<Inspected> {
    const [found] = JSON.parse(await this.engine.docker('inspect', await this.id(container))) as Inspected[];
    return found as Inspected;
  }

  /** What a gateway answers on the laptop. */
  async ask(gateway: string, path: string, host: string): Promise<{ readonly status: number; readonly text: string }> {
    const at = (await this.compose('port', gateway, '8080')).trim();
    const said = await this.engine.inside('curl', [
      '-s',
      '-m',
      '5',
      '-w',
      '\n%{http_code}',
      '-H',
      `Host: ${host}`,
      `http://${at}${path}`,
    ]);
    const lines = said.split('\n');
    return { status: Number(lines.at(-1)), text: lines.slice(0, -1).join('\n') };
  }
}

/** What of `docker inspect` is looked at. */
export interface Inspected {
  readonly Id: string;
  readonly Config: { readonly User: string };
  readonly HostConfig: {
    readonly Memory: number;
    readonly CpuShares: number;
    readonly ReadonlyRootfs: boolean;
    readonly CapDrop: readonly string[];
  };
  readonly NetworkSettings: { readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>> };
}

/** Tries until it holds, for a minute at most; the last reason why it does not is the error. */
export async function eventually<T>(work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + WITHIN_MS;
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (Date.now() > deadline) throw error;
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  }
}
