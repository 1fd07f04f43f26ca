import { environmentSpec } from '../../../src/spec/environment';
import { systemSpec } from '../../../src/spec/system';
import { pairCounts } from './features';
import { fieldShares, type Share } from './field-shares';
import type { RandomPlatform } from './random-platforms';

/** Of the places where a field can be said, how many say it at least. */
export const LEAST_SHARE = 0.2;

/** Where a union has so many arms that not each can have that, each has half of an equal share. */
function leastShare(arms: number): number {
  return Math.min(LEAST_SHARE, 0.5 / arms);
}

/** Fields that mean nothing where they stand, with the reason; no random spec says them. */
export const NEVER_SAID: readonly { readonly path: RegExp; readonly why: string }[] = [
  {
    path: /^services\.\*\.(sidecars|init)\.\*\.health\.readiness/,
    why: 'load balancers lead to the container of the service alone',
  },
];

/** Fields of which one thing has one at most, as if they were arms of a union. */
const ALTERNATIVES: readonly { readonly path: RegExp; readonly of: number }[] = [
  { path: /^trainingClusters\.\*\.(accelerators|instanceTypes|attributes)$/, of: 3 },
  { path: /(^|\.)jobs\.\*\.(nodes|array|sweep)$/, of: 4 },
  { path: /(^|\.)jobs\.\*\.(schedule|after)$/, of: 4 },
  { path: /(^|\.)routes\.\*\.(auth|networks)$/, of: 3 },
  // Only where all roles have a boundary, and a path of their own.
  { path: /^accountSettings\.ci\.deploy$/, of: 8 },
  // Only where everybody gets to the gateway.
  { path: /(^|\.)routes\.\*\.public$/, of: 8 },
  // Few services take messages from a queue.
  { path: /services\.\*\.slo\.queueSeconds$/, of: 25 },
  // Few networks lead to workspaces of Prometheus.
  { path: /(^|\.)telemetry\.prometheus\.workspaceArn$/, of: 6 },
  { path: /jobs\.\*\.schedule\.(cron|rate|repeat)$/, of: 3 },
];

/** What a sample tries, and what it leaves untried. */
export interface Coverage {
  readonly fields: readonly Share[];
  /** Services with both features, by pair. */
  readonly pairs: Readonly<Record<string, number>>;
  /** One line for each field that is said too rarely and each pair that never met. Empty when the sample is good. */
  readonly gaps: readonly string[];
}

/** An override has the fields of a service or queue again: that each is taken is tried, and what is in it is tried there. */
const OVERRIDE = /^environments\.\*\.\w+\.\*\.\w+$/;

/** How well a sample covers the fields of both specs, and the pairs of features of a service. */
export function coverageOf(platforms: readonly RandomPlatform[]): Coverage {
  const systems = platforms.flatMap((platform) => platform.systems);
  const all = [
    ...fieldShares(
      environmentSpec,
      platforms.map((platform) => platform.environment),
    ),
    ...fieldShares(systemSpec, systems, (path) => OVERRIDE.test(path)),
  ];
  const fields = all.filter(({ path }) => !NEVER_SAID.some((never) => never.path.test(path)));
  const pairs = pairCounts(platforms);
  const rare = fields.filter(({ path, places, said, arms = 1 }) => {
    const alternatives = ALTERNATIVES.find((each) => each.path.test(path))?.of ?? 1;
    return places === 0 || said / places < leastShare(Math.max(arms, alternatives));
  });
  const gaps = [
    ...rare.map(({ path, places, said }) => `field ${path} is said in ${said} of ${places} places`),
    ...Object.keys(pairs)
      .filter((pair) => pairs[pair] === 0)
      .map((pair) => `no service has both ${pair.replace(' ', ' and ')}`),
  ];
  return { fields, pairs, gaps };
}
