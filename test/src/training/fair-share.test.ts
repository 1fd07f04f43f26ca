import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { trainingClusterSpec } from '../../../src/spec/training/training-cluster';
import {
  checkTeam,
  checkTeams,
  FAIR_SHARE,
  fairShare,
  shareIdentifier,
  shareOf,
} from '../../../src/training/fair-share';

const anyName = fc.oneof(
  fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/),
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.stringMatching(/^[XYZxyz-]{1,4}$/),
);
const shares = (weights: Record<string, number>) =>
  fairShare({
    teams: Object.fromEntries(Object.entries(weights).map(([name, weight]) => [name, { weight }])),
    reservedPercent: 0,
  }).shares;

describe('share identifiers', () => {
  it('are letters and digits alone', () => {
    fc.assert(fc.property(anyName, (name) => /^[A-Za-z0-9]+$/.test(shareIdentifier(name))));
  });

  it('are different for different names, and none begins another', () => {
    fc.assert(
      fc.property(anyName, anyName, (a, b) => {
        if (a !== b) expect(shareIdentifier(a).startsWith(shareIdentifier(b))).toBe(false);
      }),
    );
  });

  it('can be read', () => {
    expect(['ads', 'ads-2', 'click-models', 'a.b'].map(shareIdentifier)).toEqual([
      'adsZ',
      'adsY2Z',
      'clickYmodelsZ',
      'aX002ebZ',
    ]);
  });
});

describe('the fair share of a cluster', () => {
  const weight = fc.double({ min: 0.001, max: 10_000, noNaN: true });

  it('has factors that AWS Batch takes, less for who has more', () => {
    fc.assert(
      fc.property(weight, weight, (a, b) => {
        const [one, other] = shares({ a, b }).map(({ weightFactor }) => weightFactor) as [number, number];
        for (const factor of [one, other]) {
          expect(factor).toBeGreaterThanOrEqual(FAIR_SHARE.leastFactor);
          expect(factor).toBeLessThanOrEqual(FAIR_SHARE.mostFactor);
        }
        if (a < b) expect(one).toBeGreaterThanOrEqual(other);
        expect(Math.abs(one / other / (b / a) - 1)).toBeLessThan(0.0001);
      }),
    );
  });

  it('gives twice the hosts for twice the weight', () => {
    expect(shares({ ads: 2, research: 1 })).toEqual([
      { identifier: 'adsZ', weightFactor: 0.5 },
      { identifier: 'researchZ', weightFactor: 1 },
    ]);
  });

  it('is a policy without any team', () => {
    expect(fairShare({ teams: {}, reservedPercent: 0 })).toEqual({
      computeReservation: 0,
      shareDecaySeconds: 86_400,
      shares: [{ identifier: 'everyoneZ', weightFactor: 1 }],
    });
  });

  it('keeps what is reserved', () => {
    expect(fairShare({ teams: {}, reservedPercent: 40 }).computeReservation).toBe(40);
  });

  it('has the share of every job that says its team, or needs not', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyName, { maxLength: 4 }), (teams) => {
        const known = shares(Object.fromEntries(teams.map((team) => [team, 1]))).map(({ identifier }) => identifier);
        for (const team of [...teams, undefined]) {
          if (checkTeam(team, teams, 'team').length === 0) expect(known).toContain(shareOf(team, teams));
        }
      }),
    );
  });
});

describe('teams', () => {
  const many = (count: number) =>
    trainingClusterSpec.shape.teams.parse(
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`team-${i}`, {}])),
    );

  it('are so many as a queue knows', () => {
    expect(checkTeams(many(500))).toEqual([]);
    expect(checkTeams(many(501)).map(renderProblem)).toEqual([
      'teams are 501, and a queue of AWS Batch knows 500 at most; make teams of teams, or another cluster [TooManyTeams]',
    ]);
  });

  it('have names', () => {
    expect(checkTeams({ '': { weight: 1 } }).map(({ code }) => code)).toEqual(['InvalidName']);
  });
});
