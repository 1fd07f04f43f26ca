import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { providerSchema } from '../support/provider-schema';
import { withoutIds } from './asked-actions';
import { Platform } from './platform';

const FIXTURE = join(__dirname, '../fixtures/provider-requests.json');

/**
 * Writes which operations the real provider asks for when it plans, and when it applies and destroys, the platform that `acceptance` tries: what the
 * roles of CI are held to. `npx tsx test/acceptance/record-requests.ts`, with terraform and moto_server on PATH.
 */
async function record(): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), 'stowage-record-'));
  const platform = await Platform.start({ schema: await providerSchema(), dir, report: undefined as never });
  try {
    const { trial, emulator } = platform;
    platform.synth({ protect: false });
    await trial.init();
    emulator.forgetAsked();
    await trial.apply();
    const applied = emulator.asked();
    emulator.forgetAsked();
    await trial.changes();
    const planned = emulator.asked();
    emulator.forgetAsked();
    await trial.destroy();
    const found = { plan: withoutIds(planned), apply: withoutIds([...applied, ...emulator.asked()]) };
    writeFileSync(FIXTURE, `${JSON.stringify(found, null, 2)}\n`);
    console.log(`${found.plan.length} operations of a plan, ${found.apply.length} of an apply and a destroy`);
  } finally {
    await platform.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

record();
