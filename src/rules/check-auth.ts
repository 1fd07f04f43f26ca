import type { Problem } from '../errors';
import type { ApplicationContractGateway } from '../spec/contract';
import { show } from '../spec/parse';
import type { RouteSpec } from '../spec/route';

/** Claims that a load balancer asks of every token (ELB API reference, JwtValidationActionAdditionalClaim, 2026-11). */
const ALWAYS_ASKED = ['exp', 'iat', 'iss', 'nbf'];

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
    ...(['issuer', 'keysUrl'] as const).flatMap((key) => checkUrl(auth[key], `${at}.${key}`)),
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

function checkUrl(url: string, field: string): Problem[] {
  if (/^https:\/\/[a-z0-9.-]+\.[a-z]+(:\d+)?(\/[\x21-\x7e]*)?$/i.test(url)) return [];
  const problem = `is ${show(url)}, which is not the address of a host over HTTPS`;
  return [{ code: 'InvalidIssuer', field, problem, fix: "use one such as 'https://login.example.com/keys'" }];
}
