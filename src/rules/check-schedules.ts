import { type Problem, within } from '../errors';
import { checkName } from '../naming/names';
import { meet, parseMoment } from '../scaling/schedule';
import type { ScheduleSpec } from '../spec/scaling';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import { checkCron, checkTimezone } from './check-cron';

interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * Times that are none, bounds outside of those of `replicas`, and schedules that set different bounds at one time. Two in different time
 * zones are not compared. A time that has passed is legal: it was once to come. Fields are those of `scaling`.
 */
export function checkSchedules({ scaling: { schedules }, replicas }: ServiceSpec): Problem[] {
  const names = Object.keys(schedules).sort();
  const outer = replicaBounds(replicas);
  return [
    ...names.flatMap((name) => [
      ...checkName('schedule', name, `schedules.${name}`),
      ...within(`schedules.${name}`, checkOne(schedules[name] as ScheduleSpec, outer)),
    ]),
    ...names.flatMap((name, i) => collisions(schedules, name, names.slice(0, i), outer)),
  ];
}

function checkOne(schedule: ScheduleSpec, outer: Bounds): Problem[] {
  const { timezone } = schedule;
  return [
    ...('at' in schedule ? checkAt(schedule.at) : checkCron(schedule.cron)),
    ...checkTimezone(timezone),
    ...checkBounds(schedule, outer),
  ];
}

function checkAt(at: string): Problem[] {
  if (parseMoment(at) !== undefined) return [];
  const problem = `is '${at}', which is no date and time`;
  return [{ code: 'InvalidTime', field: 'at', problem, fix: "use one such as '2026-11-27T06:00:00'" }];
}

function checkBounds(schedule: ScheduleSpec, outer: Bounds): Problem[] {
  if (schedule.min === undefined && schedule.max === undefined)
    return [{ code: 'EmptySchedule', field: '', problem: 'changes neither bound', fix: 'add min or max' }];
  const { min, max } = boundsOf(schedule, outer);
  const within = `replicas allows ${outer.min} to ${outer.max}`;
  const outside = (field: 'min' | 'max', value: number, fix: string): Problem => ({
    code: 'OutsideReplicas',
    field,
    problem: `is ${value}, and ${within}`,
    fix,
  });
  if (min < outer.min) return [outside('min', min, `use ${outer.min} or more`)];
  if (max > outer.max) return [outside('max', max, `use ${outer.max} or less`)];
  if (min <= max) return [];
  const field = schedule.min === undefined ? 'max' : 'min';
  return field === 'min'
    ? [{ code: 'MinAboveMax', field, problem: `is ${min} but max is ${max}`, fix: `use ${max} or less` }]
    : [
        {
          code: 'MinAboveMax',
          field,
          problem: `is ${max} but min is ${min}`,
          fix: `use ${min} or more, or say min too`,
        },
      ];
}

function boundsOf({ min, max }: ScheduleSpec, outer: Bounds): Bounds {
  return { min: min ?? outer.min, max: max ?? outer.max };
}

/** Of two actions at one time, AWS does not say which comes last. */
function collisions(
  schedules: Readonly<Record<string, ScheduleSpec>>,
  name: string,
  before: readonly string[],
  outer: Bounds,
): Problem[] {
  const own = schedules[name] as ScheduleSpec;
  const bounds = boundsOf(own, outer);
  const other = before.find((earlier) => {
    const known = schedules[earlier] as ScheduleSpec;
    const theirs = boundsOf(known, outer);
    const agree = theirs.min === bounds.min && theirs.max === bounds.max;
    return !agree && known.timezone === own.timezone && meet(known, own);
  });
  if (other === undefined) return [];
  const problem = `happens at the same time as schedules.${other}, with other bounds`;
  return [
    { code: 'SchedulesCollide', field: `schedules.${name}`, problem, fix: 'let one of them happen a minute later' },
  ];
}
