import { deepStrictEqual } from 'node:assert';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { EmulatedAws } from '../support/emulated-aws';
import { startEmulator } from '../support/emulator';
import { Terraform } from '../support/terraform';
import { elements, readXml, textAt } from '../support/xml';
import { CdktfCli } from './cdktf-cli';
import { MISSING_WITH_S3_STATES, REMOVED_WITH_S3_STATES } from './emulator-gaps';
import { withoutHash } from './plan-changes';
import { remains } from './remains';
import { sameLines } from './same-lines';
import type { Setting } from './setting';
import { emulatedS3, STATE_BUCKET, shopApp } from './shop';
import { Trial } from './trial';
import { tryCli } from './try-cli';
import { refusesToGo } from './try-destroy';

export const ACCOUNT_STATE = 'stowage/account-123456789012-us-east-1.tfstate';

/** States in the account's own bucket, locked by a file beside them, from its first deploy to its last; in between, the cdktf CLI. */
export async function tryShop(setting: Setting): Promise<void> {
  const { report, schema } = setting;
  const dir = join(setting.dir, 'shop');
  mkdirSync(dir);
  const cli = new CdktfCli(dir);
  const missing = cli.missing();
  const emulator = await report.step('account: an emulator', () => startEmulator());
  try {
    const shop = {
      aws: new EmulatedAws(emulator.url),
      trial: new Trial(dir, emulator.url, schema, MISSING_WITH_S3_STATES),
      url: emulator.url,
    };
    await makeBucket(setting, shop);
    await lockIt(setting, shop);
    const why = await missing;
    if (why === undefined) await tryCli(setting, { ...shop, cli });
    else report.notRun('cdktf CLI', why);
    await takeBucketAway(setting, shop);
  } finally {
    // A download that is still going on would outlive its reader.
    await missing;
    await emulator.close();
  }
}

/** The account stack with the bucket for its own state. */
export interface Shop {
  readonly aws: EmulatedAws;
  readonly trial: Trial;
  /** Of the emulator. */
  readonly url: string;
}

async function makeBucket({ report }: Setting, { aws, trial, url }: Shop): Promise<void> {
  await report.step('account: makes the bucket, with its own state in a file', async () => {
    trial.synth((outdir) => shopApp(outdir, { bootstrap: true, protect: true }));
    sameLines('taken out', trial.removed.map(withoutHash), REMOVED_WITH_S3_STATES);
    await account(trial).init();
    await trial.apply(['account']);
  });
  await report.check('account: protected, it refuses to be destroyed', () => refusesToGo(account(trial).dir));
  await report.step('account: moves its state into the bucket, and has nothing to change', async () => {
    trial.synth((outdir) => shopApp(outdir, { bootstrap: false, protect: true }), emulatedS3(url));
    await account(trial).init({ migrate: true });
    deepStrictEqual(await trial.changes(['account']), {});
    deepStrictEqual(await objects(aws), [ACCOUNT_STATE]);
  });
}

async function lockIt({ report }: Setting, { aws, trial }: Shop): Promise<void> {
  await report.check(
    'account: a lock file in the bucket keeps everybody else out, and goes when its holder does',
    async () => {
      const lock = `/${STATE_BUCKET}/${ACCOUNT_STATE}.tflock`;
      await aws.rest('s3', 'PUT', lock, JSON.stringify(SOMEBODY));
      const said = await account(trial)
        .plan({ lockSeconds: 0 })
        .then(
          () => 'a plan',
          (error: Error) => error.message,
        );
      await aws.rest('s3', 'DELETE', lock);
      if (!said.includes('Error acquiring the state lock') || !said.includes(SOMEBODY.Who))
        throw new Error(`not kept out, but: ${said}`);
      await trial.apply(['account']);
      deepStrictEqual(await objects(aws), [ACCOUNT_STATE]);
    },
  );
}

/** What Terraform writes into a lock file. */
const SOMEBODY = {
  ID: '6c6f636b-0000-0000-0000-000000000000',
  Operation: 'OperationTypeApply',
  Info: '',
  Who: 'somebody@elsewhere',
  Version: '1.11.4',
  Created: '2026-01-01T00:00:00Z',
  Path: `${STATE_BUCKET}/${ACCOUNT_STATE}`,
};

async function takeBucketAway({ report }: Setting, { aws, trial }: Shop): Promise<void> {
  await report.step('account: takes its state back into a file, loses its protection, and goes', async () => {
    trial.synth((outdir) => shopApp(outdir, { bootstrap: true, protect: false }));
    await account(trial).init({ migrate: true });
    await trial.apply(['account']);
    await removeDeleteMarkers(aws);
    await account(trial).destroy();
    deepStrictEqual(trial.resources('account'), []);
  });
  await report.check('account: nothing remains', async () => {
    deepStrictEqual(await remains(aws, { capacityProviders: ['shop-general'] }), {});
  });
}

function account(trial: Trial): Terraform {
  return new Terraform(trial.stack('account').dir);
}

/**
 * Of a bucket whose versioning ends before it does, the emulator cannot delete the delete markers that lock files leave behind; S3 can.
 * The versions of states remain for Terraform to delete.
 */
async function removeDeleteMarkers(aws: EmulatedAws): Promise<void> {
  const reply = readXml(await aws.rest('s3', 'GET', `/${STATE_BUCKET}?versions`));
  for (const marker of elements(reply, 'DeleteMarker')) {
    const [key, version] = [textAt(marker, 'Key'), textAt(marker, 'VersionId')];
    await aws.rest('s3', 'DELETE', `/${STATE_BUCKET}/${key}?versionId=${version}`);
  }
}

/** Keys of the objects in the bucket. */
export async function objects(aws: EmulatedAws): Promise<string[]> {
  const reply = readXml(await aws.rest('s3', 'GET', `/${STATE_BUCKET}?list-type=2`));
  return elements(reply, 'Contents').map((object) => textAt(object, 'Key'));
}
