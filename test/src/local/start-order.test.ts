import fc from 'fast-check';
import { startOrder } from '../../../src/local/start-order';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];

/** Each may wait only for those before it in some order, so that there is no circle. */
const waits = fc
  .tuple(fc.shuffledSubarray(NAMES, { minLength: 6 }), fc.array(fc.tuple(fc.nat(5), fc.nat(5)), { maxLength: 12 }))
  .map(([order, pairs]) => {
    const found: Record<string, Record<string, true>> = Object.fromEntries(NAMES.map((name) => [name, {}]));
    for (const [x, y] of pairs)
      if (x !== y)
        (found[order[Math.max(x, y)] as string] as Record<string, true>)[order[Math.min(x, y)] as string] = true;
    return found;
  });

describe('an order to start in', () => {
  it('has everybody once, each after all that it waits for', () => {
    fc.assert(
      fc.property(waits, (all) => {
        const order = startOrder(all);
        expect([...order].sort()).toEqual(NAMES);
        for (const [name, others] of Object.entries(all))
          for (const other of Object.keys(others)) expect(order.indexOf(other)).toBeLessThan(order.indexOf(name));
      }),
    );
  });

  it('keeps the order given where nobody waits, and loses nobody who waits in a circle', () => {
    expect(startOrder({ main: {}, agent: {} })).toEqual(['main', 'agent']);
    expect(startOrder({ main: { agent: 'HEALTHY' }, agent: {} })).toEqual(['agent', 'main']);
    expect(startOrder({ a: { b: 1 }, b: { a: 1 } }).sort()).toEqual(['a', 'b']);
  });
});
