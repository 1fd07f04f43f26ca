import fc from 'fast-check';
import { renderProblem } from '../../../src/errors';
import { locksOut } from '../../../src/identity/key-lockout';
import { keyPolicy } from '../../../src/identity/key-policy';
import { KEY_TABLE } from '../../../src/identity/key-table';
import { checkKeyPolicies } from '../../../src/rules/check-key-policies';

const ROOT = 'arn:aws:iam::123456789012:root';
const allow = { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' };
const judged = (...statements: object[]) => locksOut(JSON.stringify({ Version: '2012-10-17', Statement: statements }));

describe('a policy of a key', () => {
  it.each<[string, object]>([
    ['the account', allow],
    ['the account by its number', { ...allow, Principal: { AWS: ['123456789012'] } }],
    ['the action alone', { ...allow, Action: ['kms:Decrypt', 'kms:putkeypolicy'] }],
    ['a pattern of actions', { ...allow, Action: 'kms:Put*' }],
    ['all actions but others', { ...allow, Action: undefined, NotAction: 'kms:Decrypt' }],
    ['everybody', { ...allow, Principal: '*' }],
  ])('leaves a way by %s', (_what, statement) => {
    expect(judged(statement)).toBe(false);
  });

  it.each<[string, object[]]>([
    ['says nothing', []],
    ['names a service alone', [{ ...allow, Principal: { Service: 'logs.us-east-1.amazonaws.com' } }]],
    ['names a role alone', [{ ...allow, Principal: { AWS: 'arn:aws:iam::123456789012:role/admin' } }]],
    ['lets the account use it and no more', [{ ...allow, Action: ['kms:Decrypt', 'kms:Encrypt'] }]],
    ['lets the account in under a condition', [{ ...allow, Condition: { Bool: { 'aws:SecureTransport': 'true' } } }]],
    ['denies everybody what it allows', [allow, { ...allow, Effect: 'Deny', Principal: '*' }]],
    ['denies the account what it allows', [allow, { ...allow, Effect: 'Deny' }]],
    ['lets all do all but that', [{ ...allow, Action: undefined, NotAction: 'kms:Put*' }]],
  ])('locks the account out where it %s', (_what, statements) => {
    expect(judged(...statements)).toBe(true);
  });

  it('keeps others out and not the account', () => {
    const deny = { ...allow, Effect: 'Deny', Principal: { AWS: 'arn:aws:iam::210987654321:role/x' } };
    expect(judged(allow, deny)).toBe(false);
    expect(judged(allow, { ...deny, Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } })).toBe(
      false,
    );
  });

  it('is not judged where it is known only after an apply', () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform reads it
    expect(locksOut('${data.aws_iam_policy_document.key.json}')).toBeUndefined();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform reads it
    expect(judged({ ...allow, Principal: { AWS: '${local.admins}' } })).toBeUndefined();
  });

  it('that is made here never does, whatever the key encrypts', () => {
    const rows = fc.subarray(Object.keys(KEY_TABLE));
    const places = fc.constantFrom('us-east-1', 'cn-north-1', 'us-gov-west-1');
    fc.assert(
      fc.property(rows, places, (some, region) => {
        const policy = keyPolicy(some, { account: '123456789012', region });
        expect(locksOut(JSON.stringify(policy))).toBe(false);
      }),
    );
  });

  it('names the services of its rows, each once, and leaves the rest to roles', () => {
    const policy = keyPolicy(Object.keys(KEY_TABLE), { account: '123456789012', region: 'eu-west-1' });
    const { Statement } = policy as { Statement: { Principal: { Service?: string } }[] };
    expect(Statement.map(({ Principal }) => Principal.Service)).toEqual([
      undefined,
      'logs.eu-west-1.amazonaws.com',
      'cloudwatch.amazonaws.com',
      'events.amazonaws.com',
    ]);
  });
});

describe('the keys of a stack', () => {
  const stack = (policy: unknown, type = 'aws_kms_key') =>
    JSON.stringify({ resource: { [type]: { Own: { policy } } } });

  it.each(['aws_kms_key', 'aws_kms_key_policy'])('may not lock the account out: %s', (type) => {
    expect(checkKeyPolicies(stack(JSON.stringify({ Statement: [] }), type)).map(renderProblem)).toEqual([
      `${type}.Own.policy leaves the account no way to change it; allow 'kms:*' to 'arn:aws:iam::<account>:root', without a condition [KeyLockout]`,
    ]);
  });

  it('may have the policy that KMS gives them, or one that is known later', () => {
    expect(checkKeyPolicies(stack(undefined))).toEqual([]);
    // biome-ignore lint/suspicious/noTemplateCurlyInString: Terraform reads it
    expect(checkKeyPolicies(stack('${local.policy}'))).toEqual([]);
    expect(checkKeyPolicies('{}')).toEqual([]);
  });
});
