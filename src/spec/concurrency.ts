import { z } from 'zod';
import { imageSpec } from './image';

/** How many requests a replica gets at once. ELB range: "Register targets", Target optimizer, 2026-11. */
export const concurrencySpec = z.strictObject({
  requests: z
    .int()
    .min(1)
    .max(1000)
    .default(1)
    .describe('Most requests that a replica has at once; what is above is answered with 503. @default 1'),
  image: imageSpec.describe(
    "The agent that counts them, before the service in every replica: AWS's 'public.ecr.aws/aws-elb/target-optimizer/target-control-agent' by its digest, or a copy of it. AWS documents no version tags.",
  ),
});

export type ConcurrencySpec = z.output<typeof concurrencySpec>;
