import { DIMENSIONS, type HostCapacity } from './host-capacity';

/** Replicas of one service that are to be placed. */
export interface Load {
  /** Different for each service: `ads/bidder`. */
  readonly key: string;
  /** What one replica takes of a host. */
  readonly demand: HostCapacity;
  readonly replicas: number;
}

/** A number of hosts that no placement can do with less than, and what they run out of. */
export interface LeastHosts {
  readonly hosts: number;
  /** The dimension that asks for so many. */
  readonly scarcest: keyof HostCapacity;
}

/**
 * Fewest hosts of one capacity that could hold all loads, whatever the placement: never more than the optimum, and seldom less.
 * The largest of three bounds in each dimension: what is asked for over what a host has; the same after each size is rounded by
 * how many of it a host can hold; and the same where what is too large to share a host takes all of it. The second and third are
 * dual feasible functions (S. Fekete and J. Schepers, "New classes of fast lower bounds for bin packing problems", 2001).
 * Loads that no host holds are left out: `checkTaskFits` refuses them.
 */
export function leastHosts(loads: readonly Load[], host: HostCapacity): LeastHosts {
  const fitting = loads.filter(({ demand }) => DIMENSIONS.every((d) => demand[d] <= host[d]));
  return DIMENSIONS.reduce<LeastHosts>(
    (most, dimension) => {
      const hosts = leastIn(amountsOf(fitting, dimension), host[dimension]);
      return hosts > most.hosts ? { hosts, scarcest: dimension } : most;
    },
    { hosts: 0, scarcest: 'memoryMiB' },
  );
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
  const parts = new Set(amounts.map(({ size }) => Math.floor(capacity / size)).filter((k) => k <= FINEST_PART));
  const small = amounts.map(({ size }) => size).filter((size) => 2 * size <= capacity);
  return Math.max(
    sum(amounts, capacity),
    ...[...parts].map((k) => rounded(amounts, capacity, k)),
    ...small.map((least) => withoutSmaller(amounts, capacity, least)),
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

/** Without what is smaller than `least`; what would then have a host to itself counts as a whole one. */
function withoutSmaller(amounts: readonly Amount[], capacity: number, least: number): number {
  const kept = amounts.filter(({ size }) => size >= least);
  return sum(
    kept.map(({ size, count }) => ({ size: size > capacity - least ? capacity : size, count })),
    capacity,
  );
}

/** How much of a host one replica takes in the dimension that it takes most of. */
export function dominantShare(demand: HostCapacity, host: HostCapacity): number {
  return Math.max(...DIMENSIONS.map((d) => (host[d] > 0 ? demand[d] / host[d] : 0)));
}
