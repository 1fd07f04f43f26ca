import type { Problem } from '../errors';
import { checkNetworkCidr, readCidr } from './check-cidr';
import { type Cidr, contains, formatCidr, overlaps, parseCidr, sizeOf } from './cidr';
import { freeCidr } from './free-cidr';
import {
  AWS_PREFIX,
  AWS_RESERVED_ADDRESSES,
  allPlaces,
  placeOf,
  SMALLEST_NETWORK_PREFIX,
  TIERS,
  type Tier,
  zoneSlot,
} from './subnet-layout';

export type { Tier } from './subnet-layout';

/** One subnet of a network. */
export interface SubnetPlan {
  readonly tier: Tier;
  readonly zone: string;
  /** `10.0.0.0/20`. */
  readonly cidr: string;
}

/** What decides the subnets of a network. */
export interface NetworkAddresses {
  readonly cidr: string;
  /** Names of availability or local zones; the last character is the letter that decides the place. */
  readonly zones: readonly string[];
  /** Subnets at given places, by zone and tier, for addresses that are assigned centrally. */
  readonly fixed?: Readonly<Record<string, Readonly<Partial<Record<Tier, string>>>>>;
}

/** A subnet on its way to a plan, with the field that a problem of it is reported at. */
interface Place {
  readonly tier: Tier;
  readonly zone: string;
  readonly cidr: Cidr;
  readonly fixed: boolean;
}

/**
 * The three subnets of each zone, by zone name and tier. A subnet depends on the network's range and its own zone alone: adding,
 * removing or reordering zones moves no other. The shares are in `subnet-layout.ts`. No zones give no subnets.
 *
 * Problems, relative to the network: at `cidr`, `zones.0`, `subnets.us-east-1a.private`; codes `InvalidCidr`, `CidrTooLarge`,
 * `CidrTooSmall`, `PublicCidr`, `ReservedCidr`, `CidrOutsideNetwork`, `CidrOverlap`, `ZoneSlotTaken`, `UnknownZoneSlot`,
 * `UnknownZone`. With any problem there are no subnets.
 */
export function planSubnets(network: NetworkAddresses): { subnets: SubnetPlan[]; problems: Problem[] } {
  const read = readCidr(network.cidr, 'cidr');
  const problems = [...read.problems, ...zoneProblems(network), ...strayProblems(network)];
  if (read.cidr === undefined) return { subnets: [], problems };
  problems.push(...checkNetworkCidr(read.cidr, isLaidOut(network)));
  const placed = places(network, read.cidr);
  problems.push(...placed.problems);
  if (problems.length === 0) problems.push(...overlapProblems(read.cidr, placed.places));
  const subnets = placed.places.map(({ tier, zone, cidr }) => ({ tier, zone, cidr: formatCidr(cidr) }));
  return problems.length === 0 ? { subnets, problems } : { subnets: [], problems };
}

/** Addresses of a subnet that interfaces can have: all but the five that AWS keeps. 0 where the text is not a range. */
export function usableAddresses(cidr: string): number {
  const range = parseCidr(cidr);
  return range === undefined ? 0 : Math.max(0, sizeOf(range.prefix) - AWS_RESERVED_ADDRESSES);
}

const fixedAt = (network: NetworkAddresses, zone: string, tier: Tier) =>
  Object.hasOwn(network.fixed ?? {}, zone) ? network.fixed?.[zone]?.[tier] : undefined;
const isAllFixed = (network: NetworkAddresses, zone: string) =>
  TIERS.every((tier) => fixedAt(network, zone, tier) !== undefined);
const isLaidOut = (network: NetworkAddresses) => !network.zones.every((zone) => isAllFixed(network, zone));
const fieldOf = ({ zone, tier }: { zone: string; tier: Tier }) => `subnets.${zone}.${tier}`;

