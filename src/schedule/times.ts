import type { Day } from '../scaling/calendar';
import type { Cron } from '../scaling/cron';
import { offsetMinutes } from './zone-offsets';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

/**
 * The times of a cron in a time zone, from `from` on and before `until`, in order. A time that a clock is put forward over does not happen,
 * and one that comes twice happens once (EventBridge Scheduler user guide, "Schedule types", 2026-11).
 */
export function* timesBetween(cron: Cron, timezone: string, from: Date, until: Date): Generator<Date> {
  const [hours, minutes] = [sorted(cron.hours), sorted(cron.minutes)];
  // What a clock shows is less than a day away from UTC.
  for (let at = startOfDay(from) - DAY_MS; at < until.getTime() + DAY_MS; at += DAY_MS) {
    const day = dayOf(at);
    if (!cron.years.has(day.year) || !cron.isOn(day)) continue;
    for (const hour of hours)
      for (const minute of minutes) {
        const time = instantOf(at + (hour * 60 + minute) * MINUTE_MS, timezone);
        if (time !== undefined && time >= from.getTime() && time < until.getTime()) yield new Date(time);
      }
  }
}

/** When clocks first show a time, given as if it were UTC; undefined where they never do. */
export function instantOf(shown: number, timezone: string): number | undefined {
  const ahead = [shown - DAY_MS, shown + DAY_MS].map((near) => offsetMinutes(timezone, near));
  return ahead
    .map((minutes) => shown - minutes * MINUTE_MS)
    .sort((a, b) => a - b)
    .find((at) => at + offsetMinutes(timezone, at) * MINUTE_MS === shown);
}

function startOfDay(at: Date): number {
  return Math.floor(at.getTime() / DAY_MS) * DAY_MS;
}

function dayOf(at: number): Day {
  const date = new Date(at);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function sorted(values: ReadonlySet<number>): number[] {
  return [...values].sort((a, b) => a - b);
}
