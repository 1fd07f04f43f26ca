import { readCron } from './read-cron';
import { timesBetween } from './times';
import { offsetMinutes } from './zone-offsets';

/** What an ISO 8601 repeating interval comes to: times of a cron, and between when they are. */
export interface Repetition {
  readonly cron: string;
  readonly start: Date;
  /** Nothing starts from then on. Absent where it repeats for ever. */
  readonly end?: Date;
}

/** A repeating interval that is none, or that has no times of a cron; the message says which. */
export class IntervalError extends Error {}

const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];
const MINUTES_A_DAY = 1440;

/**
 * An interval of ISO 8601 (4.5.3 and 4.6) that repeats, `R<times>/<start>/<duration>`, as times of a cron: EventBridge Scheduler counts a rate
 * from a start that it takes for five minutes only, so that the same interval could not be deployed again. Without a number it repeats for ever.
 *
 * Throws `IntervalError` for anything else, and for durations whose times are not the same each year, day or hour.
 */
export function readRepeat(text: string, timezone: string): Repetition {
  const [, times, from, duration] = /^R(\d*)\/([^/]+)\/(P[^/]+)$/.exec(text) ?? [];
  if (from === undefined || duration === undefined)
    throw new IntervalError("is not R<times>/<start>/<duration>, as 'R/2026-01-01T04:00:00Z/P1D'");
  const start = instantOf(from);
  const cron = cronOf(wallTime(start, timezone), lengthOf(duration));
  if (times === '' || times === undefined) return { cron, start };
  if (Number(times) === 0) throw new IntervalError('repeats 0 times');
  return { cron, start, end: endOf(cron, timezone, start, Number(times)) };
}

function instantOf(text: string): Date {
  const at = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.0+)?)?(Z|[+-]\d\d:\d\d)$/.test(text) ? new Date(text) : undefined;
  if (at === undefined || Number.isNaN(at.getTime()))
    throw new IntervalError(`starts at '${text}', which is not a time with its zone, as '2026-01-01T04:00:00Z'`);
  if (at.getUTCSeconds() !== 0) throw new IntervalError(`starts at '${text}', and schedules know minutes only`);
  return at;
}

/** Whole months, or whole minutes. */
type Length = { readonly months: number } | { readonly minutes: number };

function lengthOf(text: string): Length {
  const said = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(text);
  const [years, months, weeks, days, hours, minutes] = (said ?? []).slice(1).map((part) => Number(part ?? 0));
  const inMonths = (years ?? 0) * 12 + (months ?? 0);
  const inMinutes = (((weeks ?? 0) * 7 + (days ?? 0)) * 24 + (hours ?? 0)) * 60 + (minutes ?? 0);
  if (said === null || inMonths + inMinutes === 0 || (inMonths > 0 && inMinutes > 0))
    throw new IntervalError(
      `repeats each '${text}', which is not whole minutes, hours, days or weeks, nor whole months or years`,
    );
  return inMonths > 0 ? { months: inMonths } : { minutes: inMinutes };
}

/** What the clocks of a zone show: the fields of a date are those of UTC. */
function wallTime(at: Date, timezone: string): Date {
  return new Date(at.getTime() + offsetMinutes(timezone, at.getTime()) * 60_000);
}

function cronOf(shown: Date, length: Length): string {
  const [minute, hour, day] = [shown.getUTCMinutes(), shown.getUTCHours(), shown.getUTCDate()];
  if ('months' in length) {
    if (12 % length.months !== 0) throw uneven('months that do not divide a year');
    if (day > 28) throw new IntervalError(`starts on day ${day}, which not every month has`);
    return `${minute} ${hour} ${day} ${every(length.months, shown.getUTCMonth(), 12, 1)} ? *`;
  }
  const { minutes } = length;
  if (minutes === 7 * MINUTES_A_DAY) return `${minute} ${hour} ? * ${WEEKDAYS[shown.getUTCDay()]} *`;
  if (minutes === MINUTES_A_DAY) return `${minute} ${hour} * * ? *`;
  if (minutes % 60 === 0 && MINUTES_A_DAY % minutes === 0) return `${minute} ${every(minutes / 60, hour, 24)} * * ? *`;
  if (60 % minutes === 0) return `${every(minutes, minute, 60)} * * * ? *`;
  throw uneven('a time that does not divide an hour or a day, and is neither a day nor a week');
}

function uneven(what: string): IntervalError {
  return new IntervalError(`repeats in ${what}, so that no times of a cron are its own`);
}

/** Each of a field that is a multiple of the step from the one said, sorted; all of it where that is each. */
function every(step: number, one: number, of: number, base = 0): string {
  if (step === 1) return '*';
  return Array.from({ length: of / step }, (_, i) => base + (one % step) + i * step).join(',');
}

/** Longest that times are looked for, years: of an interval that repeats yearly, so many times. */
const MOST_YEARS = 200;

/** A minute behind the last of its times. */
function endOf(cron: string, timezone: string, start: Date, times: number): Date {
  const until = new Date(start.getTime() + MOST_YEARS * 366 * MINUTES_A_DAY * 60_000);
  let left = times;
  for (const at of timesBetween(readCron(cron), timezone, start, until)) {
    left -= 1;
    if (left === 0) return new Date(at.getTime() + 60_000);
  }
  throw new IntervalError(`repeats ${times} times, which is more than in ${MOST_YEARS} years`);
}
