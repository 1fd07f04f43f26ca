import type { Problem } from '../errors';
import { checkCron, checkTimezone } from '../rules/check-cron';
import { isTimeZone } from '../scaling/time-zone';
import type { JobSchedule } from '../spec/training/job-schedule';
import { IntervalError, readRepeat } from './repeating-interval';
import { zoneOffsets } from './zone-offsets';

const WAYS = ['cron', 'rate', 'repeat'] as const;

/** Schedules that EventBridge Scheduler refuses, or that never start anything. Fields are those of the schedule. */
export function checkJobSchedule(schedule: JobSchedule): Problem[] {
  const { cron, timezone } = schedule;
  return [
    ...checkWays(schedule),
    ...(cron === undefined ? [] : checkCron(cron)),
    ...checkTimezone(timezone),
    ...checkRepeat(schedule),
    ...checkBounds(schedule),
  ];
}

/** What is legal of a schedule, and may surprise. */
export function jobScheduleWarnings({ period, timezone }: JobSchedule): Problem[] {
  if (period !== 'hour' || zoneOffsets(timezone).length === 1) return [];
  const problem = `is 'hour' in ${timezone}, where one hour of the year comes twice: two runs have the same PERIOD`;
  return [{ code: 'HourTwice', field: 'period', problem, fix: "use timezone 'UTC', or period 'timestamp'" }];
}

function checkWays(schedule: JobSchedule): Problem[] {
  const said = WAYS.filter((way) => schedule[way] !== undefined);
  if (said.length === 1) return [];
  const problem = said.length === 0 ? 'says no time' : `says ${said.join(' and ')}`;
  return [{ code: 'OneTiming', field: '', problem, fix: `say one of ${WAYS.join(', ')}` }];
}

function checkRepeat({ repeat, timezone }: JobSchedule): Problem[] {
  if (repeat === undefined || !isTimeZone(timezone)) return [];
  try {
    readRepeat(repeat, timezone);
    return [];
  } catch (error) {
    if (!(error instanceof IntervalError)) throw error;
    const problem = `is '${repeat}', which ${error.message}`;
    return [{ code: 'InvalidInterval', field: 'repeat', problem, fix: 'mend it, or say cron or rate' }];
  }
}

function checkBounds({ repeat, start, end }: JobSchedule): Problem[] {
  const problems: Problem[] = [];
  if (repeat !== undefined && start !== undefined) {
    const problem = 'is said beside repeat, which says when it starts';
    problems.push({ code: 'StartTwice', field: 'start', problem, fix: 'leave it out' });
  }
  if (repeat !== undefined && end !== undefined && /^R\d/.test(repeat)) {
    const problem = 'is said beside a number of times in repeat, which says when it ends';
    problems.push({ code: 'EndTwice', field: 'end', problem, fix: "leave it out, or begin repeat with 'R/'" });
  }
  if (start !== undefined && end !== undefined && Date.parse(end) <= Date.parse(start)) {
    const problem = `is ${end}, and it starts at ${start}: nothing would ever start`;
    problems.push({ code: 'EndsBeforeStart', field: 'end', problem, fix: 'use a later end' });
  }
  return problems;
}
