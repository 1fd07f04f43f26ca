import { z } from 'zod';

/** Who may take the role of a team: each entry is one way in, and any of them will do. */
export const teamTrustSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('sso').describe('People of IAM Identity Center.'),
    permissionSet: z
      .string()
      .regex(/^[\w+=,.@-]{1,32}$/, "the name of a permission set, as 'DataScientist', without '*'")
      .describe('The permission set that they have in this account.'),
  }),
  z.strictObject({
    kind: z
      .literal('saml')
      .describe('People of an identity provider that speaks SAML, which says who may take the role.'),
    provider: z
      .string()
      .regex(/^[\w._-]{1,128}$/, "the name of a SAML provider of this account, as 'Corporate'")
      .describe('Name of the SAML provider in IAM.'),
  }),
  z.strictObject({
    kind: z.literal('oidc').describe('People of an OpenID Connect issuer that is a provider of this account.'),
    url: z
      .string()
      .regex(/^https:\/\/[\w.-]+(:\d+)?(\/[\w.~/-]*)?$/, "an address such as 'https://login.example.com'")
      .describe('Issuer of their tokens.'),
    audience: z.string().min(1).max(255).describe('The client that their tokens are for.'),
    subjects: z
      .array(z.string().min(1).max(255))
      .min(1)
      .describe("What `sub` of a token may be; '*' stands for any letters, and never alone."),
  }),
  z.strictObject({
    kind: z.literal('principal').describe('A role or a user.'),
    arn: z.string().describe("ARN of an IAM role or user: 'arn:aws:iam::123456789012:role/data-science'."),
  }),
]);

/** What one team may do with its own systems, and who is in it. */
export const teamAccessSpec = z.strictObject({
  trust: z.array(teamTrustSpec).describe('Who may take its role; at least one.'),
});

export type TeamTrust = z.output<typeof teamTrustSpec>;
export type TeamAccess = z.output<typeof teamAccessSpec>;
