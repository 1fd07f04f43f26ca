import { environments } from '../../stacks/environments';
import recorded from '../fixtures/provider-requests.json';
import { readDocument } from '../support/builders/read-document';
import { synthPlatform } from '../support/builders/synth-platform';
import { type Asked, isAllowed, type WrittenStatement } from '../support/iam';
import { actionOf } from '../support/request-actions';

const { account } = synthPlatform(environments.prod, []);
const policies = account?.of('aws_iam_policy') ?? {};
const statementsOf = (pattern: RegExp) =>
  Object.entries(policies)
    .filter(([path]) => pattern.test(path))
    .flatMap(([, { policy }]) => (readDocument(policy) as { Statement: WrittenStatement[] }).Statement);
const plan = statementsOf(/\/Policy-read-/);
const deploy = statementsOf(/./);

const HOME = 'us-east-1:123456789012';
const IAM = 'arn:aws:iam::123456789012';

/** What each is asked for, as a stack of the platform asks for it. */
function asked(action: string): Asked {
  const context = {
    'aws:RequestedRegion': 'us-east-1',
    'iam:PermissionsBoundary': `${IAM}:policy/ml-platform-boundary`,
    'kms:ViaService': 'ec2.us-east-1.amazonaws.com',
  };
  const resource = action.startsWith('iam:')
    ? `${IAM}:${/Profile/.test(action) ? 'instance-profile' : 'role'}/ml-platform/prod-ads`
    : action.startsWith('secretsmanager:')
      ? `arn:aws:secretsmanager:${HOME}:secret:ads/admin-AbCdEf`
      : action.startsWith('ssm:')
        ? `arn:aws:ssm:${HOME}:parameter/stowage/prod/contract`
        : 'anything';
  return { action, resource, context };
}

const refused = (statements: readonly WrittenStatement[], operations: readonly string[]) =>
  [...new Set(operations.map(actionOf))].filter((action) => !isAllowed(statements, asked(action)));

/** Of the account itself, which whoever sets it up applies. */
const BY_HAND = [
  'iam:CreateOpenIDConnectProvider',
  'iam:CreatePolicy',
  'iam:CreateServiceLinkedRole',
  'iam:DeleteOpenIDConnectProvider',
  'iam:DeletePolicy',
  'iam:DeleteServiceLinkedRole',
  'iam:GetServiceLinkedRoleDeletionStatus',
];

describe('what the real provider asked of the emulator', () => {
  it('to plan, the role that plans may', () => {
    expect(recorded.plan.length).toBeGreaterThan(100);
    expect(refused(plan, recorded.plan)).toEqual([]);
  });

  it('to apply and to destroy, the role that deploys may, but for what is of the account itself', () => {
    expect(recorded.apply.length).toBeGreaterThan(200);
    expect(refused(deploy, recorded.apply).sort()).toEqual(BY_HAND);
  });

  it('to apply, the role that plans may not', () => {
    const only = recorded.apply.filter((operation) => !recorded.plan.includes(operation)).map(actionOf);
    const writes = only.filter((action) => !/:(Describe|Get|List|Validate)/.test(action));
    expect(writes.length).toBeGreaterThan(100);
    expect(writes.filter((action) => isAllowed(plan, asked(action)))).toEqual([]);
  });
});
