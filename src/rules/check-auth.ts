import type { Problem } from '../errors';
import type { AuthSpec } from '../spec/auth';
import type { ApplicationContractGateway } from '../spec/contract';
import { show } from '../spec/parse';
import type { RouteSpec } from '../spec/route';

/** Claims that a load balancer asks of every token (ELB API reference, JwtValidationActionAdditionalClaim, 2026-11). */
const ALWAYS_ASKED = ['exp', 'iat', 'iss', 'nbf'];

type Claim = AuthSpec['claims'][string];

/** Claims that one rule takes (the same reference, JwtValidationActionConfig). */
const MOST_CLAIMS = 10;

/** Tokens that a load balancer would refuse to ask for. Fields begin with that of the route. */
export function checkAuth(
  { auth }: RouteSpec,
  name: string,
  gateway: ApplicationContractGateway,
  field: string,
): Problem[] {
  if (auth === undefined) return [];
  const at = `${field}.auth`;
  const names = Object.keys(auth.claims);
  return [
    ...(gateway.protocol === 'https'
      ? []
      : [
          {
            code: 'AuthNeedsHttps',
            field: at,
            problem: `reads tokens, but gateway '${name}' has no TLS`,
            fix: 'use a gateway with a certificate',
          },
        ]),
    ...(gateway.outboundHttps
      ? []
      : [
          {
            code: 'IssuerOutOfReach',
            field: at,
            problem: `reads tokens, but gateway '${name}' may not call out for the keys of their issuer`,
            fix: `give gateways.${name} outboundHttps with the reason`,
          },
        ]),
    ...checkKeysUrl(auth.keysUrl, `${at}.keysUrl`),
    ...names.flatMap((claim) => checkValues(auth.claims[claim] as Claim, `${at}.claims.${claim}`)),
    ...names
      .filter((claim) => ALWAYS_ASKED.includes(claim))
      .map((claim) => ({
        code: 'ReservedClaim',
        field: `${at}.claims.${claim}`,
        problem: 'is asked of every token',
        fix: 'remove it',
      })),
    ...(names.length > MOST_CLAIMS
      ? [
          {
            code: 'TooManyClaims',
            field: `${at}.claims`,
            problem: `has ${names.length} claims, and a rule takes ${MOST_CLAIMS}`,
            fix: 'ask for fewer',
          },
        ]
      : []),
  ];
}

/** "A full URL, including the HTTPS protocol, the domain, and the path" (the same reference); a gateway may call out on 443 alone. */
function checkKeysUrl(url: string, field: string): Problem[] {
  const [, port] = /^https:\/\/[a-z0-9.-]+\.[a-z]+(?::(\d+))?\/[\x21-\x7e]*$/i.exec(url) ?? [undefined, 'none'];
  if (port === undefined || port === '443') return [];
  if (port !== 'none')
    return [
      {
        code: 'KeysOutOfReach',
        field,
        problem: `is ${show(url)}, and a gateway may connect to port 443 of others, not to ${port}`,
        fix: 'use an address without a port',
      },
    ];
  const problem = `is ${show(url)}, which is not the address of a document over HTTPS`;
  return [{ code: 'InvalidIssuer', field, problem, fix: "use one such as 'https://login.example.com/keys'" }];
}

/** "If the format is space-separated-values, the values can't include spaces" (JwtValidationActionAdditionalClaim). */
function checkValues({ format, values }: Claim, field: string): Problem[] {
  if (format !== 'space-separated-values') return [];
  return values.flatMap((value, i) =>
    value.includes(' ')
      ? [
          {
            code: 'ClaimWithSpaces',
            field: `${field}.values.${i}`,
            problem: `is ${show(value)}, and format '${format}' has no value with a space in it`,
            fix: 'give each word as a value, or use another format',
          },
        ]
      : [],
  );
}
