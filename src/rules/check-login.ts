import type { Problem } from '../errors';
import type { CognitoAuth, OidcAuth } from '../spec/auth';
import { show } from '../spec/parse';
import { checkArn } from './check-arn';
import { checkProviderUrl } from './check-provider-url';
import { checkSameRegion } from './check-same-region';
import { checkSecret } from './check-secret';

/** Sign-ins that a load balancer would refuse, or nobody could finish. Fields are those of the route's `auth`. */
export function checkLogin(
  auth: OidcAuth | CognitoAuth,
  methods: readonly string[] | undefined,
  region: string,
): Problem[] {
  return [
    ...(auth.kind === 'oidc' ? checkOidc(auth) : checkCognito(auth, region)),
    ...checkScope(auth.scope),
    ...checkMethods(auth, methods),
  ];
}

function checkOidc(auth: OidcAuth): Problem[] {
  const example = 'https://login.example.com';
  return [
    ...checkProviderUrl(auth.issuer, 'issuer', { asked: false, example, whole: false }),
    ...checkProviderUrl(auth.authorizationEndpoint, 'authorizationEndpoint', {
      asked: false,
      example: `${example}/authorize`,
    }),
    ...checkProviderUrl(auth.tokenEndpoint, 'tokenEndpoint', { asked: true, example: `${example}/token` }),
    ...checkProviderUrl(auth.userInfoEndpoint, 'userInfoEndpoint', { asked: true, example: `${example}/userinfo` }),
    ...checkSecret(auth.clientSecret as never, 'clientSecret'),
  ];
}

function checkCognito({ userPoolArn, domain }: CognitoAuth, region: string): Problem[] {
  return [
    ...checkArn('user pool', userPoolArn, 'userPoolArn'),
    ...checkSameRegion(userPoolArn, region, 'userPoolArn'),
    ...(domain.includes('${') || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(domain)
      ? []
      : [
          {
            code: 'InvalidDomain',
            field: 'domain',
            problem: `is ${show(domain)}, which is not the domain of a user pool`,
            fix: "use its prefix, as 'example', or a whole name, as 'login.example.com', without 'https://'",
          },
        ]),
  ];
}

/** Without the scope 'openid' no provider tells who somebody is (OpenID Connect Core 1.0, 3.1.2.1). */
function checkScope(scope: string): Problem[] {
  if (scope.split(' ').includes('openid')) return [];
  const problem = `is ${show(scope)}, and without 'openid' a provider does not say who somebody is`;
  return [{ code: 'ScopeWithoutOpenid', field: 'scope', problem, fix: `use 'openid ${scope}'` }];
}

/** Who is sent to a provider comes back with GET and without a body: a route that takes no GET is never entered. */
function checkMethods(
  { onUnauthenticated }: OidcAuth | CognitoAuth,
  methods: readonly string[] | undefined,
): Problem[] {
  if (onUnauthenticated === 'deny' || methods === undefined || methods.includes('GET')) return [];
  return [
    {
      code: 'NobodySignsIn',
      field: 'onUnauthenticated',
      problem: `is 'authenticate', which sends people to the provider and back with GET, but the route takes ${methods.join(', ')} alone`,
      fix: "add 'GET' to methods, or use 'deny' and sign in on another route of the same client",
    },
  ];
}
