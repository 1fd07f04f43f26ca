import type { LbListenerRuleAction } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { Construct } from 'constructs';
import { sessionCookie } from '../../src/routing/session-cookie';
import type { AuthSpec, CognitoAuth, JwtAuth, OidcAuth } from '../../src/spec/auth';
import { escapeTemplate } from '../terraform/json';
import { clientSecret } from './client-secret';
import { forwardTo, type TargetGroups } from './shifted-targets';

/** What a rule does with a request, and where in that the forward stands. */
export interface RouteActions {
  readonly action: LbListenerRuleAction[];
  readonly forward: string;
}

/**
 * Asks who somebody is first, where the route says so. Older pages of the ECS developer guide say that a rule with more than a forward cannot be moved
 * by a rollout; the present one does not ("Application Load Balancer resources for blue/green, linear, and canary deployments", 2026-11).
 *
 * @param key stable name of the route among those of its service.
 */
export function routeActions(
  scope: Construct,
  key: string,
  groups: TargetGroups,
  auth: AuthSpec | undefined,
): RouteActions {
  if (auth === undefined) return { action: [forwardTo(groups)], forward: 'action[0].forward' };
  return {
    action: [
      { order: 1, ...ask(scope, key, auth) },
      { ...forwardTo(groups), order: 2 },
    ],
    forward: 'action[1].forward',
  };
}

function ask(scope: Construct, key: string, auth: AuthSpec): LbListenerRuleAction {
  if (auth.kind === 'jwt') return { type: 'jwt-validation', jwtValidation: jwtValidation(auth) };
  const session = {
    scope: escapeTemplate(auth.scope),
    sessionCookieName: sessionCookie(auth, key),
    sessionTimeout: auth.sessionSeconds,
    onUnauthenticatedRequest: auth.onUnauthenticated,
  };
  if (auth.kind === 'cognito')
    return { type: 'authenticate-cognito', authenticateCognito: { ...pool(auth), ...session } };
  return { type: 'authenticate-oidc', authenticateOidc: { ...provider(scope, key, auth), ...session } };
}

function jwtValidation({ claims, issuer, keysUrl }: JwtAuth) {
  const additionalClaim = Object.keys(claims)
    .sort()
    .map((name) => {
      const { format, values } = claims[name] as JwtAuth['claims'][string];
      return { name: escapeTemplate(name), format, values: [...values].sort().map(escapeTemplate) };
    });
  return {
    issuer: escapeTemplate(issuer),
    jwksEndpoint: escapeTemplate(keysUrl),
    ...(additionalClaim.length > 0 && { additionalClaim }),
  };
}

function pool({ userPoolArn, clientId, domain }: CognitoAuth) {
  return { userPoolArn, userPoolClientId: clientId, userPoolDomain: domain };
}

function provider(scope: Construct, key: string, auth: OidcAuth) {
  return {
    issuer: auth.issuer,
    authorizationEndpoint: auth.authorizationEndpoint,
    tokenEndpoint: auth.tokenEndpoint,
    userInfoEndpoint: auth.userInfoEndpoint,
    clientId: auth.clientId,
    clientSecret: clientSecret(scope, `${key}-secret`, auth.clientSecret),
  };
}
