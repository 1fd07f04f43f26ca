import type { EnvironmentInput } from '../../../src/spec/environment';
import type { SystemInput } from '../../../src/spec/system';
import { buildApp } from '../../../stacks/app';
import { synthesized } from './synth-app';
import type { SynthesizedStack } from './synthesized-stack';
import { asBuilt } from './test-lock';

/** The stacks of a whole platform, by name: account, foundation, and one for each system. */
export function synthPlatform(
  environment: EnvironmentInput,
  systems: readonly SystemInput[],
): Record<string, SynthesizedStack> {
  return synthesized((outdir) => buildApp(environment, { systems, ...asBuilt(systems), app: { outdir } }));
}
