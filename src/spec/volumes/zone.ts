import { z } from 'zod';

/** The zone of a volume that is in one. */
export const zone = z
  .string()
  .optional()
  .describe(
    'Zone that it is in for ever. @default - where it was first recorded in `retained.json`, or one of the environment by its name',
  );
