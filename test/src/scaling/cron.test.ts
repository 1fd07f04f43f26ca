import fc from 'fast-check';
import { daysOf } from '../../../src/scaling/calendar';
import { type Cron, parseCron } from '../../../src/scaling/cron';
import { isFault } from '../../../src/scaling/schedule';

function read(text: string): Cron {
  const cron = parseCron(text);
  if (isFault(cron)) throw new Error(cron.fault);
  return cron;
}

/** The days of a year on which it happens, as `MM-DD`. */
const daysOn = (text: string, year: number) =>
  daysOf(year)
    .filter(read(text).isOn)
    .map(({ month, day }) => `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`);

/** A part of a field with the values that it means. */
function part(from: number, to: number): fc.Arbitrary<{ text: string; values: number[] }> {
  const between = (a: number, b: number, by: number) =>
    Array.from({ length: 200 }, (_, i) => a + i * by).filter((value) => value <= b);
  const value = fc.integer({ min: from, max: to });
  return fc.oneof(
    fc.constant({ text: '*', values: between(from, to, 1) }),
    value.map((v) => ({ text: String(v), values: [v] })),
    fc.tuple(value, value, fc.integer({ min: 1, max: 9 })).map(([a, b, by]) => {
      const [low, high] = [Math.min(a, b), Math.max(a, b)];
      return { text: `${low}-${high}/${by}`, values: between(low, high, by) };
    }),
    fc
      .tuple(value, fc.integer({ min: 1, max: 30 }))
      .map(([a, by]) => ({ text: `${a}/${by}`, values: between(a, to, by) })),
  );
}

const field = (from: number, to: number) =>
  fc.array(part(from, to), { minLength: 1, maxLength: 3 }).map((parts) => ({
    text: parts.map(({ text }) => text).join(','),
    values: new Set(parts.flatMap(({ values }) => values)),
  }));

describe('parseCron', () => {
  it('reads every field as the values that it lists', () => {
    fc.assert(
      fc.property(field(0, 59), field(0, 23), field(1, 31), field(1, 12), field(1970, 2169), (m, h, d, mo, y) => {
        const cron = read(`${m.text} ${h.text} ${d.text} ${mo.text} ? ${y.text}`);
        expect([cron.minutes, cron.hours]).toEqual([m.values, h.values]);
        expect([...y.values].filter((year) => !cron.years.has(year))).toEqual([]);
        const days = daysOf(2028).filter(({ month, day }) => mo.values.has(month) && d.values.has(day));
        expect(daysOf(2028).filter(cron.isOn)).toEqual(days);
      }),
    );
  });

  it('reads days of the week from Sunday, 1, to Saturday, 7, by name or number', () => {
    fc.assert(
      fc.property(field(1, 7), ({ text, values }) => {
        const days = daysOf(2027).filter(({ year, month, day }) =>
          values.has(new Date(Date.UTC(year, month - 1, day)).getUTCDay() + 1),
        );
        expect(daysOf(2027).filter(read(`0 0 ? * ${text} *`).isOn)).toEqual(days);
      }),
    );
    expect(daysOn('0 8 ? * MON-FRI *', 2027)).toEqual(daysOn('0 8 ? * 2-6 *', 2027));
    expect(daysOn('0 8 ? jan-mar sun *', 2027)).toEqual(daysOn('0 8 ? 1-3 1 *', 2027));
  });

  it.each([
    ['0 0 L 2 ? *', 2028, ['02-29']],
    ['0 0 L 2 ? *', 2027, ['02-28']],
    // 1 May 2027 is a Saturday and 2 May a Sunday; 31 October 2027 is a Sunday.
    ['0 0 1W 5 ? *', 2027, ['05-03']],
    ['0 0 2W 5 ? *', 2027, ['05-03']],
    ['0 0 8W 5 ? *', 2027, ['05-07']],
    ['0 0 31W 10 ? *', 2027, ['10-29']],
    ['0 0 LW 10 ? *', 2027, ['10-29']],
    ['0 0 ? 5 L *', 2027, ['05-01', '05-08', '05-15', '05-22', '05-29']],
    ['0 0 ? 5 FRIL *', 2027, ['05-28']],
    ['0 0 ? 5 TUE#2 *', 2027, ['05-11']],
    ['0 0 ? 5 3#2,6#1 *', 2027, ['05-07', '05-11']],
  ])("reads '%s' in %d as %j", (text, year, days) => {
    expect(daysOn(text, year)).toEqual(days);
  });

  it.each([
    ['', 'has 0 fields, and 6 are needed'],
    ['0 8 * * *', 'has 5 fields, and 6 are needed'],
    ['0 8 * * * *', "needs '?' for the day of month or for the day of week, and not for both"],
    ['0 8 ? * ? *', "needs '?' for the day of month or for the day of week, and not for both"],
    ['60 8 ? * * *', "has '60' for the minute, which is 0 to 59"],
    ['0 24 ? * * *', "has '24' for the hour, which is 0 to 23"],
    ['0 8 32 * ? *', "has '32' for the day of month, which is 1 to 31"],
    ['0 8 0W * ? *', "has '0W' for the day of month, which is 1 to 31"],
    ['0 8 ? 13 * *', "has '13' for the month, which is 1 to 12"],
    ['0 8 ? * MONDAY *', "has 'MONDAY' for the day of week, which is 1 to 7"],
    ['0 8 ? * 0 *', "has '0' for the day of week, which is 1 to 7"],
    ['0 8 ? * MON#6 *', "has 'MON#6' for the day of week, which is 1 to 7"],
    ['0 8 ? * XL *', "has 'XL' for the day of week, which is 1 to 7"],
    ['0 8 ? * * 1969', "has '1969' for the year, which is 1970 to 2199"],
    ['5-1 8 ? * * *', "has '5-1' for the minute, which is 0 to 59"],
    ['*/0 8 ? * * *', "has '*/0' for the minute, which is 0 to 59"],
    ['1-2-3 8 ? * * *', "has '1-2-3' for the minute, which is 0 to 59"],
    ['1,,2 8 ? * * *', "has '1,,2' for the minute, which is 0 to 59"],
  ])("says of '%s' what is wrong", (text, fault) => {
    expect(parseCron(text)).toEqual({ fault });
  });
});
