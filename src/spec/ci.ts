import { z } from 'zod';

const roles = {
  plan: z
    .array(z.string().min(1).max(255))
    .optional()
    .describe(
      'What of the repository may plan, which changes nothing; at least one. @default - nothing; there is no role for it',
    ),
  deploy: z
    .array(z.string().min(1).max(255))
    .optional()
    .describe(
      'What of the repository may deploy; at least one, and never pull requests. @default - nothing; there is no role for it',
    ),
  permissionsBoundaryArn: z
    .string()
    .optional()
    .describe('Policy that bounds these roles themselves, which `iam` does not. @default - no boundary'),
  parameters: z
    .array(z.string().regex(/^[\w./-]+$/, "the name of a parameter, as '/delivery/ads/bidder'"))
    .default([])
    .describe(
      'Parameters that plans read beside those of the platform: the ones that `imageFrom` of services names. @default []',
    ),
  clientSecrets: z
    .array(z.string().min(1))
    .default([])
    .describe(
      'The secrets whose values plans read: client secrets of routes behind OpenID Connect, by the name that the route has for them. They read no others. @default []',
    ),
};

/** Who plans and deploys from a repository, without keys: each run shows a token that says which repository it is of, and which part. */
export const ciSpec = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('github').describe('GitHub Actions. What may plan is said as GitHub does.'),
    repository: z
      .string()
      .regex(
        /^[\w.-]+\/[\w.-]+$|^[\w.-]+@\d+\/[\w.-]+@\d+$/,
        "'owner/name', or 'owner@1234/name@5678' where its tokens have the numbers",
      )
      .describe(
        "The repository, 'owner/name'; 'owner@1234/name@5678' where its tokens say the numbers too, as those of all that were made after 2026-07-15 do.",
      ),
    ...roles,
  }),
  z.strictObject({
    kind: z.literal('gitlab').describe('GitLab CI.'),
    url: z
      .string()
      .regex(/^https:\/\/[\w.-]+(:\d+)?$/, "an address such as 'https://gitlab.example.com'")
      .default('https://gitlab.com')
      .describe('Where GitLab is. @default "https://gitlab.com"'),
    project: z
      .string()
      .regex(/^[\w.-]+(\/[\w.-]+)+$/, "'group/name'")
      .describe("The project, 'group/name'."),
    ...roles,
  }),
]);

export type CiSpec = z.output<typeof ciSpec>;
