import { z } from 'zod';

/** Messages that wait for a worker. SQS ranges: API_SetQueueAttributes, 2026-11. Those that fail go to a queue of dead letters beside it. */
export const queueSpec = z.strictObject({
  fifo: z
    .boolean()
    .default(false)
    .describe(
      'Keeps the order within each message group, and takes a message once; changing it replaces the queue. @default false',
    ),
  visibilityTimeoutSeconds: z
    .int()
    .min(0)
    .max(43_200)
    .default(30)
    .describe('Seconds that a worker has for a message before another gets it. @default 30'),
  retentionDays: z
    .int()
    .min(1)
    .max(14)
    .default(4)
    .describe('How long a message that nobody takes is kept, days; dead letters are kept 14. @default 4'),
  maxReceives: z
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .describe('Times that a message is handed out before it becomes a dead letter. @default 5'),
  kmsKeyArn: z
    .string()
    .optional()
    .describe("A customer managed key to encrypt messages with. @default - SQS's own encryption, which needs no grant"),
});

/** A queue as the spec has it. */
export type QueueSpec = z.output<typeof queueSpec>;
export type QueueInput = z.input<typeof queueSpec>;
