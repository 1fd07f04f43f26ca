import fc from 'fast-check';
import { daysOf } from '../../../src/scaling/calendar';
import { type Cron, parseCron } from '../../../src/scaling/cron';
import { everHappens, meet, parseMoment, scheduleExpression } from '../../../src/scaling/schedule';
import { isTimeZone } from '../../../src/scaling/time-zone';

const UTC = { timezone: 'UTC' };
const at = (text: string) => ({ at: text, ...UTC });
const cron = (text: string) => ({ cron: text, ...UTC });

describe('scheduleExpression', () => {
  it('is what AWS takes, whatever stands between the fields', () => {
    expect(scheduleExpression(at('2026-11-27T06:00:00'))).toBe('at(2026-11-27T06:00:00)');
    expect(scheduleExpression(cron(' 0  8 ?\t* MON-FRI * '))).toBe('cron(0 8 ? * MON-FRI *)');
  });
});

describe('parseMoment', () => {
  it('reads what a date can be written as', () => {
    const date = fc.date({ min: new Date(0), max: new Date('2199-12-31T23:59:59Z'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (moment) => {
        expect(parseMoment(moment.toISOString().slice(0, 19))).toEqual({
          year: moment.getUTCFullYear(),
          month: moment.getUTCMonth() + 1,
          day: moment.getUTCDate(),
          hour: moment.getUTCHours(),
          minute: moment.getUTCMinutes(),
        });
      }),
    );
  });

  it.each([
    '2026-02-30T06:00:00',
    '2027-02-29T06:00:00',
    '2026-04-31T06:00:00',
    '2026-13-01T06:00:00',
    '2026-00-01T06:00:00',
    '2026-01-01T24:00:00',
    '2026-01-01T06:60:00',
    '2026-01-01 06:00:00',
    '2026-01-01T06:00',
    '2026-01-01T06:00:00Z',
  ])("finds no moment in '%s'", (text) => expect(parseMoment(text)).toBeUndefined());

  it('knows leap years', () => {
    const leap = [2000, 2024, 2096, 1900, 2100, 2026].map((y) => parseMoment(`${y}-02-29T00:00:00`) !== undefined);
    expect(leap).toEqual([true, true, true, false, false, false]);
  });
});

describe('everHappens', () => {
  it.each([
    ['0 8 29 2 ? *', true],
    ['0 8 29 2 ? 2027', false],
    ['0 8 29 2 ? 2027-2028', true],
    ['0 8 29 2 ? 2100', false],
    ['0 8 30 2 ? *', false],
    ['0 8 31 4,6,9,11 ? *', false],
    ['0 8 ? 2 MON#5 2027', false],
    ['0 8 ? 2 MON#5 2044', true],
    ['0 8 31W 4 ? *', false],
    ['0 8 1 1 ? 1999', true],
  ])("of '%s' is %s", (text, expected) => expect(everHappens(parseCron(text) as Cron)).toBe(expected));
});

describe('meet', () => {
  it.each([
    [at('2026-11-27T06:00:00'), at('2026-11-27T06:00:30'), true],
    [at('2026-11-27T06:00:00'), at('2026-11-27T06:01:00'), false],
    [at('2026-11-27T06:00:00'), cron('0 6 ? * FRI *'), true],
    [cron('0 6 ? * THU *'), at('2026-11-27T06:00:00'), false],
    [at('2026-11-27T06:00:00'), cron('0 6 * * ? 2027'), false],
    [cron('0 8 ? * MON-FRI *'), cron('0 8 1 * ? *'), true],
    [cron('0 8 ? * MON-FRI *'), cron('0 8 ? * SAT,SUN *'), false],
    [cron('0 8 ? * MON *'), cron('0 9 ? * MON *'), false],
    [cron('*/15 * * * ? *'), cron('45 3 ? * SUN *'), true],
    [cron('0 8 1 1 ? 2027'), cron('0 8 1 1 ? 2028'), false],
    // The 1st of January 2027 is a Friday.
    [cron('0 8 1 1 ? 2027'), cron('0 8 ? * FRI *'), true],
    [cron('0 8 1 1 ? 2027'), cron('0 8 ? * MON *'), false],
    [cron('0 8 30 2 ? *'), cron('0 8 30 2 ? *'), false],
    [cron('nonsense'), cron('0 8 30 2 ? *'), false],
  ])('of %j and %j is %s', (a, b, expected) => {
    expect(meet(a, b)).toBe(expected);
    expect(meet(b, a)).toBe(expected);
  });

  it('is true of two when there is a day that both are on, looked for over 60 years', () => {
    const day = fc.constantFrom('1', '29', '30', '31', 'L', '15W', '1-7');
    const weekday = fc.constantFrom('MON', 'SUN#1', 'FRIL', 'TUE#5', 'MON-FRI');
    const month = fc.constantFrom('*', '2', '4', '2,4', '12');
    const any = fc.oneof(
      fc.tuple(day, month).map(([d, m]) => `0 8 ${d} ${m} ? *`),
      fc.tuple(weekday, month).map(([w, m]) => `0 8 ? ${m} ${w} *`),
    );
    const days = Array.from({ length: 60 }, (_, i) => daysOf(2000 + i)).flat();
    fc.assert(
      fc.property(any, any, (a, b) => {
        const [one, other] = [parseCron(a) as Cron, parseCron(b) as Cron];
        expect(meet(cron(a), cron(b))).toBe(days.some((d) => one.isOn(d) && other.isOn(d)));
      }),
      { numRuns: 60 },
    );
  });
});

describe('isTimeZone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+9', 'America/Port-au-Prince'])(
    'knows %s',
    (name) => expect(isTimeZone(name)).toBe(true),
  );
  it.each(['Berlin', 'europe/berlin', 'Europe/Berlinn', '+01:00', 'CEST', ''])("does not know '%s'", (name) =>
    expect(isTimeZone(name)).toBe(false),
  );
});
