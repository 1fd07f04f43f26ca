import { z } from 'zod';

/** Where a workload finds a volume. */
export const mountSpec = z.strictObject({
  volume: z.string().describe('Name of a volume of the same system.'),
  path: z.string().describe('Absolute path inside the container.'),
  readOnly: z.boolean().default(false).describe('It may only read; permissions say so too. @default false'),
  subPath: z
    .string()
    .optional()
    .describe("Directory of the volume to show, 'models/ctr'; of EFS only. @default - all of it"),
});

/** A mount with every default filled in. */
export type MountSpec = z.output<typeof mountSpec>;
export type MountInput = z.input<typeof mountSpec>;
