import { z } from 'zod';

/** Longest session that a load balancer keeps (ELB API reference, AuthenticateOidcActionConfig, 2026-11). */
const LONGEST_SESSION = 604_800;

const jwtAuth = z.strictObject({
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
});

/** A reference to the secret of a client; never the secret. */
const clientSecretSpec = z.union([
  z.strictObject({
    secretsManager: z.string().describe('Name or ARN of a Secrets Manager secret. May be late-bound.'),
    key: z.string().optional().describe('One key of a secret that is a JSON object. @default - the whole secret'),
  }),
  z.strictObject({
    parameter: z.string().describe("Name or ARN of an SSM parameter: '/ads/admin/oidc'. May be late-bound."),
  }),
]);

const session = {
  scope: z
    .string()
    .min(1)
    .default('openid')
    .describe(
      'What is asked of the provider, in words with spaces between; \'openid\' is one of them. @default "openid"',
    ),
  sessionCookie: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,120}$/, 'the name of a cookie: letters, digits, _ and -')
    .optional()
    .describe('Name of the cookie that keeps people signed in. @default - one name for each client of a provider'),
  sessionSeconds: z
    .int()
    .min(1)
    .max(LONGEST_SESSION)
    .default(LONGEST_SESSION)
    .describe('Seconds after which people sign in again. @default 604800'),
  onUnauthenticated: z
    .enum(['authenticate', 'deny'])
    .default('authenticate')
    .describe(
      'Who is not signed in is sent to the provider, or gets 401, which suits programs. To let everybody in is no `auth`. @default "authenticate"',
    ),
};

const endpoint = z.string().max(256);

const oidcAuth = z.strictObject({
  kind: z.literal('oidc').describe('People sign in with a provider of OpenID Connect.'),
  issuer: z.string().max(256).describe("The provider, with HTTPS: 'https://login.example.com'."),
  authorizationEndpoint: endpoint.describe('Where browsers are sent to sign in, with HTTPS.'),
  tokenEndpoint: endpoint.describe('Where the gateway gets tokens: HTTPS on port 443.'),
  userInfoEndpoint: endpoint.describe('Where the gateway asks who somebody is: HTTPS on port 443.'),
  clientId: z.string().min(1).describe('The client that the provider knows the gateway by. May be late-bound.'),
  clientSecret: clientSecretSpec.describe(
    'Where the secret of that client is. It is read at each plan, and the state of the stack holds it: a rule has no other form.',
  ),
  ...session,
});

const cognitoAuth = z.strictObject({
  kind: z.literal('cognito').describe('People sign in with a user pool of Amazon Cognito.'),
  userPoolArn: z.string().describe('The user pool, of the same region. May be late-bound.'),
  clientId: z.string().min(1).describe('A client of the pool that has a secret. May be late-bound.'),
  domain: z
    .string()
    .min(1)
    .describe("Domain of the pool: its prefix, or a whole name of one's own. May be late-bound."),
  ...session,
});

/** Who may send a request. ELB ranges: API_JwtValidationActionConfig, API_AuthenticateOidcActionConfig, API_AuthenticateCognitoActionConfig, 2026-11. */
export const authSpec = z.discriminatedUnion('kind', [jwtAuth, oidcAuth, cognitoAuth]);

export type AuthSpec = z.output<typeof authSpec>;
export type JwtAuth = z.output<typeof jwtAuth>;
export type OidcAuth = z.output<typeof oidcAuth>;
export type CognitoAuth = z.output<typeof cognitoAuth>;
/** Where a client's secret is. */
export type ClientSecretSpec = z.output<typeof clientSecretSpec>;
