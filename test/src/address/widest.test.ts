import fc from 'fast-check';
import { formatCidr, parseCidr } from '../../../src/address/cidr';
import { widest } from '../../../src/address/widest';

/** Small ranges of a small network, so that some lie in others. */
const range = fc
  .record({ host: fc.integer({ min: 0, max: 31 }), prefix: fc.integer({ min: 27, max: 32 }) })
  .map(({ host, prefix }) => {
    const size = 2 ** (32 - prefix);
    return formatCidr({ base: 0x0a000000 + host - (host % size), prefix });
  });
const addressesOf = (ranges: readonly string[]) =>
  [...Array(32).keys()].filter((host) =>
    ranges.some((text) => {
      const { base, prefix } = parseCidr(text) ?? { base: 0, prefix: 32 };
      const at = 0x0a000000 + host;
      return at >= base && at < base + 2 ** (32 - prefix);
    }),
  );

describe('the widest of some ranges', () => {
  it('hold the same addresses, none twice, and saying one again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(range, { maxLength: 8 }), (ranges) => {
        const kept = widest(ranges);
        expect(addressesOf(kept)).toEqual(addressesOf(ranges));
        expect(kept.reduce((sum, one) => sum + addressesOf([one]).length, 0)).toBe(addressesOf(ranges).length);
        expect(widest([...ranges, ...ranges].reverse())).toEqual(kept);
      }),
    );
  });
});
