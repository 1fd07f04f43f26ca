import fc from 'fast-check';
import { bisect } from './bisect';

/** Plans nothing: fails whenever all the culprits are in the part, as a provider would that cannot stand them together. */
function planner(culprits: readonly number[]) {
  const asked: number[] = [];
  const fails = async (part: readonly number[]) => {
    asked.push(part.length);
    return culprits.every((culprit) => part.includes(culprit)) ? `no to ${culprits}` : undefined;
  };
  return { fails, asked };
}

const items = (count: number) => Array.from({ length: count }, (_, i) => i);

describe('bisect', () => {
  test('finds the one that fails, with its own error, wherever it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 70 }), fc.nat(), async (count, at) => {
        const { fails, asked } = planner([at % count]);
        const found = await bisect(items(count), 'the first error', fails);
        expect(found.items).toEqual([at % count]);
        expect(found.error).toBe(count === 1 ? 'the first error' : `no to ${at % count}`);
        expect(asked.length).toBeLessThanOrEqual(2 * Math.ceil(Math.log2(count)));
      }),
    );
  });

  test('finds one of several that fail each', async () => {
    const fails = async (part: readonly number[]) => (part.some((n) => n === 3 || n === 9) ? 'no' : undefined);
    expect((await bisect(items(12), 'no', fails)).items).toEqual([3]);
  });

  test('keeps what fails only together, and the error that it had', async () => {
    const { fails } = planner([1, 6]);
    expect(await bisect(items(8), 'together', fails)).toEqual({ items: items(8), error: 'together' });
    expect(await bisect([1, 6, 20, 21], 'together', fails)).toEqual({ items: [1, 6], error: 'no to 1,6' });
  });

  test('never asks about nothing', async () => {
    const { fails, asked } = planner([0]);
    await bisect(items(5), 'first', fails);
    expect(Math.min(...asked)).toBeGreaterThan(0);
  });
});
