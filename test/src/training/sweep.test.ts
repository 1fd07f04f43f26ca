import fc from 'fast-check';
import { runsOf, sweepRuns, sweepSize } from '../../../src/training/sweep';

const value = fc.oneof(fc.integer({ min: 0, max: 9 }), fc.boolean(), fc.stringMatching(/^[a-z]{1,3}$/));
const anySweep = fc.dictionary(
  fc.stringMatching(/^[A-Z]{1,3}$/),
  fc.uniqueArray(value, { minLength: 1, maxLength: 4, selector: String }),
  { maxKeys: 4 },
);

describe('the runs of a sweep', () => {
  it('are every combination, once', () => {
    fc.assert(
      fc.property(anySweep, (sweep) => {
        const runs = sweepRuns(sweep);
        expect(new Set(runs.map((run) => JSON.stringify(run))).size).toBe(sweepSize(sweep));
        expect(runs).toHaveLength(sweepSize(sweep));
        for (const run of runs) {
          expect(Object.keys(run)).toEqual(Object.keys(sweep).sort());
          for (const [name, text] of Object.entries(run)) expect(sweep[name]?.map(String)).toContain(text);
        }
      }),
    );
  });

  it('do not depend on the order in which the variables are written', () => {
    fc.assert(
      fc.property(anySweep, (sweep) => {
        const backwards = Object.fromEntries(Object.entries(sweep).reverse());
        expect(sweepRuns(backwards)).toEqual(sweepRuns(sweep));
      }),
    );
  });

  it('move the last variable first, values as written', () => {
    expect(sweepRuns({ LR: [0.1, 0.01], BATCH: [64, 32] })).toEqual([
      { BATCH: '64', LR: '0.1' },
      { BATCH: '64', LR: '0.01' },
      { BATCH: '32', LR: '0.1' },
      { BATCH: '32', LR: '0.01' },
    ]);
  });

  it('are none of nothing', () => {
    expect(sweepRuns({})).toEqual([]);
  });
});

describe('the number of runs of a job', () => {
  it('is that of its array, of its sweep, or one', () => {
    expect(runsOf({ array: 5, sweep: {} })).toBe(5);
    expect(runsOf({ array: undefined, sweep: { A: [1, 2], B: [1, 2, 3] } })).toBe(6);
    expect(runsOf({ array: undefined, sweep: {} })).toBe(1);
  });
});
