import type { Problem } from '../errors';
import { parseCron } from '../scaling/cron';
import { everHappens, isFault } from '../scaling/schedule';
import { isTimeZone, timeZones } from '../scaling/time-zone';
import { unknownName } from './unknown-name';

/** Recurring times that are none, or never come. Codes `InvalidCron`, `NeverHappens`. */
export function checkCron(text: string): Problem[] {
  const cron = parseCron(text);
  const example = "use one such as '0 8 ? * MON-FRI *': minute, hour, day of month, month, day of week, year";
  if (isFault(cron)) return [{ code: 'InvalidCron', field: 'cron', problem: cron.fault, fix: example }];
  if (everHappens(cron)) return [];
  return [
    { code: 'NeverHappens', field: 'cron', problem: `is '${text}', a day that never comes`, fix: 'use another day' },
  ];
}

/** Time zones that are none. There are so many names that only one that resembles it is worth telling. Code `UnknownTimeZone`. */
export function checkTimezone(timezone: string): Problem[] {
  if (isTimeZone(timezone)) return [];
  const problem = unknownName('UnknownTimeZone', 'timezone', 'time zone', timezone, timeZones());
  return [problem.fix.startsWith('use one of') ? { ...problem, fix: "use one such as 'Europe/Berlin'" } : problem];
}
