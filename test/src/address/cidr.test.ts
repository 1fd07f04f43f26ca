import fc from 'fast-check';
import { type Cidr, contains, enclosingCidr, formatCidr, overlaps, parseCidr, split } from '../../../src/address/cidr';
import { addressesOf, boundsOf } from './addresses-of';

/** Ranges of at most 256 addresses, close together so that they often meet. */
const smallCidr = fc
  .tuple(fc.integer({ min: 24, max: 32 }), fc.integer({ min: 0, max: 1023 }))
  .map(([prefix, offset]) => `10.0.${offset >> 8}.${((offset & 255) >> (32 - prefix)) << (32 - prefix)}/${prefix}`);

const anyCidr = fc
  .tuple(fc.integer({ min: 0, max: 32 }), fc.bigInt({ min: 0n, max: 2n ** 32n - 1n }))
  .map(([prefix, n]) => {
    const base = (n >> BigInt(32 - prefix)) << BigInt(32 - prefix);
    return `${[24n, 16n, 8n, 0n].map((shift) => (base >> shift) & 255n).join('.')}/${prefix}`;
  });

const parsed = (text: string) => parseCidr(text) as Cidr;

describe('a CIDR', () => {
  it('is written as it was read', () => {
    fc.assert(fc.property(anyCidr, (text) => formatCidr(parsed(text)) === text));
  });

  it('has the address that its text says as its base', () => {
    fc.assert(fc.property(anyCidr, (text) => BigInt(parsed(text).base) === boundsOf(text).first));
  });

  it('contains another when each of its addresses is in it', () => {
    fc.assert(
      fc.property(smallCidr, smallCidr, (a, b) => {
        const outer = addressesOf(a);
        expect(contains(parsed(a), parsed(b))).toBe([...addressesOf(b)].every((address) => outer.has(address)));
      }),
    );
  });

  it('overlaps another when they share an address', () => {
    fc.assert(
      fc.property(smallCidr, smallCidr, (a, b) => {
        const first = addressesOf(a);
        expect(overlaps(parsed(a), parsed(b))).toBe([...addressesOf(b)].some((address) => first.has(address)));
      }),
    );
  });

  it('is cut in pieces that cover it, in order, without a gap', () => {
    fc.assert(
      fc.property(smallCidr, fc.integer({ min: 0, max: 4 }), (text, bits) => {
        const cidr = parsed(text);
        fc.pre(cidr.prefix + bits <= 32);
        const pieces = Array.from({ length: 2 ** bits }, (_, i) => formatCidr(split(cidr, cidr.prefix + bits, i)));
        expect(pieces.flatMap((piece) => [...addressesOf(piece)])).toEqual([...addressesOf(text)]);
      }),
    );
  });

  it('has no piece outside of it', () => {
    expect(() => split(parsed('10.0.0.0/16'), 19, 8)).toThrow('10.0.0.0/16 has no /19 number 8');
    expect(() => split(parsed('10.0.0.0/16'), 15, 0)).toThrow(RangeError);
    expect(() => split(parsed('10.0.0.0/31'), 33, 0)).toThrow(RangeError);
  });

  it('above 128.0.0.0 is a positive number', () => {
    expect(parsed('255.255.255.255/32').base).toBe(2 ** 32 - 1);
    expect(parsed('0.0.0.0/0')).toEqual({ base: 0, prefix: 0 });
  });

  it.each([
    '10.0.0.1/16',
    '10.0.0.0',
    '10.0.0.0/33',
    '10.0.0.0/-1',
    '10.0/16',
    '010.0.0.0/16',
    '0x0a.0.0.0/16',
    '10.0.0.0/016',
    '167772160/16',
  ])('does not read %s', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it.each([
    '',
    ' 10.0.0.0/16',
    '10.0.0.0/16 ',
    '10.0.0.0/16\n',
    '256.0.0.0/16',
    '::/0',
    '::ffff:10.0.0.0/112',
    '10.0.0.0/1e1',
    '10.0.0.0/+8',
  ])('does not read %j', (text) => {
    expect(parseCidr(text)).toBeUndefined();
  });

  it('encloses each of its addresses', () => {
    fc.assert(
      fc.property(smallCidr, fc.nat({ max: 255 }), (text, n) => {
        const { base, prefix } = parsed(text);
        const inside = base + (n % 2 ** (32 - prefix));
        const address = formatCidr({ base: inside, prefix: 32 }).replace('/32', `/${prefix}`);
        expect(enclosingCidr(address)).toEqual({ base, prefix });
      }),
    );
  });
});
