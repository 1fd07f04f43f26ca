import { z } from 'zod';

const share = z.number().positive().max(100);

/** What makes ECS undo a rollout, beside replicas that do not start. */
export const alarmsSpec = z.strictObject({
  errorPercent: share
    .optional()
    .describe(
      'Server errors, percent of all answers: what comes by its routes, or through the mesh where it has none. @default - 5, or half of what moves first if that is less, where its rollout moves requests of HTTP; else no alarm',
    ),
  latency: z
    .strictObject({
      percentile: z.number().min(50).max(99.99).describe('The requests that must be faster, percent.'),
      seconds: z.number().positive().describe('The time that they must be faster than, seconds.'),
    })
    .optional()
    .describe('How slow answers to its routes may be. @default - no alarm'),
  unhealthyReplicas: z
    .int()
    .min(1)
    .optional()
    .describe('Replicas that its load balancers may find unhealthy, less one. @default - no alarm'),
  cpuPercent: z
    .number()
    .positive()
    .optional()
    .describe('Average use of the cores promised to it, percent. @default - no alarm'),
  memoryPercent: z
    .number()
    .positive()
    .optional()
    .describe('Average use of the memory promised to it, percent. @default - no alarm'),
  names: z.array(z.string().min(1).max(255)).default([]).describe('CloudWatch alarms that exist already. @default []'),
});

export type AlarmsSpec = z.output<typeof alarmsSpec>;
