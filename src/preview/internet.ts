import ipaddr from 'ipaddr.js';

/** Addresses from the first to the last, of one family, as numbers. */
interface Range {
  readonly from: bigint;
  readonly to: bigint;
}

type Family = 'ipv4' | 'ipv6';
const BITS = { ipv4: 32n, ipv6: 128n } as const;

/**
 * Ranges that no address of the internet is in: private, shared, loopback, link-local, multicast, reserved (IANA special-purpose address
 * registries, 2026-11). Those for documentation count as public: who writes one means a public one.
 */
const NOT_PUBLIC: Readonly<Record<Family, readonly string[]>> = {
  ipv4: '0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.168.0.0/16 224.0.0.0/4 240.0.0.0/4'.split(
    ' ',
  ),
  ipv6: '::/127 fc00::/7 fe80::/10 ff00::/8'.split(' '),
};

/** A set of addresses of both families. */
export class Addresses {
  private constructor(private readonly ranges: Readonly<Record<Family, readonly Range[]>>) {}

  /** What is in any of the CIDR blocks; undefined where one of them is none. */
  static of(cidrs: readonly string[]): Addresses | undefined {
    const found: Record<Family, Range[]> = { ipv4: [], ipv6: [] };
    for (const cidr of cidrs) {
      const range = rangeOf(cidr);
      if (range === undefined) return undefined;
      found[range.family].push(range);
    }
    return new Addresses({ ipv4: merged(found.ipv4), ipv6: merged(found.ipv6) });
  }

  /** What of these is not in the others. */
  without(others: Addresses): Addresses {
    const left = (family: Family) => subtract(this.ranges[family], others.ranges[family]);
    return new Addresses({ ipv4: left('ipv4'), ipv6: left('ipv6') });
  }

  /** What of these is on the internet. */
  onInternet(): Addresses {
    return this.without(Addresses.of([...NOT_PUBLIC.ipv4, ...NOT_PUBLIC.ipv6]) as Addresses);
  }

  get isEmpty(): boolean {
    return this.ranges.ipv4.length + this.ranges.ipv6.length === 0;
  }

  /** How many of a family there are. */
  count(family: Family): bigint {
    return this.ranges[family].reduce((sum, { from, to }) => sum + to - from + 1n, 0n);
  }

  /** `the whole IPv4 internet`, `256 public IPv4 addresses`: for what is left by `onInternet`. */
  said(): string {
    const families = (['ipv4', 'ipv6'] as const).filter((family) => this.ranges[family].length > 0);
    return families.map((family) => saidOf(family, this.count(family))).join(' and ');
  }
}

const EVERYTHING = Addresses.of(['0.0.0.0/0', '::/0']) as Addresses;

function saidOf(family: Family, count: bigint): string {
  const name = family === 'ipv4' ? 'IPv4' : 'IPv6';
  if (count === EVERYTHING.onInternet().count(family)) return `the whole ${name} internet`;
  if (count === 1n) return `1 public ${name} address`;
  // Nobody reads 38 digits.
  const many = count > 10n ** 12n ? `2^${count.toString(2).length - 1} or more` : count.toLocaleString('en-US');
  return `${many} public ${name} addresses`;
}

function rangeOf(cidr: string): (Range & { family: Family }) | undefined {
  if (!ipaddr.isValidCIDR(cidr)) return undefined;
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  const family = address.kind();
  const number = address.toByteArray().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
  const size = 1n << (BITS[family] - BigInt(prefix));
  const from = number - (number % size);
  return { family, from, to: from + size - 1n };
}

/** Sorted, and what overlaps or touches made one. */
function merged(ranges: readonly Range[]): Range[] {
  const sorted = [...ranges].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const out: Range[] = [];
  for (const range of sorted) {
    const last = out.at(-1);
    if (last === undefined || range.from > last.to + 1n) out.push(range);
    else if (range.to > last.to) out[out.length - 1] = { from: last.from, to: range.to };
  }
  return out;
}

/** Both sorted and merged. */
function subtract(ranges: readonly Range[], others: readonly Range[]): Range[] {
  return ranges.flatMap((range) => {
    const left: Range[] = [];
    let { from } = range;
    for (const other of others) {
      if (other.to < from || other.from > range.to) continue;
      if (other.from > from) left.push({ from, to: other.from - 1n });
      from = other.to + 1n;
    }
    return from <= range.to ? [...left, { from, to: range.to }] : left;
  });
}
