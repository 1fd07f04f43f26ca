import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildApp } from '../../stacks/app';
import { environments } from '../../stacks/environments';
import { addressesOf, normalize } from '../support/normalize';

/** What the goldens hold, by file name: each stack of production as it is synthesized, and the addresses of all of them. */
export function goldens(): Record<string, string> {
  const outdir = mkdtempSync(join(tmpdir(), 'stowage-golden-'));
  try {
    buildApp(environments.prod, { app: { outdir } }).synth();
    const manifest = JSON.parse(readFileSync(join(outdir, 'manifest.json'), 'utf8')) as {
      stacks: Record<string, { synthesizedStackPath: string }>;
    };
    const stacks = Object.entries(manifest.stacks).map(
      ([name, { synthesizedStackPath }]) =>
        [name, JSON.parse(readFileSync(join(outdir, synthesizedStackPath), 'utf8'))] as const,
    );
    const addresses = stacks
      .flatMap(([name, stack]) => addressesOf(stack).map((address) => `${name} ${address}`))
      .sort();
    return {
      ...Object.fromEntries(
        stacks.map(([name, stack]) => [`${name}.json`, `${JSON.stringify(normalize(stack), null, 1)}\n`]),
      ),
      'addresses.txt': `${addresses.join('\n')}\n`,
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
