import { z } from 'zod';

/** Which of several routes is meant, by what a target group belongs to. */
const whichTarget = {
  gateway: z.string().optional().describe('Name of the gateway of the route. @default - the only one of its routes'),
  port: z.string().optional().describe('Name of the port of the route. @default - the only one of its routes'),
};

const requestsSpec = z.strictObject({
  perMinute: z.number().positive().max(10_000_000).describe('Requests that each replica answers in a minute.'),
  ...whichTarget,
});

const latencySpec = z.strictObject({
  percentile: z
    .enum(['p50', 'p90', 'p99'])
    .default('p90')
    .describe('Share of requests that are quicker. @default "p90"'),
  seconds: z.number().positive().max(4000).describe('Time above which replicas are added, seconds.'),
  ...whichTarget,
});

const metricSpec = z.strictObject({
  namespace: z.string().min(1).max(255).describe('CloudWatch namespace of the metric.'),
  metric: z.string().min(1).max(255).describe('Name of the metric. It must halve when the replicas double.'),
  dimensions: z
    .record(z.string().min(1).max(255), z.string().min(1).max(1024))
    .default({})
    .describe('Dimensions of the metric, all of them. @default {}'),
  statistic: z
    .enum(['Average', 'Maximum', 'Minimum', 'SampleCount', 'Sum'])
    .default('Average')
    .describe('What is taken of the values of each minute. @default "Average"'),
  target: z.number().positive().describe('Value that the metric is kept at, in its own unit.'),
});

const queueDelaySpec = z.strictObject({
  queue: z.string().describe("Name of a queue of the same system, or '<system>/<queue>' of another."),
  acceptableSeconds: z
    .number()
    .positive()
    .max(1_209_600)
    .describe('Time that a message may wait until it is done, seconds.'),
  processingSeconds: z
    .number()
    .positive()
    .max(43_200)
    .describe('Time that a replica works on one message, on the average, seconds.'),
});

const bounds = {
  timezone: z.string().default('UTC').describe('IANA name of the time zone, as \'Europe/Berlin\'. @default "UTC"'),
  min: z.int().min(0).max(5000).optional().describe('Fewest replicas from then on. @default - that of `replicas`'),
  max: z.int().min(0).max(5000).optional().describe('Most replicas from then on. @default - that of `replicas`'),
};

/** New bounds at a time. */
export const scheduleSpec = z.union([
  z.strictObject({
    at: z.string().describe("Date and time of the one time that it happens, as '2026-11-27T06:00:00'."),
    ...bounds,
  }),
  z.strictObject({
    cron: z
      .string()
      .describe(
        "When it happens again and again: minute, hour, day of month, month, day of week, year; '0 8 ? * MON-FRI *'.",
      ),
    ...bounds,
  }),
]);

/** What moves the number of replicas between the bounds of `replicas`. Several together: the one that wants most replicas wins. */
export const scalingSpec = z.strictObject({
  cpuPercent: z
    .number()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Average use of the promised cores that it keeps to, percent. @default - 60 where nothing else says when replicas may go',
    ),
  memoryPercent: z
    .number()
    .min(1)
    .max(100)
    .optional()
    .describe('Average use of the promised memory that it keeps to, percent. @default - not looked at'),
  requestsPerReplica: requestsSpec
    .optional()
    .describe('Requests of one route that it keeps each replica at. @default - not looked at'),
  latency: latencySpec
    .optional()
    .describe('Adds replicas while a route answers too slowly; something else lets them go. @default - not looked at'),
  metrics: z
    .record(z.string(), metricSpec)
    .default({})
    .describe('Metrics of CloudWatch that it keeps at a value, by a name of your own. @default {}'),
  queueDelay: queueDelaySpec
    .optional()
    .describe(
      'Keeps messages of a queue from waiting too long; with `replicas.min` 0 none run while it is empty. @default - not looked at',
    ),
  schedules: z
    .record(z.string(), scheduleSpec)
    .default({})
    .describe(
      'Times at which the bounds change, by a name of your own. Where there are any, a change of `replicas` reaches AWS when the next one happens. @default {}',
    ),
  cooldownSeconds: z
    .strictObject({
      in: z.int().min(0).max(3600).default(300).describe('Seconds between two reductions. @default 300'),
      out: z.int().min(0).max(3600).default(60).describe('Seconds until added replicas count as at work. @default 60'),
    })
    .prefault({})
    .describe('How long it waits after a change. @default {}'),
});

export type ScalingSpec = z.output<typeof scalingSpec>;
export type ScheduleSpec = z.output<typeof scheduleSpec>;
export type QueueDelaySpec = z.output<typeof queueDelaySpec>;
export type ScalingMetricSpec = z.output<typeof metricSpec>;
/** Which route a measure is of, as far as it says. */
export type TargetChoice = Pick<z.output<typeof requestsSpec>, 'gateway' | 'port'>;
