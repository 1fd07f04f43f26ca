import fc from 'fast-check';
import { type Cidr, contains, overlaps, parseCidr, sizeOf } from '../../../src/address/cidr';
import { edgeSubnets } from '../../../src/local/edge-subnets';

const requests = fc.uniqueArray(fc.record({ name: fc.string({ minLength: 1, maxLength: 20 }), members: fc.nat(40) }), {
  selector: ({ name }) => name,
  maxLength: 40,
});

const cidr = (text: string) => parseCidr(text) as Cidr;

describe('addresses of the networks of a laptop', () => {
  it('lie in the range, apart from each other, with room for all that are on them', () => {
    fc.assert(
      fc.property(requests, (all) => {
        const subnets = edgeSubnets('10.213.0.0/16', all) as Record<string, string>;
        expect(Object.keys(subnets).sort()).toEqual(all.map(({ name }) => name).sort());
        for (const { name, members } of all) {
          const own = cidr(subnets[name] as string);
          expect(contains(cidr('10.213.0.0/16'), own)).toBe(true);
          expect(sizeOf(own.prefix) - 3).toBeGreaterThan(members);
        }
        const ranges = Object.values(subnets).map(cidr);
        expect(ranges.some((a, i) => ranges.some((b, j) => i < j && overlaps(a, b)))).toBe(false);
      }),
    );
  });

  it('are the same in whatever order networks are named', () => {
    fc.assert(
      fc.property(requests, (all) => {
        expect(edgeSubnets('10.213.0.0/16', [...all].reverse())).toEqual(edgeSubnets('10.213.0.0/16', all));
      }),
    );
  });

  it('seldom move when one more network comes', () => {
    const some = Array.from({ length: 60 }, (_, i) => ({ name: `edge-${i}`, members: 2 }));
    const before = edgeSubnets('10.213.0.0/16', some) as Record<string, string>;
    const after = edgeSubnets('10.213.0.0/16', [...some, { name: 'one-more', members: 2 }]) as Record<string, string>;
    const moved = some.filter(({ name }) => before[name] !== after[name]);
    expect(moved.length).toBeLessThan(2);
  });

  it('are none where they do not fit', () => {
    const two = ['a', 'b'].map((name) => ({ name, members: 2 }));
    expect(Object.values(edgeSubnets('10.213.0.0/27', two) ?? {}).sort()).toEqual(['10.213.0.0/28', '10.213.0.16/28']);
    expect(edgeSubnets('10.213.0.0/28', two)).toBeUndefined();
    expect(edgeSubnets('10.213.0.0/28', [{ name: 'a', members: 40 }])).toBeUndefined();
  });
});
