import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { isPeriod } from '../../../src/schedule/period';
import { askedPeriods, MOST_PERIODS, type Periods } from '../../../src/schedule/periods';

const DAILY: Periods = { format: 'date', timezone: 'UTC', cron: '0 4 * * ? *', overlap: 'skip' };
const asked = (texts: string[], known: Partial<Periods> = {}) => {
  const found = askedPeriods(texts, { ...DAILY, ...known }, '--period');
  return 'periods' in found ? found.periods : found.problems.map(renderProblem);
};

describe('the periods that are asked for', () => {
  it('are those between two, both included', () => {
    expect(asked(['2026-11-15..2026-11-17'])).toEqual(['2026-11-15', '2026-11-16', '2026-11-17']);
    expect(asked(['2026-11-21', '2026-11-20..2026-11-21'])).toEqual(['2026-11-20', '2026-11-21']);
    expect(asked(['2026-11-01..2026-11-30'], { cron: '0 4 ? * MON *' })).toEqual([
      '2026-11-02',
      '2026-11-09',
      '2026-11-16',
      '2026-11-23',
      '2026-11-30',
    ]);
    expect(asked(['2026-11-21T22..2026-11-22T01'], { format: 'hour', cron: '0 * * * ? *' })).toHaveLength(4);
    const vilnius = { cron: '30 0 * * ? *', timezone: 'Europe/Vilnius' };
    expect(asked(['2026-11-21..2026-11-22'], vilnius)).toEqual(['2026-11-21', '2026-11-22']);
    expect(asked(['2026-11-20T22:30:00Z..2026-11-21T22:30:00Z'], { ...vilnius, format: 'timestamp' })).toEqual([
      '2026-11-20T22:30:00Z',
      '2026-11-21T22:30:00Z',
    ]);
  });

  it('are sorted, each once, of its format, and never more than can be run', () => {
    const day = fc
      .integer({ min: 0, max: 3000 })
      .map((n) => new Date(Date.UTC(2026, 0) + n * 86_400_000).toISOString());
    fc.assert(
      fc.property(day, day, (a, b) => {
        const found = askedPeriods([`${a.slice(0, 10)}..${b.slice(0, 10)}`], DAILY, '--period');
        const days = (Date.parse(b) - Date.parse(a)) / 86_400_000 + 1;
        if ('problems' in found) return expect(days < 1 || days > MOST_PERIODS).toBe(true);
        expect(found.periods).toHaveLength(days);
        expect([...new Set(found.periods)].sort()).toEqual(found.periods);
        return expect(found.periods.every((period) => isPeriod(period, 'date'))).toBe(true);
      }),
    );
  });

  it.each([
    [
      '2026-11-2',
      {},
      "--period is '2026-11-2', and a period of this job is a date; use one as '2026-11-21', or a range of them with '..' between [InvalidPeriod]",
    ],
    ['2026-11-21T04', {}, /\[InvalidPeriod\]$/],
    ['2026-11-01..2026-11-02..2026-11-03', {}, /\[InvalidPeriod\]$/],
    ['2026-11-22..2026-11-21', {}, /no time of its schedule is in there \(cron 0 4 \* \* \? \*, UTC\).*\[NoPeriods\]$/],
    ['2020-01-01..2026-01-01', {}, /comes to more than 1000 periods; .*\[TooManyPeriods\]$/],
    ['2026-11-01..2026-11-02', { cron: undefined }, /the times of a rate .*\[PeriodsUnknown\]$/],
  ])('are not %s', (text, known, says) => {
    expect(asked([text], known as Partial<Periods>)).toEqual([
      typeof says === 'string' ? says : expect.stringMatching(says),
    ]);
  });
});
