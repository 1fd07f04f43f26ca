import type { EnvironmentInput } from '../../../src/spec/environment';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const plain: SystemInput = {
  name: 'plain',
  services: { api: { image: 'public.ecr.aws/nginx/nginx:1.27.5', cpus: 1, memoryMiB: 1024 } },
};
type Trust = NonNullable<EnvironmentInput['teams']>[string]['trust'];
const trusting = (...trust: Trust): EnvironmentInput => ({ ...environments.dev, teams: { people: { trust } } });
type Ci = NonNullable<NonNullable<EnvironmentInput['accountSettings']>['ci']>;
const deploying = (part: string, iam: EnvironmentInput['iam'] = environments.dev.iam): EnvironmentInput => {
  const ci: Ci = { kind: 'github', repository: 'example/platform', deploy: [part] };
  return { ...environments.dev, iam, accountSettings: { ci } };
};
const TOKENS = 'token.actions.githubusercontent.com';
const principal = (arn: string): EnvironmentInput => trusting({ kind: 'principal', arn });
const role = (statements: readonly object[]) => ({
  assume_role_policy: JSON.stringify({ Version: '2012-10-17', Statement: statements }),
});

/** Roles that nobody can take, or everybody. */
export const accessCases: readonly RefusedCase[] = [
  {
    code: 'TeamWithoutTrust',
    what: 'a team into whose role nobody can come',
    awsSays: 'MalformedPolicyDocument: IAM API reference, "CreateRole", 2026-11',
    refused: plain,
    legal: plain,
    environment: trusting(),
    legalEnvironment: trusting({ kind: 'sso', permissionSet: 'DataScientist' }),
    terraform: { aws_iam_role: { access_nobody: role([]) } },
  },
  {
    code: 'OpenTrust',
    what: 'a team that everybody is in',
    awsSays:
      'nothing: whoever has any account may take the role; IAM user guide, "AWS JSON policy elements: Principal", 2026-11',
    refused: plain,
    legal: plain,
    environment: principal('*'),
    legalEnvironment: principal('arn:aws:iam::123456789012:role/data-science'),
    terraform: {
      aws_iam_role: {
        access_everybody: role([{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }]),
      },
    },
  },
  {
    code: 'TrustWithoutRef',
    what: 'a role that every branch of a repository may deploy with',
    awsSays: 'nothing: whoever may push a branch deploys; GitHub docs, "OpenID Connect reference", 2026-11',
    refused: plain,
    legal: plain,
    environment: deploying('*'),
    legalEnvironment: deploying('environment:production'),
    terraform: {
      aws_iam_role: {
        access_any_branch: role([
          {
            Effect: 'Allow',
            Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${TOKENS}` },
            Action: 'sts:AssumeRoleWithWebIdentity',
            Condition: { StringLike: { [`${TOKENS}:sub`]: 'repo:example/platform:*' } },
          },
        ]),
      },
    },
  },
  {
    code: 'DeployWithoutBoundary',
    what: 'a role that makes other roles, with more than it has itself',
    awsSays: 'nothing: it gives itself everything; IAM user guide, "Permissions boundaries for IAM entities", 2026-11',
    refused: plain,
    legal: plain,
    environment: deploying('environment:production', {}),
    legalEnvironment: deploying('environment:production'),
    terraform: {
      aws_iam_role_policy: {
        access_unbounded: {
          role: 'deploy',
          policy: JSON.stringify({
            Version: '2012-10-17',
            Statement: [{ Effect: 'Allow', Action: ['iam:CreateRole', 'iam:PutRolePolicy'], Resource: '*' }],
          }),
        },
      },
    },
  },
];
