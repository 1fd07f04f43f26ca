import { z } from 'zod';

const kmsKeyArn = z
  .string()
  .optional()
  .describe(
    'The customer managed key it is encrypted with. May be late-bound. @default - the AWS managed key, which needs no grant',
  );

/** A reference to a secret; never the secret. */
export const secretSpec = z.union([
  z.strictObject({
    secretsManager: z.string().describe('Name or ARN of a Secrets Manager secret. May be late-bound.'),
    key: z.string().optional().describe('One key of a secret that is a JSON object. @default - the whole secret'),
    kmsKeyArn,
  }),
  z.strictObject({
    parameter: z.string().describe("Path or ARN of an SSM parameter: '/ads/bidder/token'. May be late-bound."),
    kmsKeyArn,
  }),
]);

/** A secret reference as the spec has it. */
export type SecretSpec = z.output<typeof secretSpec>;
