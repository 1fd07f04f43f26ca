import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformApp } from '../../../../constructs/terraform/platform-app';
import type { CodeStack } from '../../../../src/security/read-code';
import { buildApp } from '../../../../stacks/app';
import { environments } from '../../../../stacks/environments';
import { byHand } from './by-hand';

/** What an app is synthesized to, as it is on disk: after every override. */
export function synthesizedDocuments(build: (outdir: string) => PlatformApp): CodeStack[] {
  const outdir = mkdtempSync(join(tmpdir(), 'stowage-security-'));
  try {
    build(outdir).synth();
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    return Object.entries(manifest.stacks).map(([name, { synthesizedStackPath }]) => ({
      name,
      document: JSON.parse(readFileSync(join(outdir, synthesizedStackPath), 'utf8')) as unknown,
    }));
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** The example of an environment. */
export function example(name: keyof typeof environments): CodeStack[] {
  return synthesizedDocuments((outdir) => buildApp(environments[name], { app: { outdir } }));
}

const production = JSON.stringify(example('prod'));

/** Production, and by hand what no example has, all of it good. A copy for whoever asks. */
export function goodPlatform(): CodeStack[] {
  return [...(JSON.parse(production) as CodeStack[]), { name: 'by-hand', document: byHand() }];
}
