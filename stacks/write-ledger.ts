import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Ledger } from '../src/spec/retained';
import { LEDGER, renderLedger } from '../src/storage/ledger';

/** Writes what is kept beside this file, where it is committed. */
export function writeLedger(ledger: Ledger): void {
  writeFileSync(join(__dirname, LEDGER), renderLedger(ledger));
}
