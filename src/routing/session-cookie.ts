import { createHash } from 'node:crypto';
import type { CognitoAuth, OidcAuth } from '../spec/auth';

/**
 * The cookie that keeps people signed in: one for each client of a provider. Rules of one load balancer that ask differently need names of their
 * own, or the session of one is taken for that of another (ELB user guide, "Authenticate users", 2026-11).
 *
 * @param key names the route, where the client is only known after an apply.
 */
export function sessionCookie(auth: OidcAuth | CognitoAuth, key: string): string {
  if (auth.sessionCookie !== undefined) return auth.sessionCookie;
  const provider = auth.kind === 'oidc' ? auth.issuer : auth.userPoolArn;
  const client = `${provider} ${auth.clientId}`;
  const whose = client.includes('${') ? key : client;
  return `AWSELBAuthSessionCookie-${createHash('sha256').update(whose).digest('hex').slice(0, 8)}`;
}
