import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missingTools } from '../support/missing-tools';
import { providerSchema } from '../support/provider-schema';
import { appliedTypes } from './applied-types';
import { tryHostScripts } from './host-scripts/try-host-scripts';
import { halted, Report } from './report';
import { keepTable } from './resource-table';
import { tryDeploy } from './try-deploy';
import { tryDoctor } from './try-doctor';
import { tryPage } from './try-page';
import { tryPipelines } from './try-pipelines';
import { tryPlatform } from './try-platform';
import { tryReplicas } from './try-replicas';
import { tryRetention } from './try-retention';
import { tryShop } from './try-shop';

/** Runs what can run here: hosts, and all of AWS on an emulator. `npm run acceptance`. The exit code: 0 unless something failed. */
async function acceptance(): Promise<number> {
  const report = new Report();
  await tryHostScripts(report);
  await inDirectory((dir) => tryPage(report, dir)).catch(halted);
  const missing = await missingTools(['terraform', 'moto_server', 'openssl']);
  if (missing.length > 0) report.notRun('the emulated AWS', `missing here: ${missing.join('; ')}`);
  else await onEmulator(report);
  return report.end();
}

/** Works in a directory that is there no longer. */
async function inDirectory(work: (dir: string) => Promise<void>): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-page-'));
  await work(dir).finally(() => rmSync(dir, { recursive: true, force: true }));
}

/** Applies everything to an emulated AWS and takes it away again. */
async function onEmulator(report: Report): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-acceptance-'));
  // Also when the run is interrupted: what it started ends with it, and so does what it wrote.
  process.once('exit', () => rmSync(dir, { recursive: true, force: true }));
  const schema = await providerSchema();
  // Each waits for its own cloud most of the time, and has an emulator and a directory of its own.
  await Promise.all(
    [tryPlatform, tryShop, tryRetention, tryReplicas, tryPipelines, tryDeploy, tryDoctor].map((attempt) => {
      const own = join(dir, attempt.name);
      mkdirSync(own);
      return attempt({ report, dir: own, schema }).catch(halted);
    }),
  );
  await report.check('the table of what was proved how is up to date', async () => {
    keepTable(appliedTypes, process.argv.includes('--update'));
  });
}

acceptance().then((code) => {
  process.exitCode = code;
});
