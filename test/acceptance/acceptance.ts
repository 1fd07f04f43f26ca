import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingTools } from '../support/missing-tools';
import { providerSchema } from '../support/provider-schema';
import { appliedTypes } from './applied-types';
import { halted, Report } from './report';
import { keepTable } from './resource-table';
import { tryPlatform } from './try-platform';
import { tryShop } from './try-shop';

/** Applies everything to an emulated AWS and takes it away again. `npm run acceptance`. The exit code: 0 unless something failed. */
async function acceptance(): Promise<number> {
  const missing = await missingTools(['terraform', 'moto_server', 'openssl']);
  if (missing.length > 0) {
    console.log(`!!! NOT RUN: acceptance, because of what is missing here: ${missing.join('; ')}`);
    return 0;
  }
  const dir = mkdtempSync(join(tmpdir(), 'stowage-acceptance-'));
  // Also when the run is interrupted: what it started ends with it, and so does what it wrote.
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const report = new Report();
  const setting = { report, dir, schema: await providerSchema() };
  await Promise.all([tryPlatform, tryShop].map((attempt) => attempt(setting).catch(halted)));
  await report.check('the table of what was proved how is up to date', async () => {
    keepTable(appliedTypes, process.argv.includes('--update'));
  });
  return report.end();
}

acceptance().then((code) => {
  process.exitCode = code;
});
