import fc from 'fast-check';
import { readCron } from '../../../src/schedule/read-cron';
import { timesBetween } from '../../../src/schedule/times';
import { startsInAYear, timingOf } from '../../../src/schedule/timing';
import { offsetMinutes, zoneOffsets } from '../../../src/schedule/zone-offsets';
import { jobScheduleSpec } from '../../../src/spec/training/job-schedule';

const ZONES = ['UTC', 'Europe/Vilnius', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe'];
const times = (cron: string, timezone: string, from: string, until: string) =>
  [...timesBetween(readCron(cron), timezone, new Date(from), new Date(until))].map((at) =>
    at.toISOString().replace(':00.000Z', ''),
  );

describe('the times of a cron', () => {
  it('are the minutes that it names, by the clocks of its zone: each once', () => {
    const minute = fc.integer({ min: 0, max: 59 });
    const hour = fc.integer({ min: 0, max: 23 });
    const day = fc.integer({ min: Date.UTC(2026, 0) / 86_400_000, max: Date.UTC(2028, 0) / 86_400_000 });
    fc.assert(
      fc.property(minute, hour, day, fc.constantFrom(...ZONES), (m, h, d, timezone) => {
        const [from, until] = [d * 86_400_000, (d + 2) * 86_400_000];
        const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: timezone, dateStyle: 'short', timeStyle: 'short' });
        const expected = new Map<string, number>();
        for (let at = from - 86_400_000; at < until; at += 60_000) {
          const text = clock.format(at);
          const [hours, minutes] = text.slice(11).split(':').map(Number);
          if (hours === h && minutes === m && !expected.has(text)) expected.set(text, at);
        }
        const found = [...timesBetween(readCron(`${m} ${h} * * ? *`), timezone, new Date(from), new Date(until))];
        expect(found.map((at) => at.getTime())).toEqual([...expected.values()].filter((at) => at >= from));
      }),
      { numRuns: 10 },
    );
  });

  it('leave out what a clock is put forward over, and happen once where it is put back', () => {
    expect(times('30 3 * * ? *', 'Europe/Vilnius', '2026-03-28T00:00Z', '2026-03-31T00:00Z')).toEqual([
      '2026-03-28T01:30',
      '2026-03-30T00:30',
    ]);
    expect(times('30 3 * * ? *', 'Europe/Vilnius', '2026-10-25T00:00Z', '2026-10-26T00:00Z')).toEqual([
      '2026-10-25T00:30',
    ]);
  });

  it('are counted over a year', () => {
    const starts = (said: object) => startsInAYear(timingOf(jobScheduleSpec.parse(said)));
    expect(starts({ cron: '0 4 * * ? *' })).toBe(365);
    expect(starts({ cron: '0/15 * ? * MON-FRI *' })).toBe(261 * 96);
    expect(starts({ repeat: 'R/2026-01-01T04:00:00Z/P1M' })).toBe(12);
    expect(starts({ rate: '12 hours' })).toBe(730);
    expect(starts({ rate: '1 days' })).toBe(365);
  });
});

describe('the offsets of a zone', () => {
  it('are one where no clock is put, and two more for each year where it is', () => {
    expect(zoneOffsets('UTC')).toEqual([{ from: 0, minutes: 0 }]);
    expect(zoneOffsets('Asia/Kolkata')).toEqual([{ from: 0, minutes: 330 }]);
    expect(zoneOffsets('Europe/Vilnius')).toHaveLength(1 + 2 * 26);
  });

  it('hold at each moment until 2050', () => {
    const at = fc.integer({ min: Date.UTC(2025, 0) / 1000, max: Date.UTC(2050, 11, 30) / 1000 });
    fc.assert(
      fc.property(at, fc.constantFrom(...ZONES), (seconds, timezone) => {
        const clock = { timeZone: timezone, dateStyle: 'short', timeStyle: 'medium' } as const;
        const shown = new Intl.DateTimeFormat('sv-SE', clock).format(seconds * 1000);
        const ahead = (Date.parse(`${shown.replace(' ', 'T')}Z`) / 1000 - seconds) / 60;
        const known = zoneOffsets(timezone).filter(({ from }) => from <= seconds * 1000);
        expect([known.at(-1)?.minutes, offsetMinutes(timezone, seconds * 1000)]).toEqual([ahead, ahead]);
      }),
      { numRuns: 200 },
    );
  });
});
