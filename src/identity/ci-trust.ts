import { type Place, partitionOf } from '../naming/arns';
import type { CiSpec } from '../spec/ci';
import { issuerName } from './issuer-name';

/** The audience that both ask for where they are not told another (aws-actions/configure-aws-credentials; GitLab docs, "Configure OpenID Connect in AWS", 2026-11). */
const AUDIENCE = 'sts.amazonaws.com';
const GITHUB = 'https://token.actions.githubusercontent.com';

/** Who says what a run is of: the provider that the account needs. */
export function ciIssuer(ci: CiSpec): { readonly url: string; readonly audiences: string[] } {
  return { url: ci.kind === 'github' ? GITHUB : ci.url, audiences: [AUDIENCE] };
}

/**
 * A trust policy for runs of one repository, and of what is said of it. What a token says: GitHub docs, "OpenID Connect reference"; GitLab docs,
 * "OpenID Connect in AWS" (2026-11).
 */
export function ciTrust(ci: CiSpec, parts: readonly string[], place: Place): object {
  const issuer = issuerName(ciIssuer(ci).url);
  const whose = ci.kind === 'github' ? `repo:${ci.repository}` : `project_path:${ci.project}`;
  const subjects = parts.map((part) => `${whose}:${part}`);
  const [exact, patterns] = [false, true].map((isPattern) => subjects.filter((s) => /[*?]/.test(s) === isPattern));
  const statement = (operator: string, values: readonly string[]) => ({
    Effect: 'Allow',
    Principal: { Federated: `arn:${partitionOf(place.region)}:iam::${place.account}:oidc-provider/${issuer}` },
    Action: 'sts:AssumeRoleWithWebIdentity',
    Condition:
      operator === 'StringEquals'
        ? { StringEquals: { [`${issuer}:aud`]: AUDIENCE, [`${issuer}:sub`]: values } }
        : { StringEquals: { [`${issuer}:aud`]: AUDIENCE }, StringLike: { [`${issuer}:sub`]: values } },
  });
  const named = [
    ['StringEquals', exact],
    ['StringLike', patterns],
  ] as const;
  return {
    Version: '2012-10-17',
    Statement: named.flatMap(([operator, values = []]) => (values.length > 0 ? [statement(operator, values)] : [])),
  };
}
