import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { type Problem, SpecError } from '../../../src/errors';
import { resolveAll } from '../../../src/rules/resolve-all';
import { resolveEnvironment } from '../../../src/rules/resolve-environment';
import type { EnvironmentInput } from '../../../src/spec/environment';
import type { SystemInput } from '../../../src/spec/system';
import { testLock } from '../builders/test-lock';
import { randomEnvironment } from './random-environment';
import { randomSystem } from './random-system';

/** An environment and the systems in it, all of them as people would write them. */
export interface RandomPlatform {
  readonly environment: EnvironmentInput;
  readonly systems: readonly SystemInput[];
}

/** What was drawn, and how much of it the rules refused. */
export interface Tally {
  drawn: number;
  rejected: number;
  /** Codes of the refusals, with how many specs had them. */
  readonly codes: Record<string, number>;
}

export interface RandomSample {
  readonly platforms: readonly RandomPlatform[];
  readonly environments: Tally;
  readonly systems: Tally;
}

export interface SampleSize {
  /** Regions of the environments, taken in turn. */
  readonly regions: readonly string[];
  readonly environments: number;
  readonly systemsEach: number;
}

/** Draws in a row that the rules may refuse before the generator itself counts as broken. */
const PATIENCE = 50;

/** Environments and systems that the rules accept: always the same for one seed. What they refuse is drawn anew, and counted. */
export function randomPlatforms(seed: number, { regions, environments, systemsEach }: SampleSize): RandomSample {
  const tallies = { environments: tally(), systems: tally() };
  let draws = 0;
  const draw = <T>(arbitrary: fc.Arbitrary<T>): T =>
    fc.sample(arbitrary, { seed: seedOf(seed, draws++), numRuns: 1 })[0] as T;
  const platforms = Array.from({ length: environments }, (_, e) => {
    const region = regions[e % regions.length] as string;
    const input = accepted(tallies.environments, () => draw(randomEnvironment(region, e)), resolveEnvironment);
    const environment = resolveEnvironment(input);
    const systems: SystemInput[] = [];
    for (let s = 0; s < systemsEach; s += 1) {
      const arbitrary = randomSystem({ environment, others: systems, serial: e * systemsEach + s });
      systems.push(
        accepted(
          tallies.systems,
          () => draw(arbitrary),
          (system) => resolveAll([...systems, system], environment, undefined, testLock([...systems, system])),
        ),
      );
    }
    return { environment: input, systems };
  });
  return { platforms, ...tallies };
}

/** The first draw that `check` does not refuse. */
function accepted<T>(counts: Tally, next: () => T, check: (spec: T) => unknown): T {
  for (let i = 0; i < PATIENCE; i += 1) {
    const spec = next();
    counts.drawn += 1;
    const problems = problemsOf(() => check(spec));
    if (problems.length === 0) return spec;
    counts.rejected += 1;
    for (const code of new Set(problems.map((problem) => problem.code)))
      counts.codes[code] = (counts.codes[code] ?? 0) + 1;
  }
  throw new Error(`the rules refused ${PATIENCE} random specs in a row: ${JSON.stringify(counts.codes)}`);
}

function problemsOf(check: () => unknown): readonly Problem[] {
  try {
    check();
    return [];
  } catch (error) {
    if (error instanceof SpecError) return error.problems;
    throw error;
  }
}

function tally(): Tally {
  return { drawn: 0, rejected: 0, codes: {} };
}

/** Seeds next to each other would begin with draws that resemble each other. */
function seedOf(seed: number, draw: number): number {
  return createHash('sha256').update(`${seed}/${draw}`).digest().readInt32BE(0);
}
