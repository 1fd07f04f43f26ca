import fc from 'fast-check';
import jsonata from 'jsonata';
import { isPeriod, periodExpression, periodOf, startOf } from '../../../src/schedule/period';
import { periodFormatSpec } from '../../../src/spec/training/job-schedule';

const ZONES = ['UTC', 'Europe/Vilnius', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Sao_Paulo'];
const format = fc.constantFrom(...periodFormatSpec.options);
const zone = fc.constantFrom(...ZONES);
const seconds = fc.integer({ min: Date.UTC(2025, 0) / 1000, max: Date.UTC(2050, 11, 30) / 1000 });
const time = seconds.map((at) => new Date(at * 1000));

/** What clocks show, from the formatter of another country, which writes it in the order of ISO 8601. */
function shown(at: Date, timeZone: string): string {
  const parts = { dateStyle: 'short', timeStyle: 'medium' } as const;
  return new Intl.DateTimeFormat('sv-SE', { timeZone, ...parts }).format(at).replace(' ', 'T');
}

describe('the period of a time', () => {
  it('is what the clocks of its zone show then, and a timestamp what those of UTC do', () => {
    fc.assert(
      fc.property(time, zone, (at, timezone) => {
        expect(periodOf(at, 'date', timezone)).toBe(shown(at, timezone).slice(0, 10));
        expect(periodOf(at, 'hour', timezone)).toBe(shown(at, timezone).slice(0, 13));
        expect(periodOf(at, 'timestamp', timezone)).toBe(at.toISOString().replace('.000Z', 'Z'));
      }),
    );
  });

  it('is the same where Step Functions computes it', async () => {
    await fc.assert(
      fc.asyncProperty(time, format, zone, async (at, written, timezone) => {
        const expression = jsonata(periodExpression('states.input.time', written, timezone));
        const states = { input: { time: at.toISOString().replace('.000Z', 'Z') } };
        expect(await expression.evaluate({ states })).toBe(periodOf(at, written, timezone));
      }),
      { numRuns: 300 },
    );
  });

  it('is written as its format is, and begins before that time', () => {
    fc.assert(
      fc.property(time, format, (at, written) => {
        const period = periodOf(at, written, 'UTC');
        expect(isPeriod(period, written)).toBe(true);
        expect(startOf(period)).toBeLessThanOrEqual(at.getTime());
        expect(at.getTime() - startOf(period)).toBeLessThan(
          { date: 86_400_000, hour: 3_600_000, timestamp: 1000 }[written],
        );
      }),
    );
  });

  it.each([
    ['date', '2026-02-30'],
    ['date', '2026-13-01'],
    ['date', '2026-1-1'],
    ['hour', '2026-01-01'],
    ['hour', '2026-01-01T24'],
    ['timestamp', '2026-01-01T04:00:00'],
    ['timestamp', '2026-01-01T04:60:00Z'],
    ['date', ''],
  ] as const)('%s is not %s', (written, text) => {
    expect(isPeriod(text, written)).toBe(false);
  });
});
