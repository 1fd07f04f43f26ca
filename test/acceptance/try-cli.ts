import { deepStrictEqual, match } from 'node:assert';
import { join } from 'node:path';
import type { CdktfCli } from './cdktf-cli';
import { remains } from './remains';
import { sameLines } from './same-lines';
import type { Setting } from './setting';
import { ACCOUNT_STATE, objects, type Shop } from './try-shop';

const OWN_STACKS = [
  'account',
  'dev-ads',
  'dev-ads-data',
  'dev-foundation',
  'dev-recommendations',
  'dev-recommendations-data',
  'images',
];
const SHOP_STACKS = ['shop-foundation', 'shop-search'];

/** The cdktf CLI on the project's own app, and from deploy to destroy on one that leads to an emulator, with its states in the bucket. */
export async function tryCli(
  { report, dir }: Setting,
  { aws, url, cli }: Shop & { readonly cli: CdktfCli },
): Promise<void> {
  await report.check("cdktf: list and synth show the project's own stacks", async () => {
    const output = ['--output', join(dir, 'cli-own')];
    const [, table = ''] = (await cli.run('list', ...output)).split(/^Stack name.*$/m);
    sameLines('list', table.match(/^[\w-]+/gm) ?? [], OWN_STACKS);
    const [, names = ''] = (await cli.run('synth', ...output)).split('Generated Terraform code for the stacks:');
    sameLines('synth', names.trim().split(/,\s+/), OWN_STACKS);
  });
  const app = ['--app', `npx tsx test/acceptance/shop-app.ts ${url}`, '--output', join(dir, 'cli')];
  // Mirrors have no signatures of other platforms, so the CLI's `providers lock` cannot work on them.
  const terraform = [...app, '--skip-provider-lock'];
  await report.check('cdktf: diff before a deploy', async () => {
    const said = await cli.run('diff', 'shop-foundation', ...terraform);
    match(said, /Plan: [1-9]\d* to add, 0 to change, 0 to destroy/);
  });
  await report.step('cdktf: deploy', async () => {
    await cli.run('deploy', 'account', ...SHOP_STACKS, '--auto-approve', '--parallelism', '1', ...terraform);
    const states = SHOP_STACKS.map((stack) => `stowage/${stack}.tfstate`);
    sameLines('states', await objects(aws), [ACCOUNT_STATE, ...states]);
  });
  await report.check('cdktf: diff after it finds nothing to change', async () => {
    match(await cli.run('diff', 'shop-search', ...terraform), /No changes\./);
  });
  await report.step('cdktf: destroy', async () => {
    await cli.run('destroy', ...SHOP_STACKS, '--auto-approve', '--parallelism', '1', ...terraform);
    deepStrictEqual(Object.keys(await remains(aws, { capacityProviders: ['shop-general'] })), [
      'iam policies',
      's3 buckets',
    ]);
  });
}
