import fc from 'fast-check';
import { Addresses } from '../../../src/preview/internet';

/** Which of 2^12 addresses below 203.0.0.0/20 a set has, counted one by one. */
const FIRST = 203 * 2 ** 24;
const SIZE = 4096;

const block = fc
  .record({ at: fc.integer({ min: 0, max: SIZE - 1 }), prefix: fc.integer({ min: 20, max: 32 }) })
  .map(({ at, prefix }) => {
    const size = 2 ** (32 - prefix);
    const from = at - (at % size);
    const address = [24, 16, 8, 0].map((shift) => Math.floor((FIRST + at) / 2 ** shift) % 256).join('.');
    return { cidr: `${address}/${prefix}`, has: (n: number) => n >= from && n < from + size };
  });
const blocks = fc.array(block, { maxLength: 8 });

describe('a set of addresses', () => {
  it('has each that any of its blocks has and no other', () => {
    fc.assert(
      fc.property(blocks, blocks, (some, others) => {
        const left = (Addresses.of(some.map(({ cidr }) => cidr)) as Addresses).without(
          Addresses.of(others.map(({ cidr }) => cidr)) as Addresses,
        );
        const numbers = Array.from({ length: SIZE }, (_, n) => n);
        const expected = numbers.filter((n) => some.some(({ has }) => has(n)) && !others.some(({ has }) => has(n)));
        expect(left.count('ipv4')).toBe(BigInt(expected.length));
        expect(left.isEmpty).toBe(expected.length === 0);
      }),
      { numRuns: 60 },
    );
  });

  it.each<[readonly string[], string]>([
    [['0.0.0.0/0'], 'the whole IPv4 internet'],
    [['0.0.0.0/1', '128.0.0.0/1'], 'the whole IPv4 internet'],
    [['::/0'], 'the whole IPv6 internet'],
    [['::/1', '8000::/1', '0.0.0.0/0'], 'the whole IPv4 internet and the whole IPv6 internet'],
    [['203.0.113.7/32', '10.0.0.0/8'], '1 public IPv4 address'],
    [['203.0.113.0/24'], '256 public IPv4 addresses'],
    [['10.0.0.0/7'], '16,777,216 public IPv4 addresses'],
    [['2001:db8::/64'], '2^64 or more public IPv6 addresses'],
    [['10.1.2.3/8', 'fd00::/8', '100.64.0.0/10', 'fe80::/10'], ''],
  ])('of %j is, on the internet, %s', (cidrs, said) => {
    expect(Addresses.of(cidrs)?.onInternet().said()).toBe(said);
  });

  it.each(['', 'x', '(sensitive)', '10.0.0.0', '10.0.0.0/33', '::/129', '10.0.0/8/8'])('is not made of %j', (text) => {
    expect(Addresses.of([text])).toBeUndefined();
  });
});
