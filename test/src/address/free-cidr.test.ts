import fc from 'fast-check';
import { type Cidr, formatCidr, parseCidr } from '../../../src/address/cidr';
import { freeCidr } from '../../../src/address/free-cidr';
import { addressesOf } from './addresses-of';

const range = parseCidr('10.0.0.0/22') as Cidr;
const taken = fc.array(
  fc.tuple(fc.integer({ min: 22, max: 28 }), fc.nat({ max: 63 })).map(([prefix, i]) => ({
    base: range.base + (i % 2 ** (prefix - 22)) * 2 ** (32 - prefix),
    prefix,
  })),
  { maxLength: 12 },
);

describe('a free range', () => {
  it('is the first that shares no address with those taken, and there is none only where none is', () => {
    fc.assert(
      fc.property(taken, fc.integer({ min: 22, max: 28 }), (others, prefix) => {
        const used = new Set(others.flatMap((other) => [...addressesOf(formatCidr(other))]));
        const candidates = Array.from({ length: 2 ** (prefix - 22) }, (_, i) => ({
          base: range.base + i * 2 ** (32 - prefix),
          prefix,
        }));
        const first = candidates.find((c) => [...addressesOf(formatCidr(c))].every((address) => !used.has(address)));
        expect(freeCidr(prefix, others, [range])).toEqual(first);
      }),
    );
  });

  it('is private unless told otherwise', () => {
    const ten = parseCidr('10.0.0.0/8') as Cidr;
    expect(formatCidr(freeCidr(16, []) as Cidr)).toBe('10.0.0.0/16');
    expect(formatCidr(freeCidr(16, [ten]) as Cidr)).toBe('172.16.0.0/16');
  });
});
