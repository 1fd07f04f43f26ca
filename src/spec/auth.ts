import { z } from 'zod';

/** Who may send a request, decided by its token. ELB ranges: API_JwtValidationActionConfig, 2026-11. */
export const authSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('jwt').describe('A signed token (RS256) in the Authorization header.'),
    issuer: z
      .string()
      .min(1)
      .max(256)
      .describe("Who must have issued it, to the letter as the token has it: 'https://login.example.com/'."),
    keysUrl: z
      .string()
      .max(256)
      .describe('Where the issuer publishes its keys (JWKS): HTTPS on port 443, ten keys and 150 KB at most.'),
    claims: z
      .record(
        z.string(),
        z.strictObject({
          format: z
            .enum(['single-string', 'string-array', 'space-separated-values'])
            .default('single-string')
            .describe('How its values are written in the token. @default "single-string"'),
          values: z.array(z.string().min(1).max(256)).min(1).max(10).describe('Values that it must have.'),
        }),
      )
      .default({})
      .describe('What else the token must claim, by name; issuer and times are always asked. @default {}'),
  }),
]);

export type AuthSpec = z.output<typeof authSpec>;