/** Two zones cannot share an eighth; a zone whose subnets are all placed by hand needs none. */
function zoneProblems(network: NetworkAddresses): Problem[] {
  return network.zones.flatMap((zone, i) => {
    const field = `zones.${i}`;
    const before = network.zones.slice(0, i);
    if (before.includes(zone))
      return { code: 'ZoneSlotTaken', field, problem: `is '${zone}' a second time`, fix: 'delete it' };
    if (isAllFixed(network, zone)) return [];
    const fix = `place its three subnets in \`subnets.${zone}\``;
    const slot = zoneSlot(zone);
    if (slot === undefined)
      return {
        code: 'UnknownZoneSlot',
        field,
        problem: `is '${zone}', which does not end in a letter from a to h`,
        fix,
      };
    const other = before.find((z) => zoneSlot(z) === slot && !isAllFixed(network, z));
    if (other === undefined) return [];
    const problem = `is '${zone}', whose letter and so whose eighth of the network belong to '${other}'`;
    return { code: 'ZoneSlotTaken', field, problem, fix };
  });
}

/** Places for a zone that the network does not have would otherwise be left out in silence. */
function strayProblems({ zones, fixed }: NetworkAddresses): Problem[] {
  return Object.keys(fixed ?? {})
    .filter((zone) => !zones.includes(zone))
    .map((zone) => ({
      code: 'UnknownZone',
      field: `subnets.${zone}`,
      problem: `is for a zone that is not among ${zones.join(', ') || 'the zones'}`,
      fix: `add '${zone}' to \`zones\`, or delete it here`,
    }));
}

function places(network: NetworkAddresses, range: Cidr): { places: Place[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const places = [...new Set(network.zones)].sort().flatMap((zone) =>
    TIERS.flatMap((tier): Place[] => {
      const fixed = fixedAt(network, zone, tier);
      if (fixed === undefined) {
        const slot = zoneSlot(zone);
        const hasPlace = slot !== undefined && range.prefix <= SMALLEST_NETWORK_PREFIX;
        return hasPlace ? [{ tier, zone, cidr: placeOf(range, slot, tier), fixed: false }] : [];
      }
      const { cidr, problems: wrong } = readFixed(fixed, range, fieldOf({ zone, tier }));
      problems.push(...wrong);
      return cidr === undefined ? [] : [{ tier, zone, cidr, fixed: true }];
    }),
  );
  return { places, problems };
}

function readFixed(text: string, range: Cidr, field: string): { cidr?: Cidr; problems: Problem[] } {
  const read = readCidr(text, field);
  if (read.cidr === undefined) return read;
  if (!contains(range, read.cidr)) {
    const problem = `is ${text}, which is not inside cidr ${formatCidr(range)}`;
    return {
      problems: [{ code: 'CidrOutsideNetwork', field, problem, fix: `use a range inside ${formatCidr(range)}` }],
    };
  }
  if (read.cidr.prefix <= AWS_PREFIX.smallest) return read;
  const problem = `is ${text}, and AWS makes no subnet smaller than /${AWS_PREFIX.smallest}`;
  return { problems: [{ code: 'CidrTooSmall', field, problem, fix: `use /${AWS_PREFIX.smallest} or larger` }] };
}

/** Places of the layout never overlap each other, so one of each pair was written by hand: that one is reported, once. */
function overlapProblems(range: Cidr, all: readonly Place[]): Problem[] {
  return all.flatMap((place, i) => {
    if (!place.fixed) return [];
    const other = all.find((o, j) => o !== place && overlaps(o.cidr, place.cidr) && (!o.fixed || j < i));
    if (other === undefined) return [];
    const problem = `is ${formatCidr(place.cidr)} and overlaps ${fieldOf(other)} ${formatCidr(other.cidr)}`;
    const taken = all.filter((o) => o !== place).map((o) => o.cidr);
    const reserved = range.prefix <= SMALLEST_NETWORK_PREFIX ? allPlaces(range) : [];
    const free =
      freeCidr(place.cidr.prefix, [...taken, ...reserved], [range]) ?? freeCidr(place.cidr.prefix, taken, [range]);
    const fix =
      free === undefined
        ? `use a smaller range; cidr ${formatCidr(range)} has no room for this one`
        : `use '${formatCidr(free)}', which is free`;
    return { code: 'CidrOverlap', field: fieldOf(place), problem, fix };
  });
}
