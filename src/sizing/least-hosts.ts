import { copiesOn, DIMENSIONS, type HostCapacity } from './host-capacity';

/** Replicas of one service that are to be placed. */
export interface Load {
  /** Different for each service: `ads/bidder`. */
  readonly key: string;
  /** What one replica takes of a host. */
  readonly demand: HostCapacity;
  readonly replicas: number;
  /** No two replicas on one host. @default false */
  readonly apart?: boolean;
}

/** A number of hosts that no placement can do with less than, and what they run out of. */
export interface LeastHosts {
  readonly hosts: number;
  /** What asks for so many: a dimension of hosts, or replicas that cannot share one. */
  readonly scarcest: keyof HostCapacity | 'apart';
}

/**
 * Fewest hosts of one capacity that could hold all loads, whatever the placement: never more than the optimum, and seldom less.
 * The largest of three bounds in each dimension: what is asked for over what a host has; the same after each size is rounded by
 * how many of it a host can hold; and the same where what is too large to share a host takes all of it. The second and third are
 * dual feasible functions (S. Fekete and J. Schepers, "New classes of fast lower bounds for bin packing problems", 2001).
 * Beside them, hosts that services need which can never share one, because they are kept apart or too large together.
 * Loads that no host holds are left out: `checkTaskFits` refuses them.
 */
export function leastHosts(loads: readonly Load[], host: HostCapacity): LeastHosts {
  const fitting = loads.filter(({ demand }) => DIMENSIONS.every((d) => demand[d] <= host[d]));
  const bounds: readonly LeastHosts[] = [
    ...DIMENSIONS.map((d) => ({ hosts: leastIn(amountsOf(fitting, d), host[d]), scarcest: d })),
    { hosts: neverTogether(fitting, host), scarcest: 'apart' },
  ];
  return bounds.reduce((most, next) => (next.hosts > most.hosts ? next : most));
}

/** Hosts of services of which no two fit on one host, each with the hosts that it needs by itself: a greedy choice of such services. */
function neverTogether(loads: readonly Load[], host: HostCapacity): number {
  const alone = loads
    .map((load) => ({
      load,
      hosts: load.apart ? load.replicas : Math.ceil(load.replicas / copiesOn(host, load.demand)),
    }))
    .filter(({ hosts }) => hosts > 0)
    .sort((a, b) => b.hosts - a.hosts);
  const chosen: typeof alone = [];
  for (const next of alone)
    if (chosen.every(({ load }) => DIMENSIONS.some((d) => load.demand[d] + next.load.demand[d] > host[d])))
      chosen.push(next);
  return chosen.reduce((sum, { hosts }) => sum + hosts, 0);
}

/** So many pieces of one size. */
interface Amount {
  readonly size: number;
  readonly count: number;
}

function amountsOf(loads: readonly Load[], dimension: keyof HostCapacity): Amount[] {
  const counts = new Map<number, number>();
  for (const { demand, replicas } of loads)
    if (demand[dimension] > 0) counts.set(demand[dimension], (counts.get(demand[dimension]) ?? 0) + replicas);
  return [...counts].map(([size, count]) => ({ size, count }));
}

/** Rounding to finer parts of a host than this gains nothing: a sum is as good. */
const FINEST_PART = 100;

function leastIn(amounts: readonly Amount[], capacity: number): number {
  if (amounts.length === 0) return 0;
  const parts = new Set(amounts.map(({ size }) => Math.floor(capacity / size)).filter((k) => k <= FINEST_PART));
  return Math.max(
    sum(amounts, capacity),
    ...[...parts].map((k) => rounded(amounts, capacity, k)),
    withoutSmaller(amounts, capacity),
  );
}

function sum(amounts: readonly Amount[], capacity: number): number {
  return Math.ceil(amounts.reduce((total, { size, count }) => total + size * count, 0) / capacity);
}

/** Sizes as so many k-th parts of a host, rounded down where they are not multiples of the (k + 1)-th. */
function rounded(amounts: readonly Amount[], capacity: number, k: number): number {
  const parts = amounts.reduce((total, { size, count }) => {
    const exact = ((k + 1) * size) % capacity === 0;
    // In units of 1 / (k * capacity), so that nothing is lost to fractions.
    return total + count * (exact ? size * k : Math.floor(((k + 1) * size) / capacity) * capacity);
  }, 0);
  return Math.ceil(parts / (k * capacity));
}

/**
 * Without what is smaller than some size, where what would then have a host to itself counts as a whole one: the most over all sizes.
 * Sums of the sorted sizes make it one pass, for fleets of a thousand services.
 */
function withoutSmaller(amounts: readonly Amount[], capacity: number): number {
  const sorted = [...amounts].sort((a, b) => a.size - b.size);
  const volumes = sumsBefore(sorted.map(({ size, count }) => size * count));
  const counts = sumsBefore(sorted.map(({ count }) => count));
  const upTo = (sums: readonly number[], i: number) => sums[i] as number;
  let whole = sorted.length;
  let most = 0;
  for (const [i, { size: least }] of sorted.entries()) {
    if (2 * least > capacity) break;
    while ((sorted[whole - 1]?.size ?? 0) > capacity - least) whole -= 1;
    const shared = upTo(volumes, whole) - upTo(volumes, i);
    const alone = upTo(counts, sorted.length) - upTo(counts, whole);
    most = Math.max(most, alone + Math.ceil(shared / capacity));
  }
  return most;
}

/** At each place the sum of all values before it, and at the end that of all. */
function sumsBefore(values: readonly number[]): number[] {
  const sums = [0];
  for (const value of values) sums.push((sums.at(-1) as number) + value);
  return sums;
}

/** How much of a host one replica takes in the dimension that it takes most of. */
export function dominantShare(demand: HostCapacity, host: HostCapacity): number {
  return Math.max(...DIMENSIONS.map((d) => (host[d] > 0 ? demand[d] / host[d] : 0)));
}
