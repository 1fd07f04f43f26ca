import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { ProviderSchema } from './shim';
import { Terraform } from './terraform';

const SOURCE = 'registry.terraform.io/hashicorp/aws';

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
    const aws = { source: 'hashicorp/aws', ...(version ? { version } : {}) };
    writeFileSync(join(dir, 'main.tf.json'), JSON.stringify({ terraform: { required_providers: { aws } } }));
    const terraform = new Terraform(dir);
    await terraform.init().catch((error: Error) => {
      throw new ProviderMissing(error.message);
    });
    const schema = (await terraform.providersSchema())[SOURCE] as Omit<ProviderSchema, 'version'>;
    const installed = (await terraform.providerVersions())[SOURCE];
    if (installed === undefined) throw new ProviderMissing(`terraform init chose no ${SOURCE}`);
    return { ...schema, version: installed };
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

/** Names in the mirror's folder: version folders, or packed archives. */
function mirrored(mirror: string): string {
  const folder = join(mirror, SOURCE);
  if (!existsSync(folder)) throw new ProviderMissing(`${mirror} holds no ${SOURCE}`);
  return readdirSync(folder).sort().join(' ');
}

function boundVersion(): string {
  const bindings = require('@cdktf/provider-aws/package.json') as { cdktf: { provider: { version: string } } };
  return bindings.cdktf.provider.version;
}
