import { type Cidr, split } from './cidr';

/** Who may be reached from where: `public` from the internet, `private` only goes out, `isolated` does neither. */
export type Tier = 'public' | 'private' | 'isolated';

export const TIERS: readonly Tier[] = ['public', 'private', 'isolated'];

/** Prefixes that AWS accepts for a VPC and for a subnet (VPC User Guide, "VPC CIDR blocks" and "Subnet sizing", 2026-11). */
export const AWS_PREFIX = { smallest: 28, largest: 16 } as const;

/** Addresses of every subnet that AWS keeps: the first four and the last (VPC User Guide, "Subnet sizing", 2026-11). */
export const AWS_RESERVED_ADDRESSES = 5;

/** Zone letters with a place of their own. AWS has used a to f so far; eight divide a network evenly. */
const LETTERS = 'abcdefgh';
const ZONE_BITS = 3;

/**
 * Where a tier lies in the eighth of the network that belongs to its zone's letter: piece `index` of the eighth cut by `bits`.
 *
 * | tier     | share of the eighth | in a /16             | of which workloads can have |
 * |----------|---------------------|----------------------|------------------------------|
 * | private  | first half          | /20, 4,096 addresses | 4,091                        |
 * | isolated | next quarter        | /21, 2,048 addresses | 2,043                        |
 * | public   | next eighth         | /22, 1,024 addresses | 1,019                        |
 * | (spare)  | last eighth         | /22, 1,024 addresses |                              |
 */
const PLACES: Record<Tier, { bits: number; index: number }> = {
  private: { bits: 1, index: 0 },
  isolated: { bits: 2, index: 2 },
  public: { bits: 3, index: 6 },
};

/** The smallest network that has room for the layout: its smallest subnet is then the smallest that AWS accepts. */
export const SMALLEST_NETWORK_PREFIX =
  AWS_PREFIX.smallest - ZONE_BITS - Math.max(...TIERS.map((tier) => PLACES[tier].bits));

/** The eighth of the network, 0 to 7, that belongs to a zone: decided by the zone's letter alone. Undefined beyond h. */
export function zoneSlot(zone: string): number | undefined {
  const slot = zone === '' ? -1 : LETTERS.indexOf(zone.slice(-1));
  return slot < 0 ? undefined : slot;
}

/** The range of a tier in a zone's slot. The network must be at least `SMALLEST_NETWORK_PREFIX` large. */
export function placeOf(network: Cidr, slot: number, tier: Tier): Cidr {
  const eighth = split(network, network.prefix + ZONE_BITS, slot);
  return split(eighth, eighth.prefix + PLACES[tier].bits, PLACES[tier].index);
}

/** Every range that the layout can ever hand out. */
export function allPlaces(network: Cidr): Cidr[] {
  return [...LETTERS].flatMap((_, slot) => TIERS.map((tier) => placeOf(network, slot, tier)));
}
