import { z } from 'zod';

const ULIMITS = [
  'core',
  'cpu',
  'data',
  'fsize',
  'locks',
  'memlock',
  'msgqueue',
  'nice',
  'nofile',
  'nproc',
  'rss',
  'rtprio',
  'rttime',
  'sigpending',
  'stack',
] as const;

/** What a container can never exceed. What it is promised are `cpus` and `memoryMiB` of the service. */
export const limitsSpec = z.strictObject({
  cpus: z
    .number()
    .positive()
    .max(192)
    .optional()
    .describe(
      'Most cores it may ever use; ECS sets them aside on the host in full. @default - idle cores of the host are free to use',
    ),
  memoryMiB: z
    .int()
    .min(6)
    .optional()
    .describe('Memory above which it is killed, MiB. @default - the memory it was promised'),
  shmMiB: z
    .int()
    .min(1)
    .optional()
    .describe("Size of /dev/shm, MiB. It is memory of the container. @default - the engine's 64"),
  ulimits: z
    .partialRecord(
      z.enum(ULIMITS),
      z.strictObject({
        soft: z.int().describe('Where the process starts.'),
        hard: z.int().describe('How far it may raise it.'),
      }),
    )
    .default({})
    .describe('Kernel limits of the process. @default {}'),
});

export type LimitsSpec = z.output<typeof limitsSpec>;
