import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { imagePlan } from '../src/images/image-plan';
import type { EnvironmentSpec } from '../src/spec/environment';
import type { SystemInput } from '../src/spec/system';

/** Writes what `stowage image` builds from into the output directory. */
export function writeImagePlan(outdir: string, environment: EnvironmentSpec, systems: readonly SystemInput[]): void {
  mkdirSync(outdir, { recursive: true });
  writeFileSync(join(outdir, 'images.json'), `${JSON.stringify(imagePlan(environment, systems), null, 2)}\n`);
}
