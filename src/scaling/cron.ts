import { type Day, daysIn, weekdayOf } from './calendar';

/** A recurring time, read. */
export interface Cron {
  readonly minutes: ReadonlySet<number>;
  readonly hours: ReadonlySet<number>;
  readonly years: ReadonlySet<number>;
  /** Whether it happens on this day, its year aside. */
  readonly isOn: (day: Day) => boolean;
}

/** Why a text is none, as the rest of a sentence. */
export interface CronFault {
  readonly fault: string;
}

type DayTest = (day: Day) => boolean;

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC'];
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

interface Field {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly words?: readonly string[];
}

const FIELDS = {
  minutes: { name: 'minute', from: 0, to: 59 },
  hours: { name: 'hour', from: 0, to: 23 },
  days: { name: 'day of month', from: 1, to: 31 },
  months: { name: 'month', from: 1, to: 12, words: MONTHS },
  weekdays: { name: 'day of week', from: 1, to: 7, words: WEEKDAYS },
  years: { name: 'year', from: 1970, to: 2199 },
} as const satisfies Record<string, Field>;

/**
 * Reads what Application Auto Scaling takes between the parentheses of `cron(...)`: six fields, one of the two for days a '?'
 * (Application Auto Scaling User Guide, "Schedule recurring scaling actions", and EventBridge User Guide, "Cron expressions reference",
 * read 2026-11-22). Letters may be small.
 */
export function parseCron(text: string): Cron | CronFault {
  const parts = text.trim().toUpperCase().split(/\s+/);
  if (parts.length !== 6) return { fault: `has ${text.trim() === '' ? 0 : parts.length} fields, and 6 are needed` };
  const [minute, hour, day, month, weekday, year] = parts as [string, string, string, string, string, string];
  if ((day === '?') === (weekday === '?'))
    return { fault: "needs '?' for the day of month or for the day of week, and not for both" };
  const minutes = values(minute, FIELDS.minutes);
  const hours = values(hour, FIELDS.hours);
  const months = values(month, FIELDS.months);
  const years = values(year, FIELDS.years);
  const onDay = weekday === '?' ? tests(day, monthDay) : tests(weekday, weekDay);
  if (minutes === undefined) return illegal(minute, FIELDS.minutes);
  if (hours === undefined) return illegal(hour, FIELDS.hours);
  if (months === undefined) return illegal(month, FIELDS.months);
  if (years === undefined) return illegal(year, FIELDS.years);
  if (onDay === undefined) return weekday === '?' ? illegal(day, FIELDS.days) : illegal(weekday, FIELDS.weekdays);
  return { minutes, hours, years, isOn: (date) => months.has(date.month) && onDay.some((test) => test(date)) };
}

function illegal(text: string, { name, from, to }: Field): CronFault {
  return { fault: `has '${text}' for the ${name}, which is ${from} to ${to}` };
}

/** The values of `*`, `5`, `1-5`, `0/15`, `1-9/2`, and lists of them; undefined where a part is illegal. */
function values(text: string, field: Field): ReadonlySet<number> | undefined {
  const parts = text.split(',').map((part) => range(part, field));
  return all(parts) ? new Set(parts.flat()) : undefined;
}

function range(part: string, field: Field): number[] | undefined {
  const [, span = '', step] = /^([^/]*)(?:\/(.*))?$/.exec(part) ?? [];
  const [first = '', last, ...more] = span === '*' ? [String(field.from), String(field.to)] : span.split('-');
  const from = numberOf(first, field);
  // With a step and no end it goes on to the end.
  const to = last === undefined && step !== undefined ? field.to : numberOf(last ?? first, field);
  const by = step === undefined ? 1 : /^[1-9]\d*$/.test(step) ? Number(step) : undefined;
  if (from === undefined || to === undefined || by === undefined || from > to || more.length > 0) return undefined;
  return Array.from({ length: Math.floor((to - from) / by) + 1 }, (_, i) => from + i * by);
}

function numberOf(text: string, { from, to, words }: Field): number | undefined {
  const word = words?.indexOf(text) ?? -1;
  const value = word >= 0 ? word + from : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= from && value <= to ? value : undefined;
}

function all<T>(list: readonly (T | undefined)[]): list is readonly T[] {
  return list.every((entry) => entry !== undefined);
}

function tests(text: string, read: (part: string) => DayTest | undefined): readonly DayTest[] | undefined {
  const found = text.split(',').map(read);
  return all(found) ? found : undefined;
}

/** `L`, the last day; `15W`, the working day next to the 15th within its month; or plain days. */
function monthDay(part: string): DayTest | undefined {
  if (part === 'L') return (date) => date.day === daysIn(date);
  if (part === 'LW') return (date) => date.day === workday(date, daysIn(date));
  if (!part.endsWith('W')) return among(range(part, FIELDS.days), ({ day }) => day);
  const near = numberOf(part.slice(0, -1), FIELDS.days);
  return near === undefined ? undefined : (date) => near <= daysIn(date) && date.day === workday(date, near);
}

/** The day from Monday to Friday that is nearest to a day of the month, and in the same month. */
function workday({ year, month }: Day, near: number): number {
  const weekday = weekdayOf({ year, month, day: near });
  if (weekday === 7) return near === 1 ? 3 : near - 1;
  if (weekday === 1) return near === daysIn({ year, month }) ? near - 2 : near + 1;
  return near;
}

/** `L`, Saturday; `FRIL`, the last Friday; `TUE#2`, the second Tuesday; or plain days of the week. */
function weekDay(part: string): DayTest | undefined {
  const week = FIELDS.weekdays;
  if (part === 'L') return (date) => weekdayOf(date) === week.to;
  if (part.endsWith('L')) {
    const last = numberOf(part.slice(0, -1), week);
    return last === undefined ? undefined : (date) => weekdayOf(date) === last && date.day > daysIn(date) - 7;
  }
  if (!part.includes('#')) return among(range(part, week), weekdayOf);
  const [name = '', nth = ''] = part.split('#');
  const [day, count] = [numberOf(name, week), numberOf(nth, { name: 'week', from: 1, to: 5 })];
  if (day === undefined || count === undefined) return undefined;
  return (date) => weekdayOf(date) === day && Math.ceil(date.day / 7) === count;
}

function among(days: readonly number[] | undefined, of: (date: Day) => number): DayTest | undefined {
  return days && ((date) => days.includes(of(date)));
}
