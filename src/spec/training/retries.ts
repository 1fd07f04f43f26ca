import { z } from 'zod';

/** Why a job may be started again. Whatever is not named ends it. */
export const retriesSpec = z.strictObject({
  attempts: z.int().min(1).max(10).default(3).describe('How often it may start, the first time included. @default 3'),
  on: z
    .array(z.enum(['interruption', 'capacity', 'image-pull']))
    .default(['interruption', 'image-pull'])
    .describe(
      'Causes that are not its own: its host was taken away, the host could not start it, its image could not be pulled. @default ["interruption","image-pull"]',
    ),
  exitCodes: z
    .array(z.int().min(1).max(255))
    .default([])
    .describe('Exit codes with which the process asks to be started again. @default []'),
});

export type RetriesSpec = z.output<typeof retriesSpec>;
