import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { PlatformApp } from '../../constructs/terraform/platform-app';
import { resolveEnvironment } from '../../src/rules/resolve-environment';
import { buildApp } from '../../stacks/app';
import { environments } from '../../stacks/environments';
import { addImages } from '../../stacks/images-stack';
import { systems } from '../../stacks/systems';
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
      'images-docker.json': dockerBuilds(),
      'addresses.txt': `${addresses.join('\n')}\n`,
    };
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/**
 * The registry's stack where Terraform is to build, and nothing was built yet. The Docker provider is not had everywhere, so this is not
 * planned: it is reviewed here.
 */
function dockerBuilds(): string {
  const outdir = mkdtempSync(join(tmpdir(), 'stowage-golden-'));
  try {
    const app = new PlatformApp({ outdir });
    const environment = resolveEnvironment({ ...environments.prod, registry: { builder: 'docker-provider' } });
    addImages(app, { environment, systems, lock: [] });
    app.synth();
    const stack = join(outdir, 'stacks/images');
    const text = JSON.stringify(normalize(JSON.parse(readFileSync(join(stack, 'cdk.tf.json'), 'utf8'))), null, 1);
    return `${text.replaceAll(relative(stack, '.'), '<root>')}\n`;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}
