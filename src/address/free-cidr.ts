import { type Cidr, contains, overlaps, parseCidr, sizeOf } from './cidr';

/**
 * Ranges that the internet never routes, so that a network in them hides nobody's addresses
 * (RFC 1918 section 3; RFC 6598 section 7).
 */
export const PRIVATE_RANGES: readonly Cidr[] = ['10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16', '100.64.0.0/10'].map(
  (text) => parseCidr(text) as Cidr,
);

/** The lowest range of this prefix in `within`, searched in its order, that overlaps none of `taken`. */
export function freeCidr(prefix: number, taken: readonly Cidr[], within = PRIVATE_RANGES): Cidr | undefined {
  for (const range of within) {
    let candidate: Cidr = { base: range.base, prefix };
    while (contains(range, candidate)) {
      const obstacle = taken.find((other) => overlaps(other, candidate));
      if (obstacle === undefined) return candidate;
      candidate = { base: Math.max(obstacle.base + sizeOf(obstacle.prefix), candidate.base + sizeOf(prefix)), prefix };
    }
  }
  return undefined;
}
