import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PlatformApp } from '../../constructs/terraform/platform-app';
import type { EnvironmentInput } from '../../src/spec/environment';
import type { SystemInput } from '../../src/spec/system';
import { buildApp } from '../../stacks/app';
import { environments } from '../../stacks/environments';
import { EMULATOR_ACCOUNT } from '../support/emulator';
import { offlineProvider } from '../support/offline-provider';
import type { Arguments, ProviderSchema } from '../support/shim';
import { prepareStacks } from '../support/workspace';
import { MISSING_WITH_S3_STATES } from './emulator-gaps';
import { removeTypes } from './trial';

export const STATE_BUCKET = 'shop-state';

/** The smallest platform whose states are in a bucket: one gateway, one system, one service. */
export function shopApp(outdir: string, { bootstrap, protect }: { bootstrap: boolean; protect: boolean }): PlatformApp {
  const environment: EnvironmentInput = {
    ...environments.dev,
    account: EMULATOR_ACCOUNT,
    name: 'shop',
    protect,
    backend: { kind: 's3', bucket: STATE_BUCKET },
    accountSettings: { bootstrap },
    gateways: { internal: { kind: 'application', plainHttp: { why: 'inside the network only, while this is tried' } } },
  };
  return buildApp(environment, { systems: [SEARCH], app: { outdir } });
}

const SEARCH: SystemInput = {
  name: 'search',
  services: {
    frontend: {
      image: { repository: 'search/frontend', tag: '1.4.0' },
      cpus: 1,
      memoryMiB: 1024,
      ports: { http: { number: 8080 } },
      routes: [{ gateway: 'internal', path: '/search/*' }],
    },
  },
};

/** Arguments of a backend whose bucket is in an emulator. */
export function emulatedS3(url: string): Arguments {
  return {
    endpoints: { s3: url, sts: url, iam: url },
    use_path_style: true,
    skip_credentials_validation: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
  };
}

/** What the cdktf CLI takes for the app's own synth: the unprotected shop, brought down to the installed provider and to an emulator. */
export function synthForCli(outdir: string, url: string, schema: ProviderSchema): void {
  const raw = mkdtempSync(join(tmpdir(), 'stowage-shop-'));
  try {
    shopApp(raw, { bootstrap: false, protect: false }).synth();
    mkdirSync(outdir, { recursive: true });
    const preparation = { schema, provider: offlineProvider(url), s3: emulatedS3(url) };
    for (const { dir } of prepareStacks(raw, outdir, preparation).stacks) removeTypes(dir, MISSING_WITH_S3_STATES);
    cpSync(join(raw, 'manifest.json'), join(outdir, 'manifest.json'));
  } finally {
    rmSync(raw, { recursive: true, force: true });
  }
}
