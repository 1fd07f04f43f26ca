import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from '@swc/core';
import { PlatformApp } from '../../constructs/terraform/platform-app';

/**
 * The app of a project that `stowage init` wrote, as its `main.ts` makes it, with this library in place of the installed one.
 * @param outdir where it is to synthesize; whoever asks for it says when.
 */
export function projectApp(dir: string, outdir: string): PlatformApp {
  let made: PlatformApp | undefined;
  class Recorded extends PlatformApp {
    constructor() {
      super({ outdir });
      made = this;
    }
    override synth(): void {}
  }
  const load = (name: string): unknown => {
    if (name === 'stowage') return { ...require('../../constructs'), PlatformApp: Recorded };
    if (name === 'stowage/spec') return require('../../src');
    return name.startsWith('./') ? evaluated(join(dir, `${name}.ts`), load) : require(name);
  };
  evaluated(join(dir, 'main.ts'), load);
  if (made === undefined) throw new Error(`${dir}/main.ts makes no app`);
  Object.defineProperty(made, 'synth', { value: PlatformApp.prototype.synth });
  return made;
}

function evaluated(file: string, load: (name: string) => unknown): Record<string, unknown> {
  const { code } = transformSync(readFileSync(file, 'utf8'), {
    filename: file,
    jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
    module: { type: 'commonjs' },
  });
  const exported: Record<string, unknown> = {};
  new Function('require', 'exports', '__dirname', code)(load, exported, join(file, '..'));
  return exported;
}
