import { z } from 'zod';

/** Where a workload finds a volume. */
export const mountSpec = z.strictObject({
  volume: z
    .string()
    .describe(
      'Name of a volume of the same system; of a job also `<cluster>/<name>`, what the hosts of its training cluster mount.',
    ),
  path: z.string().describe('Absolute path inside the container.'),
  readOnly: z.boolean().default(false).describe('It may only read; permissions say so too. @default false'),
  persistent: z
    .boolean()
    .default(false)
    .describe(
      'What is written must be there for the next replica: refused on a volume that does not promise it. @default false',
    ),
  subPath: z
    .string()
    .optional()
    .describe("Directory of the volume to show, 'models/ctr'; of EFS only. @default - all of it"),
  preparedInImage: z
    .boolean()
    .default(false)
    .describe(
      "The image has this directory, and the container's user owns it: a new scratch volume is copied from there, files, owner and permissions. @default false",
    ),
});

/** A mount with every default filled in. */
export type MountSpec = z.output<typeof mountSpec>;
export type MountInput = z.input<typeof mountSpec>;
