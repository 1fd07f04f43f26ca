import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ProviderSchema } from './shim';
import { Terraform } from './terraform';

const SOURCE = 'hashicorp/aws';

/** The AWS provider could not be installed: there is no mirror that holds it and no registry in reach. */
export class ProviderMissing extends Error {}

/**
 * What the AWS provider that Terraform would install understands. From a mirror (`TF_PLUGIN_DIR`) that is the newest version in it; otherwise
 * the version that the bindings were made for. Asking takes seconds and 14 MB, so the answer is kept under the temporary directory, by mirror and version.
 */
export async function providerSchema(): Promise<ProviderSchema> {
  const mirror = process.env.TF_PLUGIN_DIR;
  const wanted = mirror ? mirrored(resolve(mirror)) : boundVersion();
  const key = createHash('sha256')
    .update(`${mirror ? resolve(mirror) : 'configured'} ${wanted}`)
    .digest('hex');
  const kept = join(tmpdir(), `stowage-aws-schema-${key.slice(0, 16)}.json`);
  if (!existsSync(kept)) {
    const text = JSON.stringify(await ask(mirror ? undefined : wanted));
    // Renamed into place, because another test process may be reading.
    writeFileSync(`${kept}.${process.pid}`, text);
    renameSync(`${kept}.${process.pid}`, kept);
  }
  return JSON.parse(readFileSync(kept, 'utf8')) as ProviderSchema;
}

async function ask(version: string | undefined): Promise<ProviderSchema> {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-schema-'));
  try {
    const aws = { source: SOURCE, ...(version ? { version } : {}) };
    writeFileSync(join(dir, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: { aws } } }));
    const terraform = new Terraform(dir);
    await terraform.init().catch((error: Error) => {
      throw new ProviderMissing(error.message);
    });
    const schema = ofSource(await terraform.providersSchema()) as Omit<ProviderSchema, 'version'>;
    const installed = ofSource(await terraform.providerVersions());
    if (installed === undefined) throw new ProviderMissing(`terraform init chose no ${SOURCE}`);
    return { ...schema, version: installed };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** What is filed under the provider's address, whichever registry the address begins with. */
function ofSource<T>(byAddress: Readonly<Record<string, T>>): T | undefined {
  return Object.entries(byAddress).find(([address]) => address.endsWith(`/${SOURCE}`))?.[1];
}

/** Names in the mirror's folder: version folders, or packed archives. */
function mirrored(mirror: string): string {
  const folder = (existsSync(mirror) ? readdirSync(mirror) : [])
    .map((registry) => join(mirror, registry, SOURCE))
    .find(existsSync);
  if (folder === undefined) throw new ProviderMissing(`${mirror} holds no ${SOURCE}`);
  return readdirSync(folder).sort().join(' ');
}

function boundVersion(): string {
  const bindings = require('@cdktf/provider-aws/package.json') as { cdktf: { provider: { version: string } } };
  return bindings.cdktf.provider.version;
}
