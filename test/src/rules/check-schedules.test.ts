import type { ServiceInput } from '../../../src/spec/service';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { judgeService, type ServiceCase } from '../../support/builders/judge-service';

type Schedules = NonNullable<NonNullable<ServiceInput['scaling']>['schedules']>;

const timed = (schedules: Schedules, replicas = { min: 2, max: 10 }): ServiceCase => ({
  service: { replicas, scaling: { schedules } },
});
const DAY = { cron: '0 8 ? * MON-FRI *', min: 6 };

const refusals: Refusal<ServiceCase>[] = [
  {
    what: 'a recurring time with five fields',
    code: 'InvalidCron',
    field: 'scaling.schedules.day.cron',
    refused: timed({ day: { ...DAY, cron: '0 8 * * MON-FRI' } }),
    legal: timed({ day: DAY }),
    says:
      'scaling.schedules.day.cron has 5 fields, and 6 are needed; ' +
      "use one such as '0 8 ? * MON-FRI *': minute, hour, day of month, month, day of week, year",
  },
  {
    what: 'a day that never comes',
    code: 'NeverHappens',
    field: 'scaling.schedules.day.cron',
    refused: timed({ day: { ...DAY, cron: '0 8 30 2 ? *' } }),
    legal: timed({ day: { ...DAY, cron: '0 8 29 2 ? *' } }),
    says: "scaling.schedules.day.cron is '0 8 30 2 ? *', a day that never comes; use another day",
  },
  {
    what: 'a date that there is not',
    code: 'InvalidTime',
    field: 'scaling.schedules.sale.at',
    refused: timed({ sale: { at: '2027-02-29T06:00:00', min: 6 } }),
    legal: timed({ sale: { at: '2028-02-29T06:00:00', min: 6 } }),
  },
  {
    what: 'a time zone that there is not',
    code: 'UnknownTimeZone',
    field: 'scaling.schedules.day.timezone',
    refused: timed({ day: { ...DAY, timezone: 'Europe/Berlinn' } }),
    legal: timed({ day: { ...DAY, timezone: 'Europe/Berlin' } }),
    says: "scaling.schedules.day.timezone is 'Europe/Berlinn', which is not a time zone; did you mean 'Europe/Berlin'?",
  },
  {
    what: 'a time zone that resembles none',
    code: 'UnknownTimeZone',
    field: 'scaling.schedules.day.timezone',
    refused: timed({ day: { ...DAY, timezone: 'office hours' } }),
    legal: timed({ day: { ...DAY, timezone: 'UTC' } }),
    says: "scaling.schedules.day.timezone is 'office hours', which is not a time zone; use one such as 'Europe/Berlin'",
  },
  {
    what: 'a schedule that changes nothing',
    code: 'EmptySchedule',
    field: 'scaling.schedules.day',
    refused: timed({ day: { cron: DAY.cron } }),
    legal: timed({ day: { cron: DAY.cron, max: 4 } }),
  },
  {
    what: 'fewer replicas than the bounds allow',
    code: 'OutsideReplicas',
    field: 'scaling.schedules.night.min',
    refused: timed({ night: { cron: '0 22 * * ? *', min: 1 } }),
    legal: timed({ night: { cron: '0 22 * * ? *', min: 2 } }),
    says: 'scaling.schedules.night.min is 1, and replicas allows 2 to 10; use 2 or more',
  },
  {
    what: 'more replicas than the bounds allow',
    code: 'OutsideReplicas',
    field: 'scaling.schedules.day.max',
    refused: timed({ day: { ...DAY, max: 11 } }),
    legal: timed({ day: { ...DAY, max: 10 } }),
  },
  {
    what: 'fewer at most than at least',
    code: 'MinAboveMax',
    field: 'scaling.schedules.day.min',
    refused: timed({ day: { ...DAY, max: 5 } }),
    legal: timed({ day: { ...DAY, max: 6 } }),
  },
  {
    what: 'fewer at most than the replicas that there always are',
    code: 'MinAboveMax',
    field: 'scaling.schedules.night.max',
    refused: timed({ night: { cron: '0 22 * * ? *', max: 1 } }),
    legal: timed({ night: { cron: '0 22 * * ? *', max: 2 } }),
    says: 'scaling.schedules.night.max is 1 but min is 2; use 2 or more, or say min too',
  },
  {
    what: 'two schedules that set different bounds at one time',
    code: 'SchedulesCollide',
    field: 'scaling.schedules.first',
    refused: timed({ day: DAY, first: { cron: '0 8 1 * ? *', min: 8 } }),
    legal: timed({ day: DAY, first: { cron: '1 8 1 * ? *', min: 8 } }),
    says: 'scaling.schedules.first happens at the same time as schedules.day, with other bounds; let one of them happen a minute later',
  },
  {
    what: 'a name of a schedule that no construct can have',
    code: 'InvalidName',
    field: 'scaling.schedules.Day',
    refused: timed({ Day: DAY }),
    legal: timed({ day: DAY }),
  },
];

describe('the schedules of a service', () => {
  describeRefusals(judgeService, refusals);

  it('may agree on bounds at one time, differ at one hour of two zones, and have passed', () => {
    const schedules: Schedules = {
      day: DAY,
      first: { cron: '0 8 1 * ? *', min: 6, max: 10 },
      tokyo: { ...DAY, min: 9, timezone: 'Asia/Tokyo' },
      past: { at: '2001-01-01T00:00:00', max: 3 },
    };
    expect(judgeService(timed(schedules))).toEqual([]);
  });
});
