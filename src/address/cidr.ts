import ipaddr from 'ipaddr.js';

/** An IPv4 range: its first address as an unsigned 32-bit number, and the number of leading bits that are fixed (0 to 32). */
export interface Cidr {
  readonly base: number;
  readonly prefix: number;
}

/** Reads `10.0.0.0/16`: four decimal parts without leading zeros, host bits zero. Anything else is undefined. */
export function parseCidr(text: string): Cidr | undefined {
  const cidr = enclosingCidr(text);
  return cidr !== undefined && formatCidr(cidr) === text ? cidr : undefined;
}

/** The range that an address with a prefix lies in: `10.0.7.1/16` is in 10.0.0.0/16. Undefined where the text is neither. */
export function enclosingCidr(text: string): Cidr | undefined {
  if (!ipaddr.IPv4.isValidCIDRFourPartDecimal(text)) return undefined;
  const [address, prefix] = ipaddr.IPv4.parseCIDR(text);
  const number = address.octets.reduce((sum, octet) => sum * 256 + octet, 0);
  return { base: number - (number % sizeOf(prefix)), prefix };
}

/** `10.0.0.0/16`. */
export function formatCidr({ base, prefix }: Cidr): string {
  const octets = [24, 16, 8, 0].map((shift) => Math.floor(base / 2 ** shift) % 256);
  return `${new ipaddr.IPv4(octets).toString()}/${prefix}`;
}

/** Every address of `inner` is in `outer`. */
export function contains(outer: Cidr, inner: Cidr): boolean {
  return outer.prefix <= inner.prefix && inner.base - (inner.base % sizeOf(outer.prefix)) === outer.base;
}

/** Some address is in both. Ranges never overlap in part: one of the two is inside the other. */
export function overlaps(a: Cidr, b: Cidr): boolean {
  return contains(a, b) || contains(b, a);
}

/**
 * Piece `index`, counted from 0, of a range that is cut in pieces of `/newPrefix`.
 * @throws RangeError when the range has no such piece: a mistake in the program, not in what a user wrote.
 */
export function split(cidr: Cidr, newPrefix: number, index: number): Cidr {
  const pieces = 2 ** (newPrefix - cidr.prefix);
  if (newPrefix < cidr.prefix || newPrefix > 32 || index < 0 || index >= pieces) {
    throw new RangeError(`${formatCidr(cidr)} has no /${newPrefix} number ${index}`);
  }
  return { base: cidr.base + index * sizeOf(newPrefix), prefix: newPrefix };
}

/** How many addresses a range of this prefix has. */
export function sizeOf(prefix: number): number {
  return 2 ** (32 - prefix);
}
