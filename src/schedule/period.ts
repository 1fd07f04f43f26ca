import type { PeriodFormat } from '../spec/training/job-schedule';
import { offsetMinutes, zoneOffsets } from './zone-offsets';

/** The variable that tells a job its period. */
export const PERIOD_VARIABLE = 'PERIOD';

/** Each format as a pattern, and the picture of XPath that JSONata writes it by. */
export const PERIOD_FORMATS: Readonly<Record<PeriodFormat, { pattern: RegExp; picture: string; example: string }>> = {
  date: { pattern: /^\d{4}-\d\d-\d\d$/, picture: '[Y0001]-[M01]-[D01]', example: '2026-11-21' },
  hour: { pattern: /^\d{4}-\d\d-\d\dT\d\d$/, picture: '[Y0001]-[M01]-[D01]T[H01]', example: '2026-11-21T04' },
  timestamp: {
    pattern: /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
    picture: '[Y0001]-[M01]-[D01]T[H01]:[m01]:[s01]Z',
    example: '2026-11-21T04:00:00Z',
  },
};

const LENGTHS = { date: 10, hour: 13, timestamp: 19 } as const;

/** The period of a time: in the zone of its schedule, but for a timestamp, which says its own. */
export function periodOf(at: Date, format: PeriodFormat, timezone: string): string {
  const ahead = format === 'timestamp' ? 0 : offsetMinutes(timezone, at.getTime());
  const shown = new Date(at.getTime() + ahead * 60_000).toISOString();
  return `${shown.slice(0, LENGTHS[format])}${format === 'timestamp' ? 'Z' : ''}`;
}

/** Whether a text is a period that exists: '2026-02-30' is none. */
export function isPeriod(text: string, format: PeriodFormat): boolean {
  if (!PERIOD_FORMATS[format].pattern.test(text)) return false;
  const at = startOf(text);
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text.replace(/Z$/, ''));
}

/** When a period begins, as if its zone were UTC: milliseconds since 1970. */
export function startOf(period: string): number {
  return Date.parse(`${period.replace(/Z$/, '')}${'1970-01-01T00:00:00'.slice(period.replace(/Z$/, '').length)}Z`);
}

/**
 * The same as `periodOf`, for Step Functions: an expression of JSONata over a time in ISO 8601. JSONata knows no zones, so the changes of a zone's
 * clocks go with it, until 2050.
 *
 * @param time expression of the time: `$states.input.time`.
 */
export function periodExpression(time: string, format: PeriodFormat, timezone: string): string {
  const { picture } = PERIOD_FORMATS[format];
  const offsets = format === 'timestamp' ? [{ from: 0, minutes: 0 }] : zoneOffsets(timezone);
  if (offsets.length === 1) {
    const ahead = (offsets[0]?.minutes ?? 0) * 60_000;
    return `$fromMillis($toMillis(${time})${ahead === 0 ? '' : ` + ${ahead}`}, '${picture}')`;
  }
  const changes = offsets.map(({ from, minutes }) => `{'from': ${from}, 'minutes': ${minutes}}`).join(', ');
  const ahead = `$reduce([${changes}], function($known, $change) { $change.from <= $at ? $change.minutes : $known }, 0)`;
  return `($at := $toMillis(${time}); $fromMillis($at + ${ahead} * 60000, '${picture}'))`;
}
