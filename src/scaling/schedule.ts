import type { ScheduleSpec } from '../spec/scaling';
import { type Day, daysIn, daysOf, differentYears } from './calendar';
import { type Cron, type CronFault, parseCron } from './cron';

/** A date and a time of day, without a zone. */
export interface Moment extends Day {
  readonly hour: number;
  readonly minute: number;
}

/** What Application Auto Scaling takes as the schedule of an action (API reference, PutScheduledAction, read 2026-11-22). */
export function scheduleExpression(schedule: ScheduleSpec): string {
  return 'at' in schedule ? `at(${schedule.at})` : `cron(${schedule.cron.trim().split(/\s+/).join(' ')})`;
}

/** The moment of `2026-11-27T06:00:00`; undefined where there is none, as on the 30th of February. */
export function parseMoment(text: string): Moment | undefined {
  const parts = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined) return undefined;
  const [year, month, day, hour, minute, second] = parts as [number, number, number, number, number, number];
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= daysIn({ year, month });
  return isDate && hour < 24 && minute < 60 && second < 60 ? { year, month, day, hour, minute } : undefined;
}

/** Whether there is any day on which it happens: never on a 30th of February. */
export function everHappens({ years, isOn }: Cron): boolean {
  return differentYears([...years]).some((year) => daysOf(year).some(isOn));
}

/** Whether two schedules of one time zone ever happen in the same minute. */
export function meet(a: ScheduleSpec, b: ScheduleSpec): boolean {
  if ('at' in a) return 'at' in b ? sameMinute(a.at, b.at) : includes(b.cron, a.at);
  if ('at' in b) return includes(a.cron, b.at);
  const [one, other] = [parseCron(a.cron), parseCron(b.cron)];
  if (isFault(one) || isFault(other)) return false;
  if (!share(one.minutes, other.minutes) || !share(one.hours, other.hours)) return false;
  const years = differentYears([...one.years].filter((year) => other.years.has(year)));
  return years.some((year) => daysOf(year).some((day) => one.isOn(day) && other.isOn(day)));
}

export function isFault(cron: Cron | CronFault): cron is CronFault {
  return 'fault' in cron;
}

function sameMinute(a: string, b: string): boolean {
  return parseMoment(a) !== undefined && a.slice(0, 16) === b.slice(0, 16);
}

function includes(text: string, at: string): boolean {
  const [cron, moment] = [parseCron(text), parseMoment(at)];
  if (isFault(cron) || moment === undefined) return false;
  const { year, hour, minute } = moment;
  return cron.years.has(year) && cron.hours.has(hour) && cron.minutes.has(minute) && cron.isOn(moment);
}

function share(a: ReadonlySet<number>, b: ReadonlySet<number>): boolean {
  return [...a].some((value) => b.has(value));
}
