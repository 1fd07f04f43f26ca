import fc from 'fast-check';
import { Turns } from './turns';

describe('Turns', () => {
  test('never lets more than the limit work at once, serves in order, and forgets nobody even when works fail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 4 }), fc.array(fc.nat({ max: 3 })), async (limit, works) => {
        const turns = new Turns(limit);
        const started: number[] = [];
        let atOnce = 0;
        let most = 0;
        const done = works.map((ticks, index) =>
          turns.take(async () => {
            started.push(index);
            most = Math.max(most, ++atOnce);
            for (let i = 0; i <= ticks; i++) await new Promise(setImmediate);
            atOnce -= 1;
            if (ticks === 3) throw new Error('failed');
          }),
        );
        const ends = await Promise.allSettled(done);
        expect(most).toBe(Math.min(limit, works.length));
        expect(started).toEqual(works.map((_, index) => index));
        expect(ends.map(({ status }) => status === 'rejected')).toEqual(works.map((ticks) => ticks === 3));
      }),
    );
  });
});
