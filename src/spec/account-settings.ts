import { z } from 'zod';
import { ciSpec } from './ci';

/** What exists once per account and region, for all environments in it. */
export const accountSettingsSpec = z.strictObject({
  bootstrap: z
    .boolean()
    .default(false)
    .describe(
      'The state bucket does not exist yet: the account stack keeps its state in a file until it is moved there. @default false',
    ),
  ci: ciSpec
    .optional()
    .describe(
      'Who plans and deploys from a repository, without keys. @default - nobody; whoever deploys has credentials',
    ),
  serviceLinkedRoles: z
    .array(z.enum(['autoscaling', 'batch', 'ecs', 'elasticloadbalancing', 'spot']))
    .default([])
    .describe(
      'Services whose linked role a new account lacks; one that exists already cannot be made again. @default []',
    ),
  identityProviders: z
    .array(
      z.strictObject({
        url: z
          .string()
          .regex(
            /^https:\/\/[\w.-]+(:\d+)?(\/[\w.~/-]*)?$/,
            "an address such as 'https://ci.example.com', without a query",
          )
          .describe('Issuer of the tokens.'),
        audiences: z
          .array(z.string().regex(/^[^\s{}]{1,255}$/, 'a name of 1 to 255 characters'))
          .min(1)
          .default(['sts.amazonaws.com'])
          .describe('Accepted audiences. @default ["sts.amazonaws.com"]'),
      }),
    )
    .default([])
    .describe('OpenID Connect issuers that roles may trust, for CI without keys. @default []'),
});

export type AccountSettings = z.output<typeof accountSettingsSpec>;
