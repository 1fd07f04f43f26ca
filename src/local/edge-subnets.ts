import { createHash } from 'node:crypto';
import { type Cidr, formatCidr, overlaps, parseCidr, sizeOf, split } from '../address/cidr';
import type { Problem } from '../errors';

/** A network to give addresses to. */
export interface SubnetRequest {
  readonly name: string;
  /** How many containers it has. */
  readonly members: number;
}

/** Addresses that are no container's: the range's own, the engine's and the broadcast, and one for whoever takes the place of another. */
const TAKEN = 4;
/** The smallest range, of 16 addresses. An engine by itself gives 65,536 to each network, and has 31 of them (Docker documentation, "Subnet allocation", 2026-11). */
const SMALLEST = 28;

/**
 * A range for each network, inside `addresses` and apart from all others. Each has its place by its name, and goes on from there while that is
 * taken, so that one more network seldom moves another. Undefined where they do not fit.
 */
export function edgeSubnets(addresses: string, requests: readonly SubnetRequest[]): Record<string, string> | undefined {
  const whole = parseCidr(addresses);
  if (whole === undefined) return undefined;
  const taken: Cidr[] = [];
  const found: [string, string][] = [];
  const ordered = [...requests].sort((a, b) => prefixOf(a) - prefixOf(b) || (a.name < b.name ? -1 : 1));
  for (const request of ordered) {
    const subnet = placeFor(request, whole, taken);
    if (subnet === undefined) return undefined;
    taken.push(subnet);
    found.push([request.name, formatCidr(subnet)]);
  }
  return Object.fromEntries(found);
}

function placeFor(request: SubnetRequest, whole: Cidr, taken: readonly Cidr[]): Cidr | undefined {
  const prefix = prefixOf(request);
  const pieces = 2 ** (prefix - whole.prefix);
  if (pieces < 1) return undefined;
  const start = createHash('sha256').update(request.name).digest().readUInt32BE(0) % pieces;
  for (let i = 0; i < pieces; i += 1) {
    const candidate = split(whole, prefix, (start + i) % pieces);
    if (!taken.some((other) => overlaps(other, candidate))) return candidate;
  }
  return undefined;
}

function prefixOf({ members }: SubnetRequest): number {
  let prefix = SMALLEST;
  while (sizeOf(prefix) < members + TAKEN) prefix -= 1;
  return prefix;
}

/** That networks do not fit in a range. */
export function noRoomFor(addresses: string, networks: number): Problem {
  return {
    code: 'LaptopAddresses',
    field: 'addresses',
    problem: `is '${addresses}', which has no room for ${networks} networks`,
    fix: "give a larger private range: '10.213.0.0/16' has room for 4,096 small ones",
  };
}
