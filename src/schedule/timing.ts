import type { JobSchedule } from '../spec/training/job-schedule';
import { readCron } from './read-cron';
import { readRepeat } from './repeating-interval';
import { timesBetween } from './times';

/** When EventBridge Scheduler starts something. */
export interface Timing {
  /** `cron(...)` or `rate(...)`. */
  readonly expression: string;
  readonly timezone: string;
  /** Fields of cron; absent of a rate, whose times are known only once it is deployed. */
  readonly cron?: string;
  readonly start?: Date;
  readonly end?: Date;
}

/** The timing of a schedule that the rules accept. */
export function timingOf({ cron, rate, repeat, timezone, start, end }: JobSchedule): Timing {
  const bounds = {
    ...(start !== undefined && { start: new Date(start) }),
    ...(end !== undefined && { end: new Date(end) }),
  };
  if (rate !== undefined) return { expression: `rate(${singular(rate)})`, timezone, ...bounds };
  const read = repeat === undefined ? { cron: cron ?? '' } : readRepeat(repeat, timezone);
  const fields = read.cron.trim().toUpperCase().replace(/\s+/g, ' ');
  return { expression: `cron(${fields})`, timezone, ...bounds, ...read, cron: fields };
}

/** One of a unit is written without its plural (EventBridge user guide, "Rate expressions", 2026-11). */
function singular(rate: string): string {
  const [count, unit = ''] = rate.split(' ');
  return count === '1' ? `1 ${unit.replace(/s$/, '')}` : `${count} ${unit.replace(/s?$/, 's')}`;
}

/** The days of a year over which starts are counted: those of one that is no leap year. */
const COUNTED = { from: new Date(Date.UTC(2027, 0)), until: new Date(Date.UTC(2028, 0)), minutes: 365 * 1440 };
const MINUTES = { minute: 1, hour: 60, day: 1440 } as const;

/** How often it starts in the year 2027, whether or not it has started or ended by then. */
export function startsInAYear({ expression, cron, timezone }: Timing): number {
  if (cron !== undefined) {
    let starts = 0;
    for (const _ of timesBetween(readCron(cron), timezone, COUNTED.from, COUNTED.until)) starts += 1;
    return starts;
  }
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  return COUNTED.minutes / (Number(count) * MINUTES[unit as keyof typeof MINUTES]);
}
