import type { LbListenerRuleAction } from '@cdktf/provider-aws/lib/lb-listener-rule';
import type { AuthSpec } from '../../src/spec/auth';
import { escapeTemplate } from '../terraform/json';
import { forwardTo, type TargetGroups } from './shifted-targets';

/** What a rule does with a request, and where in that the forward stands. */
export interface RouteActions {
  readonly action: LbListenerRuleAction[];
  readonly forward: string;
}

/**
 * Asks for a token first, where the route says so. Older pages of the ECS developer guide say that a rule with more than a forward cannot be moved by
 * a rollout; the present one does not ("Application Load Balancer resources for blue/green, linear, and canary deployments", 2026-11).
 */
export function routeActions(groups: TargetGroups, auth: AuthSpec | undefined): RouteActions {
  if (auth === undefined) return { action: [forwardTo(groups)], forward: 'action[0].forward' };
  const additionalClaim = Object.keys(auth.claims)
    .sort()
    .map((name) => {
      const { format, values } = auth.claims[name] as AuthSpec['claims'][string];
      return { name: escapeTemplate(name), format, values: [...values].sort().map(escapeTemplate) };
    });
  const jwtValidation = {
    issuer: escapeTemplate(auth.issuer),
    jwksEndpoint: escapeTemplate(auth.keysUrl),
    ...(additionalClaim.length > 0 && { additionalClaim }),
  };
  return {
    action: [
      { type: 'jwt-validation', order: 1, jwtValidation },
      { ...forwardTo(groups), order: 2 },
    ],
    forward: 'action[1].forward',
  };
}
