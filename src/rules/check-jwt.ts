import type { Problem } from '../errors';
import type { JwtAuth } from '../spec/auth';
import { show } from '../spec/parse';
import { checkProviderUrl } from './check-provider-url';

/** Claims that a load balancer asks of every token (ELB API reference, JwtValidationActionAdditionalClaim, 2026-11). */
const ALWAYS_ASKED = ['exp', 'iat', 'iss', 'nbf'];

type Claim = JwtAuth['claims'][string];

/** Claims that one rule takes (the same reference, JwtValidationActionConfig). */
const MOST_CLAIMS = 10;

/** Tokens that a load balancer would refuse to ask for. Fields are those of the route's `auth`. */
export function checkJwt({ issuer, keysUrl, claims }: JwtAuth): Problem[] {
  const names = Object.keys(claims);
  return [
    ...checkIssuer(issuer),
    ...checkProviderUrl(keysUrl, 'keysUrl', { asked: true, example: 'https://login.example.com/keys' }),
    ...names.flatMap((claim) => checkValues(claims[claim] as Claim, `claims.${claim}`)),
    ...names
      .filter((claim) => ALWAYS_ASKED.includes(claim))
      .map((claim) => ({
        code: 'ReservedClaim',
        field: `claims.${claim}`,
        problem: 'is asked of every token',
        fix: 'remove it',
      })),
    ...(names.length > MOST_CLAIMS
      ? [
          {
            code: 'TooManyClaims',
            field: 'claims',
            problem: `has ${names.length} claims, and a rule takes ${MOST_CLAIMS}`,
            fix: 'ask for fewer',
          },
        ]
      : []),
  ];
}

/** It is compared to the letter, and tokens of Google have one that is no address; but one that says another protocol was not meant. */
function checkIssuer(issuer: string): Problem[] {
  if (!/^(?!https:)[a-z]+:\/\//i.test(issuer) && !/^http:/i.test(issuer) && issuer.trim() === issuer) return [];
  const problem = `is ${show(issuer)}, and nothing proves who issues tokens without HTTPS`;
  return [{ code: 'InvalidIssuer', field: 'issuer', problem, fix: "use one such as 'https://login.example.com/'" }];
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
