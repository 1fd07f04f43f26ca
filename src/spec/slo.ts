import { z } from 'zod';

/** What people are told of a service. */
export const SYMPTOMS = ['errors', 'latency', 'unhealthy', 'queue'] as const;
export type Symptom = (typeof SYMPTOMS)[number];

/** How well a service must do before somebody is told. Each has a value for every service that can be measured so. */
export const sloSpec = z.strictObject({
  errorPercent: z
    .number()
    .positive()
    .optional()
    .describe(
      'Server errors, percent of all answers: what comes by its routes, or through the mesh where it has none. @default - 1',
    ),
  latency: z
    .strictObject({
      percentile: z.number().min(50).max(99.99).describe('The requests that must be faster, percent.'),
      seconds: z.number().positive().describe('The time that they must be faster than, seconds.'),
    })
    .optional()
    .describe(
      'How slow answers to its routes may be. @default - 99 percent of them within half of `timeoutSeconds` of their port',
    ),
  unhealthyReplicas: z
    .int()
    .min(0)
    .optional()
    .describe('Replicas that its load balancers may find unhealthy for longer than they take to start. @default - 0'),
  queueSeconds: z
    .number()
    .positive()
    .optional()
    .describe(
      'How long a message may wait in the queues that it consumes, seconds. @default - twice what `scaling.queueDelay` accepts; 900 where it says nothing of the queue',
    ),
  minutes: z
    .int()
    .min(1)
    .max(60)
    .default(5)
    .describe('Minutes on end of too many errors, too slow answers or too old messages. @default 5'),
  untold: z.array(z.enum(SYMPTOMS)).default([]).describe('Symptoms that nobody is told of. @default []'),
});

export type SloSpec = z.output<typeof sloSpec>;
