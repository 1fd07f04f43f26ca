import { z } from 'zod';
import { jobSpec } from './job';
import { jobScheduleSpec } from './job-schedule';

/** A job among those of a system: when it starts by itself, and after which others. */
export const systemJobSpec = jobSpec.extend({
  schedule: jobScheduleSpec
    .optional()
    .describe('When it starts by itself, with all that is after it. @default - when somebody runs it'),
  after: z
    .array(z.string())
    .default([])
    .describe('Jobs of its system that must have succeeded, in the same run of all of them. @default []'),
});

/** A job of a system as people write it. */
export type SystemJobInput = z.input<typeof systemJobSpec>;
/** A job of a system with every default filled in. */
export type SystemJobSpec = z.output<typeof systemJobSpec>;
