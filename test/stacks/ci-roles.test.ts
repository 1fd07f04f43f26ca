import { MANAGED_POLICIES_OF_A_ROLE, MANAGED_POLICY_CHARACTERS } from '../../src/identity/pack-policies';
import type { EnvironmentInput } from '../../src/spec/environment';
import { environments } from '../../stacks/environments';
import { readDocument } from '../support/builders/read-document';
import { synthPlatform } from '../support/builders/synth-platform';
import { isAllowed, type WrittenStatement } from '../support/iam';

type Ci = NonNullable<NonNullable<EnvironmentInput['accountSettings']>['ci']>;
const account = (ci?: Ci, overrides: Partial<EnvironmentInput> = {}) => {
  const accountSettings = ci === undefined ? environments.prod.accountSettings : { ci };
  return synthPlatform({ ...environments.prod, accountSettings, ...overrides } as EnvironmentInput, [])
    .account as never as ReturnType<typeof synthPlatform>[string];
};
const example = account();
const TOKENS = 'token.actions.githubusercontent.com';
const SUB = `${TOKENS}:sub`;
const AUD = `${TOKENS}:aud`;

/** Whether a run whose token says this may take a role. */
function lets(part: 'plan' | 'deploy', context: Record<string, string>, stack = example): boolean {
  const { assume_role_policy: trust } = stack.of('aws_iam_role')[`Account/Ci/${part}`] as Record<string, unknown>;
  const { Statement } = readDocument(trust) as { Statement: WrittenStatement[] };
  const anywhere = Statement.map((statement) => ({ ...statement, Resource: '*' }));
  return isAllowed(anywhere, { action: 'sts:AssumeRoleWithWebIdentity', resource: 'role', context });
}

const run = (subject: string, audience = 'sts.amazonaws.com') => ({ [SUB]: subject, [AUD]: audience });

