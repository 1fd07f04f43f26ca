import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ProvisionalOutputs } from './provisional-outputs';

/** Writes what stacks would publish beside what they are synthesized to, for `stowage preview`. */
export function writeProvisional(outdir: string, outputs: Readonly<Record<string, ProvisionalOutputs>>): void {
  writeFileSync(join(outdir, 'provisional.json'), `${JSON.stringify(outputs, null, 2)}\n`);
}
