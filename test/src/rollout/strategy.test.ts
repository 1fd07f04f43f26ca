import fc from 'fast-check';
import { rolloutPercents, shiftMinutes, shiftOf, shiftSteps } from '../../../src/rollout/strategy';
import { rolloutSpec, type ShiftSpec } from '../../../src/spec/rollout';

const parsed = (input: unknown) => rolloutSpec.parse(input);
const shift = (input: unknown) => shiftOf(parsed(input)) as ShiftSpec;

describe('rolloutPercents', () => {
  it.each([
    ['rolling', 100, 200],
    ['recreate', 0, 100],
    [{}, 100, 200],
    [{ maximumPercent: 150 }, 100, 150],
    [{ strategy: 'rolling', minimumHealthyPercent: 50 }, 50, 200],
    [{ strategy: 'canary' }, 100, 200],
  ])('of %j are %i and %i', (input, minimumHealthyPercent, maximumPercent) => {
    expect(rolloutPercents(parsed(input))).toEqual({ minimumHealthyPercent, maximumPercent });
  });
});

describe('shiftOf', () => {
  it.each(['rolling', 'recreate', {}, { maximumPercent: 150 }])('is nothing for %j', (input) => {
    expect(shiftOf(parsed(input))).toBeUndefined();
  });

  it('has the defaults of ECS, and a bake of ten minutes', () => {
    expect(shift({ strategy: 'blue-green' })).toEqual({ strategy: 'blue-green', bakeMinutes: 10 });
    expect(shift({ strategy: 'canary' })).toEqual({
      strategy: 'canary',
      percent: 5,
      canaryBakeMinutes: 10,
      bakeMinutes: 10,
    });
    expect(shift({ strategy: 'linear' })).toEqual({
      strategy: 'linear',
      stepPercent: 10,
      stepBakeMinutes: 6,
      bakeMinutes: 10,
    });
  });
});

describe('shiftSteps', () => {
  it.each([
    [{ strategy: 'blue-green' }, [100]],
    [{ strategy: 'canary', percent: 0.1 }, [0.1, 100]],
    [{ strategy: 'linear', stepPercent: 33.3 }, [33.3, 66.6, 99.9, 100]],
    [{ strategy: 'linear', stepPercent: 50 }, [50, 100]],
  ])('of %j are %j', (input, steps) => {
    expect(shiftSteps(shift(input))).toEqual(steps);
  });

  it('go up by one step at most and end with everybody, for every legal step', () => {
    fc.assert(
      fc.property(fc.integer({ min: 30, max: 1000 }), (tenths) => {
        const steps = shiftSteps(shift({ strategy: 'linear', stepPercent: tenths / 10 }));
        expect(steps.at(-1)).toBe(100);
        for (const [i, step] of steps.entries()) {
          const rise = Math.round((step - (steps[i - 1] ?? 0)) * 10);
          expect(rise).toBeGreaterThan(0);
          expect(rise).toBeLessThanOrEqual(tenths);
        }
      }),
    );
  });
});

describe('shiftMinutes', () => {
  // CloudFormation counts them so (AWS::ECS::Service LinearConfiguration): no wait after the last step.
  it.each([
    [{ strategy: 'blue-green', bakeMinutes: 7 }, 7],
    [{ strategy: 'canary', canaryBakeMinutes: 30, bakeMinutes: 7 }, 37],
    [{ strategy: 'linear', stepPercent: 10, stepBakeMinutes: 6, bakeMinutes: 7 }, 61],
    [{ strategy: 'linear', stepPercent: 11, stepBakeMinutes: 6, bakeMinutes: 7 }, 61],
  ])('of %j are %i', (input, minutes) => {
    expect(shiftMinutes(shift(input))).toBe(minutes);
  });
});
