import fc from 'fast-check';
import { latencySteps, slowestQueries } from '../../../src/scaling/latency';
import { metricMath } from '../../support/metric-math';

describe('latencySteps', () => {
  it('begin at the limit, leave no gap, and add more the slower it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 4000, noNaN: true }), (seconds) => {
        const steps = latencySteps(seconds);
        expect(steps[0]?.from).toBe(0);
        for (const [i, step] of steps.slice(1).entries()) {
          expect(step.from).toBeGreaterThan(steps[i]?.from as number);
          expect(step.addPercent).toBeGreaterThan(steps[i]?.addPercent as number);
        }
      }),
    );
  });
});

describe('slowestQueries', () => {
  const metric = (group: string) => ({ namespace: 'N', name: 'M', dimensions: { group }, statistic: 'p90' });
  const value = fc.option(fc.double({ min: 0, max: 100, noNaN: true }), { nil: undefined });

  it('is the largest value of any group in each minute, and 0 where none has one', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 10 }), (groups) => {
        const data = Object.fromEntries(groups.map((series, i) => [`group${i}`, series]));
        const expected = [0, 1, 2].map((minute) => Math.max(...groups.map((series) => series[minute] ?? 0)));
        expect(metricMath(slowestQueries(groups.map((_, i) => metric(String(i)))), data)).toEqual(expected);
      }),
    );
  });
});
