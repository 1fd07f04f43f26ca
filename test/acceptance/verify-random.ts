import type { EnvironmentInput } from '../../src/spec/environment';
import { amongThemselves, onlyServices } from '../support/random/among-themselves';
import { bisect } from '../support/random/bisect';
import type { Coverage } from '../support/random/coverage';
import { coveringPlatforms } from '../support/random/covering-platforms';
import type { RandomSample } from '../support/random/random-platforms';
import { foundationsPack, type Placed, systemsPack } from './verify-packs';
import { attemptApp, type Offline, type Planned, type Planning } from './verify-plans';

/** Two packs, each in a region of its own; enough that with most seeds every field and pair is met at once. */
const SIZE = { regions: ['eu-central-1', 'cn-north-1'], environments: 24, systemsEach: 3 };

export interface RandomResult {
  readonly sample: RandomSample;
  readonly coverage: Coverage;
  readonly planned: readonly Planned[];
  readonly dropped: readonly string[];
  /** Each with the one spec that it comes down to. */
  readonly failures: readonly string[];
}

/** Plans a sample of random specs: whatever the rules accept and the constructs synthesize, the provider must accept too. */
export async function verifyRandom(offline: Offline, seed: number): Promise<RandomResult> {
  const { sample, coverage } = coveringPlatforms(seed, SIZE);
  const packs = SIZE.regions.map((region) =>
    sample.platforms.filter(({ environment }) => environment.region === region),
  );
  const results = await Promise.all(
    packs.flatMap((platforms, i) => [
      planPack(
        offline,
        `random-foundations-${i + 1}`,
        foundationsPack,
        platforms.map(({ environment }) => environment),
        blameEnvironment,
      ),
      planPack(
        offline,
        `random-systems-${i + 1}`,
        systemsPack,
        platforms.flatMap(({ environment, systems }) => systems.map((system) => ({ environment, system }))),
        blameSystem,
      ),
    ]),
  );
  return {
    sample,
    coverage,
    planned: results.flatMap(({ planned }) => planned),
    dropped: results.flatMap(({ dropped }) => dropped),
    failures: results.flatMap(({ failure }) => failure ?? []),
  };
}

type Pack<T> = (name: string, items: readonly T[]) => Planning;
type Blame<T> = (
  items: readonly T[],
  error: string,
  fails: (part: (name: string) => Planning) => Promise<string | undefined>,
) => Promise<string>;

async function planPack<T>(offline: Offline, name: string, pack: Pack<T>, items: readonly T[], blame: Blame<T>) {
  const outcome = await attemptApp(offline, name, (as) => pack(as, items));
  if (outcome.error === undefined) return { ...outcome, failure: undefined };
  let tries = 0;
  const fails = async (part: (name: string) => Planning) => {
    tries += 1;
    return (await attemptApp(offline, `${name}-part-${tries}`, part)).error;
  };
  return { ...outcome, failure: await blame(items, outcome.error, fails) };
}

const blameEnvironment: Blame<EnvironmentInput> = async (items, first, fails) => {
  const { items: left, error } = await bisect(items, first, (part) => fails((name) => foundationsPack(name, part)));
  return `${error}\nof ${items.length} random environments it comes down to ${left.length}:\n${JSON.stringify(left, null, 2)}`;
};

const blameSystem: Blame<Placed> = async (items, first, fails) => {
  const found = await bisect(items, first, (part) => fails((name) => systemsPack(name, whole(part))));
  const [only, ...more] = found.items;
  if (only === undefined || more.length > 0)
    return `${found.error}\nof ${items.length} random systems these ${found.items.length} fail, but only together:\n${JSON.stringify(found.items, null, 2)}`;
  const { environment } = only;
  const narrowed = (names: readonly string[]) => whole([{ environment, system: onlyServices(only.system, names) }]);
  const { items: names, error } = await bisect(Object.keys(only.system.services), found.error, (part) =>
    fails((name) => systemsPack(name, narrowed(part))),
  );
  return `${error}\nof ${items.length} random systems it comes down to ${names.length} services of one:\n${JSON.stringify(narrowed(names), null, 2)}`;
};

/** A part of a sample without the calls that lead out of it. */
function whole(part: readonly Placed[]): Placed[] {
  const environments = [...new Set(part.map(({ environment }) => environment))];
  return environments.flatMap((environment) => {
    const systems = part.filter((placed) => placed.environment === environment).map(({ system }) => system);
    return amongThemselves(systems).map((system) => ({ environment, system }));
  });
}
