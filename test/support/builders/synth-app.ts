import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PlatformApp } from '../../../constructs/terraform/platform-app';
import type { TerraformJson } from '../shim';
import { SynthesizedStack } from './synthesized-stack';

/** The stacks of an app, by name. `build` adds to the app that it is given, or makes its own with the output directory it is given. */
export function synthApp(build: (app: PlatformApp) => void): Record<string, SynthesizedStack> {
  return synthesized((outdir) => {
    const app = new PlatformApp({ outdir });
    build(app);
    return app;
  });
}

/** The same for an app that is made elsewhere. */
export function synthesized(make: (outdir: string) => PlatformApp): Record<string, SynthesizedStack> {
  const outdir = mkdtempSync(join(tmpdir(), 'stowage-synth-'));
  try {
    make(outdir).synth();
    const { stacks } = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as Manifest;
    return Object.fromEntries(
      Object.entries(stacks).map(([name, { synthesizedStackPath }]) => {
        const json = JSON.parse(readFileSync(join(outdir, synthesizedStackPath), 'utf8')) as TerraformJson;
        return [name, new SynthesizedStack(name, json)];
      }),
    );
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

interface Manifest {
  readonly stacks: Readonly<Record<string, { readonly synthesizedStackPath: string }>>;
}
