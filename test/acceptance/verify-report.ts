import { droppedKinds } from './verify-dropped';
import type { Planned } from './verify-plans';
import type { RandomResult } from './verify-random';

/** One line for each stack: how it went, its name, its resources and the seconds that init and plan took. */
export function planTable(planned: readonly Planned[]): string[] {
  const width = Math.max(...planned.map(({ stack }) => stack.length));
  const rows = planned.map(({ stack, resources, seconds, error }) =>
    [
      error === undefined ? 'ok    ' : 'FAILED',
      stack.padEnd(width),
      `${resources}`.padStart(5),
      `resources ${seconds.toFixed(1).padStart(6)} s`,
    ].join(' '),
  );
  const warnings = [...new Set(planned.flatMap((plan) => plan.warnings))].sort();
  return [...rows, ...warnings.map((warning) => `warning: ${warning}`)];
}

/** What the random sample covers, in a few lines. */
export function coverageLines({ sample, coverage }: RandomResult, seed: number, dropped: readonly string[]): string[] {
  const { environments, systems } = sample;
  const refused = ({ drawn, rejected }: { drawn: number; rejected: number }) => `${rejected} of ${drawn} drawn`;
  const rarest = [...coverage.fields].sort((a, b) => a.said / a.places - b.said / b.places)[0];
  const pairs = Object.entries(coverage.pairs).sort(([, a], [, b]) => a - b);
  return [
    `seed ${seed}: the rules refused ${refused(environments)} environments and ${refused(systems)} systems`,
    `fields: ${coverage.fields.length} covered, the rarest ${rarest?.path} in ${rarest?.said} of ${rarest?.places} places`,
    `pairs of features: ${pairs.length} covered, the rarest ${pairs[0]?.[0].replace(' ', ' and ')} in ${pairs[0]?.[1]} services`,
    `left out for this provider: ${droppedKinds(dropped).join(', ') || 'nothing'}`,
  ];
}
