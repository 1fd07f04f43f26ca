import { z } from 'zod';

const instant = z.iso
  .datetime({ offset: true, error: "a time with its zone, as '2026-01-01T00:00:00Z'" })
  .describe('A point in time, ISO 8601 with its zone.');

/** How a period is written. */
export const periodFormatSpec = z.enum(['date', 'hour', 'timestamp']);

/** What becomes of a run where the last is not over. */
export const overlapSpec = z.enum(['allow', 'skip', 'replace']);

/** When a job starts by itself. Said in one of three ways: `cron`, `rate` or `repeat`. */
export const jobScheduleSpec = z.strictObject({
  cron: z
    .string()
    .optional()
    .describe(
      "Minutes, hours, day of month, month, day of week and year, as '0 4 * * ? *': the fields of EventBridge Scheduler. @default - not said so",
    ),
  rate: z
    .string()
    .regex(/^[1-9]\d* (minutes?|hours?|days?)$/, "a number and a unit, as '12 hours'")
    .optional()
    .describe("How long after the last, as '12 hours', counted from when it is deployed. @default - not said so"),
  repeat: z
    .string()
    .optional()
    .describe("An ISO 8601 repeating interval, as 'R/2026-01-01T04:00:00Z/P1D'. @default - not said so"),
  timezone: z
    .string()
    .default('UTC')
    .describe('The zone of its times and of PERIOD, as \'Europe/Vilnius\'. @default "UTC"'),
  start: instant.optional().describe('Nothing starts before. @default - from when it is deployed'),
  end: instant.optional().describe('Nothing starts from then on. @default - never ends'),
  period: periodFormatSpec
    .optional()
    .describe(
      "What jobs are told as PERIOD, from the time they were scheduled for: '2026-11-21' and '2026-11-21T04' in the time zone, '2026-11-21T04:00:00Z' in UTC. @default - nothing",
    ),
  overlap: overlapSpec
    .default('skip')
    .describe(
      'What happens where the last run is not over: both run, the new one does not start, or the last one is ended. @default "skip"',
    ),
});

/** A schedule as people write it. */
export type JobScheduleInput = z.input<typeof jobScheduleSpec>;
/** A schedule with every default filled in. */
export type JobSchedule = z.output<typeof jobScheduleSpec>;
/** How a period is written. */
export type PeriodFormat = z.output<typeof periodFormatSpec>;
