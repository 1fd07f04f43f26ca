import fc from 'fast-check';
import { readCron } from '../../../src/schedule/read-cron';
import { readRepeat } from '../../../src/schedule/repeating-interval';
import { timesBetween } from '../../../src/schedule/times';

const MINUTE = 60_000;
const DAY = 1440;

/** Lengths in minutes whose times are the same each hour, day or week. */
const LENGTHS = [1, 5, 15, 30, 60, 120, 360, 720, DAY, 7 * DAY];

function written(minutes: number): string {
  if (minutes % (7 * DAY) === 0) return `P${minutes / (7 * DAY)}W`;
  return minutes % DAY === 0 ? `P${minutes / DAY}D` : minutes % 60 === 0 ? `PT${minutes / 60}H` : `PT${minutes}M`;
}

describe('a repeating interval of ISO 8601', () => {
  it('is at its start and each length behind it, so many times', () => {
    const start = fc.integer({ min: Date.UTC(2026, 0) / MINUTE, max: Date.UTC(2028, 0) / MINUTE });
    fc.assert(
      fc.property(start, fc.constantFrom(...LENGTHS), fc.integer({ min: 1, max: 20 }), (at, minutes, times) => {
        const from = new Date(at * MINUTE);
        const read = readRepeat(`R${times}/${from.toISOString()}/${written(minutes)}`, 'UTC');
        const until = new Date(from.getTime() + 200 * DAY * MINUTE);
        const found = [...timesBetween(readCron(read.cron), 'UTC', read.start, read.end ?? until)];
        expect(found.map((one) => one.getTime())).toEqual(
          Array.from({ length: times }, (_, i) => from.getTime() + i * minutes * MINUTE),
        );
        expect(readRepeat(`R/${from.toISOString()}/${written(minutes)}`, 'UTC')).toEqual({
          cron: read.cron,
          start: from,
        });
      }),
    );
  });

  it('is on the same day of months, and at the same time of day by the clocks of its zone', () => {
    expect(readRepeat('R/2026-03-05T04:30:00Z/P3M', 'UTC').cron).toBe('30 4 5 3,6,9,12 ? *');
    expect(readRepeat('R/2026-03-05T04:30:00+02:00/P1M', 'Europe/Vilnius').cron).toBe('30 4 5 * ? *');
    expect(readRepeat('R/2026-03-05T04:30:00Z/P1Y', 'UTC').cron).toBe('30 4 5 3 ? *');
    expect(readRepeat('R/2026-11-22T23:30:00Z/P1W', 'Europe/Vilnius').cron).toBe('30 1 ? * MON *');
  });

  it.each([
    ['P1D', /is not R<times>/],
    ['R/2026-01-01/P1D', /starts at '2026-01-01', which is not a time with its zone/],
    ['R/2026-01-01T04:00:00/P1D', /not a time with its zone/],
    ['R/2026-02-31T25:00:00Z/P1D', /not a time with its zone/],
    ['R/2026-01-01T04:00:30Z/P1D', /schedules know minutes only/],
    ['R0/2026-01-01T04:00:00Z/P1D', /repeats 0 times/],
    ['R/2026-01-01T04:00:00Z/P0D', /repeats each 'P0D'/],
    ['R/2026-01-01T04:00:00Z/PT30S', /repeats each 'PT30S'/],
    ['R/2026-01-01T04:00:00Z/P1M2D', /whole months or years/],
    ['R/2026-01-01T04:00:00Z/P2D', /does not divide an hour or a day/],
    ['R/2026-01-01T04:00:00Z/PT5H', /does not divide an hour or a day/],
    ['R/2026-01-01T04:00:00Z/P5M', /months that do not divide a year/],
    ['R/2026-01-31T04:00:00Z/P1M', /starts on day 31, which not every month has/],
    ['R900/2026-01-01T04:00:00Z/P1Y', /more than in 200 years/],
  ])('is not %s', (text, says) => {
    expect(() => readRepeat(text, 'UTC')).toThrow(says);
  });
});