describe('the roles of CI', () => {
  it.each([
    ['plan', 'repo:example/ml-platform:environment:preview', true],
    ['plan', 'repo:example/ml-platform:pull_request', false],
    ['plan', 'repo:example/ml-platform:ref:refs/heads/main', true],
    ['plan', 'repo:example/ml-platform:ref:refs/heads/mine', false],
    ['plan', 'repo:example/ml-platform2:environment:preview', false],
    ['plan', 'repo:evil/ml-platform:environment:preview', false],
    ['deploy', 'repo:example/ml-platform:environment:production', true],
    ['deploy', 'repo:example/ml-platform:environment:production2', false],
    ['deploy', 'repo:example/ml-platform:pull_request', false],
    ['deploy', 'repo:example/ml-platform:ref:refs/heads/main', false],
    ['deploy', 'repo:example@1/ml-platform@2:environment:production', false],
  ] as const)('%s: let in %s: %p', (part, subject, expected) => {
    expect(lets(part, run(subject))).toBe(expected);
  });

  it('believe only tokens that are for AWS, and say of whom', () => {
    expect(lets('deploy', run('repo:example/ml-platform:environment:production', 'https://github.com/example'))).toBe(
      false,
    );
    expect(lets('deploy', { [AUD]: 'sts.amazonaws.com' })).toBe(false);
    expect(example.only('aws_iam_openid_connect_provider')).toEqual({
      url: `https://${TOKENS}`,
      client_id_list: ['sts.amazonaws.com'],
    });
  });

  it('know a repository by its numbers where its tokens say them, and patterns of branches', () => {
    const numbered = account({
      kind: 'github',
      repository: 'example@12/ml@34',
      deploy: ['ref:refs/heads/release/*', 'environment:prod'],
    });
    const of = (repository: string, part: string) => lets('deploy', run(`repo:${repository}:${part}`), numbered);
    expect(of('example@12/ml@34', 'ref:refs/heads/release/1')).toBe(true);
    expect(of('example@12/ml@34', 'environment:prod')).toBe(true);
    expect(of('example@12/ml@34', 'ref:refs/heads/releases')).toBe(false);
    expect(of('example/ml', 'environment:prod')).toBe(false);
    expect(of('example@99/ml@34', 'environment:prod')).toBe(false);
  });

  it('are for GitLab too', () => {
    const gitlab = account({ kind: 'gitlab', project: 'example/ml', deploy: ['ref_type:branch:ref:main'] });
    const says = (sub: string) => ({ 'gitlab.com:sub': sub, 'gitlab.com:aud': 'sts.amazonaws.com' });
    expect(lets('deploy', says('project_path:example/ml:ref_type:branch:ref:main'), gitlab)).toBe(true);
    expect(lets('deploy', says('project_path:example/ml:ref_type:tag:ref:main'), gitlab)).toBe(false);
    expect(Object.keys(gitlab.outputs).sort()).toEqual(['deployRoleArn', 'keepPolicyArn']);
  });

  it('have policies that IAM has room for, each of them attached', () => {
    const policies = Object.values(example.of('aws_iam_policy'));
    for (const { policy } of policies)
      expect(JSON.stringify(readDocument(policy)).replace(/\s/g, '').length).toBeLessThanOrEqual(
        MANAGED_POLICY_CHARACTERS,
      );
    const attached = (part: string) =>
      Object.keys(example.of('aws_iam_role_policy_attachment')).filter((path) =>
        path.startsWith(`Account/Ci/${part}-`),
      );
    expect(attached('plan')).toHaveLength(2);
    expect(attached('deploy')).toHaveLength(policies.length);
    expect(policies.length).toBeLessThanOrEqual(MANAGED_POLICIES_OF_A_ROLE);
  });

  it('have the path and the tags of the environment, and a boundary of their own', () => {
    const own = 'arn:aws:iam::123456789012:policy/ci-bounds';
    const iam = { ...environments.prod.iam, tags: { team: 'ml' } };
    const ci: Ci = { kind: 'github', repository: 'a/b', plan: ['pull_request'], permissionsBoundaryArn: own };
    expect(account(ci, { iam }).only('aws_iam_role')).toMatchObject({
      name: 'stowage--ci-plan--us-east-1',
      path: '/ml-platform/',
      tags: { team: 'ml' },
      permissions_boundary: own,
    });
  });

  it('use the key of the states, and read the secrets and parameters that they are told of, and no others', () => {
    const key = 'arn:aws:kms:us-east-1:123456789012:key/1';
    const named = account(
      {
        kind: 'github',
        repository: 'a/b',
        plan: ['pull_request'],
        clientSecrets: ['ads/login'],
        parameters: ['/delivery/ads'],
      },
      { backend: { kind: 's3', bucket: 'states', prefix: 'ml', kmsKeyArn: key } },
    );
    const statements = Object.entries(named.of('aws_iam_policy'))
      .filter(([path]) => path.includes('/Ci/'))
      .flatMap(([, { policy }]) => (readDocument(policy) as { Statement: WrittenStatement[] }).Statement);
    const may = (action: string, resource: string, context = {}) =>
      isAllowed(statements, { action, resource, context });
    const via = (service: string) => ({ 'kms:ViaService': `${service}.us-east-1.amazonaws.com` });
    const secret = (name: string) => `arn:aws:secretsmanager:us-east-1:123456789012:secret:${name}-AbCdEf`;
    const parameter = (name: string) => `arn:aws:ssm:us-east-1:123456789012:parameter/${name}`;
    expect([
      may('kms:Decrypt', key, via('s3')),
      may('kms:GenerateDataKey', key, via('s3')),
      may('s3:GetObject', 'arn:aws:s3:::states/ml/prod-ads.tfstate'),
      may('secretsmanager:GetSecretValue', secret('ads/login')),
      may('ssm:GetParameter', parameter('delivery/ads')),
    ]).toEqual([true, true, true, true, true]);
    expect([
      may('kms:Decrypt', key, via('ssm')),
      may('kms:Decrypt', key),
      may('s3:GetObject', 'arn:aws:s3:::states/other/prod-ads.tfstate'),
      may('secretsmanager:GetSecretValue', secret('ads/login2')),
      may('secretsmanager:GetSecretValue', secret('ads/exchange')),
      may('ssm:GetParameter', parameter('delivery/ads2')),
    ]).toEqual([false, false, false, false, false, false]);
  });

  it('share an issuer with whoever else believes it', () => {
    const ci: Ci = { kind: 'gitlab', project: 'example/ml', plan: ['ref_type:branch:ref:main'] };
    const identityProviders = [{ url: 'https://gitlab.com/', audiences: ['https://gitlab.com'] }];
    const both = account(undefined, { accountSettings: { ci, identityProviders } });
    expect(both.only('aws_iam_openid_connect_provider')).toMatchObject({
      client_id_list: ['https://gitlab.com', 'sts.amazonaws.com'],
    });
  });
});
