import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { checkRollout, type Rollout, rolloutBounds, rolloutSurge } from '../../../src/sizing/rollout';

const FIELD = 'services.bidder.rollout';
const check = (rollout: Rollout) => checkRollout({ ...rollout, field: FIELD });

/**
 * Replaces tasks as ECS does, for hosts with room for `room` of them: stops old ones while enough still run, starts new
 * ones while not too many do. Percentages are compared as they are, without rounding.
 */
function simulate({ replicas, minimumHealthyPercent, maximumPercent }: Rollout, room = Number.POSITIVE_INFINITY) {
  let [old, fresh] = [replicas, 0];
  let [fewest, most] = [replicas, replicas];
  for (;;) {
    const before = `${old} ${fresh}`;
    while (old > 0 && (old + fresh - 1) * 100 >= replicas * minimumHealthyPercent) old--;
    fewest = Math.min(fewest, old + fresh);
    while (fresh < replicas && old + fresh < room && (old + fresh + 1) * 100 <= replicas * maximumPercent) fresh++;
    most = Math.max(most, old + fresh);
    if (`${old} ${fresh}` === before) return { done: old === 0 && fresh === replicas, fewest, most };
  }
}

const percents = {
  minimumHealthyPercent: fc.integer({ min: 0, max: 100 }),
  maximumPercent: fc.integer({ min: 100, max: 200 }),
};
const replicas = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 300 }));
const legalSpec: fc.Arbitrary<Rollout> = fc.record({ replicas, ...percents });
const anything: fc.Arbitrary<Rollout> = fc.record({
  replicas,
  ...percents,
  maximumPercent: fc.integer({ min: 1, max: 200 }),
});

describe('a rolling update', () => {
  test('has a problem exactly when ECS refuses it or, simulated step by step, it never ends', () => {
    fc.assert(
      fc.property(anything, (rollout) => {
        const refused = rollout.minimumHealthyPercent >= rollout.maximumPercent;
        const expected = refused ? ['MinAboveMax'] : simulate(rollout).done ? [] : ['RolloutCannotProgress'];
        expect(check(rollout).map(({ code }) => code)).toEqual(expected);
      }),
      { numRuns: 500 },
    );
  });

  test('never leaves its bounds, and touches them when there is reason to', () => {
    fc.assert(
      fc.property(legalSpec, (rollout) => {
        const { floor, ceiling } = rolloutBounds(rollout);
        const { fewest, most } = simulate(rollout);
        expect(fewest).toBe(Math.min(rollout.replicas, floor));
        expect(most).toBeLessThanOrEqual(ceiling);
      }),
    );
  });

  test('that progresses with few replicas progresses with one more', () => {
    fc.assert(
      fc.property(legalSpec, (rollout) => {
        fc.pre(check(rollout).length === 0);
        expect(check({ ...rollout, replicas: rollout.replicas + 1 })).toEqual([]);
      }),
    );
  });

  test('passes with either percentage that the fix names, and with neither of their worse neighbours', () => {
    fc.assert(
      fc.property(anything, (rollout) => {
        const problem = check(rollout)[0];
        fc.pre(problem !== undefined);
        const fix = problem?.fix ?? '';
        const ownMaximum = problem?.field.endsWith('maximumPercent') ? /use (\d+)/.exec(fix)?.[1] : undefined;
        const maximum = Number(ownMaximum ?? /maximumPercent (\d+)/.exec(fix)?.[1]);
        expect(check({ ...rollout, maximumPercent: maximum })).toEqual([]);
        expect(check({ ...rollout, maximumPercent: maximum - 1 })).toHaveLength(1);
        const minimum = /minimumHealthyPercent (\d+)/.exec(fix)?.[1];
        if (minimum === undefined) return;
        expect(check({ ...rollout, minimumHealthyPercent: Number(minimum) })).toEqual([]);
        expect(check({ ...rollout, minimumHealthyPercent: Number(minimum) + 1 })).toHaveLength(1);
      }),
      { numRuns: 300 },
    );
  });

  test('needs no more room beside the replicas than its surge', () => {
    fc.assert(
      fc.property(legalSpec, (rollout) => {
        fc.pre(check(rollout).length === 0);
        const surge = rolloutSurge(rollout);
        expect(simulate(rollout, rollout.replicas + surge).done).toBe(true);
        if (surge > 0) expect(simulate(rollout, rollout.replicas).done).toBe(false);
      }),
    );
  });

  test('of nothing is nothing', () => {
    const none = { replicas: 0, minimumHealthyPercent: 100, maximumPercent: 150 };
    expect([check(none), rolloutBounds(none), rolloutSurge(none)]).toEqual([[], { floor: 0, ceiling: 0 }, 0]);
  });
});

// The examples of the ECS Developer Guide, "Deploy Amazon ECS services by replacing tasks".
test.each([
  [
    { replicas: 4, minimumHealthyPercent: 50, maximumPercent: 200 },
    { floor: 2, ceiling: 8 },
  ],
  [
    { replicas: 2, minimumHealthyPercent: 75, maximumPercent: 125 },
    { floor: 2, ceiling: 2 },
  ],
])('%j has the bounds that the guide gives', (rollout, bounds) => {
  expect(rolloutBounds(rollout)).toEqual(bounds);
});

describe('what a person reads of a rollout', () => {
  const read = (count: number, minimumHealthyPercent: number, maximumPercent: number) =>
    check({ replicas: count, minimumHealthyPercent, maximumPercent }).map(renderProblem);

  test('that ECS refuses', () => {
    expect(read(2, 100, 100)).toEqual([
      'services.bidder.rollout.minimumHealthyPercent is 100 but services.bidder.rollout.maximumPercent is 100, and ECS wants ' +
        'it below; use minimumHealthyPercent 50 or less, or maximumPercent 150 or more [MinAboveMax]',
    ]);
  });

  test('that can neither stop nor start a task', () => {
    expect(read(1, 50, 150)).toEqual([
      'services.bidder.rollout.minimumHealthyPercent is 50 and services.bidder.rollout.maximumPercent is 150: with 1 replica ' +
        'at least 1 must run and at most 1 may, so a rollout can neither stop one nor start one; use minimumHealthyPercent ' +
        '0, or maximumPercent 200 or more [RolloutCannotProgress]',
    ]);
  });

  test('that may never run all replicas', () => {
    expect(read(10, 50, 80)).toEqual([
      'services.bidder.rollout.maximumPercent is 80: with 10 replicas at most 8 may run, so a rollout can never end; use 100 ' +
        'or more [RolloutCannotProgress]',
    ]);
  });
});
