import type { Stub } from '../support/stub';
import { unexpectedDrops } from './verify-dropped';
import type { Planned } from './verify-plans';
import type { RandomResult } from './verify-random';

/** Random specs that the rules refuse say nothing of plans: a generator that guesses too much tries too little. */
const MOST_REJECTED = 0.2;

/** What a run found. */
export interface Findings {
  /** Stacks of the examples. */
  readonly examples: readonly Planned[];
  readonly random: RandomResult;
  /** What the shim left out, of all stacks. */
  readonly dropped: readonly string[];
  readonly stub: Pick<Stub, 'seen' | 'refused'>;
}

/** Everything that is not as it should be, each as a text that can be acted on. Empty when the run passes. */
export function failuresOf({ examples, random, dropped, stub }: Findings): string[] {
  const stacks = examples.length + random.planned.length;
  const asked = stub.seen['sts.GetCallerIdentity'] ?? 0;
  const { environments, systems } = random.sample;
  return [
    ...examples.flatMap(({ stack, error }) => (error === undefined ? [] : [`${stack}: ${error}`])),
    ...random.failures,
    ...random.coverage.gaps,
    ...[environments, systems]
      .filter(({ drawn, rejected }) => rejected / drawn >= MOST_REJECTED)
      .map(
        ({ drawn, rejected, codes }) =>
          `the rules refused ${rejected} of ${drawn} random specs: ${JSON.stringify(codes)}`,
      ),
    ...unexpectedDrops(dropped),
    ...[...new Set(stub.refused)].map((operation) => `a plan called ${operation}, which is no business of a plan`),
    ...(asked < stacks ? [`only ${asked} of ${stacks} stacks asked whose account it is: the guard is off`] : []),
  ];
}
