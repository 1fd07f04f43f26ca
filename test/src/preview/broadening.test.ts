import { readPreview } from '../../../src/preview/read-preview';
import { verdictOf } from '../../../src/preview/verdict';
import { input, type Made } from './support/made-plan';

const policy = (...Statement: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement });
const deny = policy({ Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*' });
const all = policy({ Effect: 'Allow', Action: '*', Resource: '*' });
const read = policy({ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' });

/** What of permissions a plan changes, in short. */
function told(...changes: readonly Made[]): string[] {
  return (readPreview([input(changes)]).stacks[0]?.permissions ?? []).map(
    ({ sign, effect, actions, undecided, isBroadening }) =>
      `${sign} ${undecided ?? `${effect} ${actions.join()}`}${isBroadening ? ' MORE' : ''}`,
  );
}

const role = (before: object | undefined, after: object | undefined, more: Partial<Made> = {}): Made => ({
  address: 'aws_iam_role.a',
  ...(before && { before: { name: 'a', ...before } }),
  ...(after && { after: { name: 'a', ...after } }),
  ...more,
});
const inline = (...policies: readonly string[]) => ({
  inline_policy: policies.map((one, i) => ({ name: `p${i}`, policy: one })),
});
const managed = (...arns: readonly string[]) => ({ managed_policy_arns: arns });
const boundary = (permissions_boundary: string | null) => ({ permissions_boundary });
const attachment = (before: object | undefined, after: object | undefined, more: Partial<Made> = {}): Made => ({
  address: 'aws_iam_policy_attachment.a',
  ...(before && { before: { policy_arn: 'p', ...before } }),
  ...(after && { after: { policy_arn: 'p', ...after } }),
  ...more,
});
const acl = (before: object | undefined, after: object, more: Partial<Made> = {}): Made => ({
  address: 'aws_s3_bucket_acl.a',
  ...(before && { before }),
  after,
  ...more,
});
const everybody = {
  access_control_policy: [
    { grant: [{ grantee: [{ uri: 'http://acs.amazonaws.com/groups/global/AllUsers' }], permission: 'READ' }] },
  ],
};

describe('what lets somebody do more', () => {
  it.each<[string, Made, string[]]>([
    ['a role with a policy of AWS', role(undefined, managed('p')), ['+ Allow policy p MORE']],
    ['another policy of a role', role(managed('p'), managed('p', 'q')), ['+ Allow policy q MORE']],
    ['one policy less', role(managed('p', 'q'), managed('q')), ['- Allow policy p']],
    [
      'a policy of a role that nobody knows yet',
      role(managed('p'), {}, { unknown: { managed_policy_arns: true } }),
      ['+ known after the apply MORE'],
    ],
    [
      'one of several that nobody knows yet',
      role(undefined, managed('p'), { unknown: { managed_policy_arns: [false, true] } }),
      ['+ known after the apply MORE'],
    ],
    [
      'a list of policies that is hidden',
      role(managed('p'), managed('q'), { hidden: { managed_policy_arns: true } }),
      ['+ cannot be read MORE'],
    ],
    [
      'nothing of a role that nobody gave any',
      role(undefined, {}, { unknown: { managed_policy_arns: true, inline_policy: true } }),
      [],
    ],
    ['nothing of a role that goes', role({ ...managed('p'), ...inline(all) }, undefined), []],
    ['a policy in a role', role(undefined, inline(all)), ['+ Allow * MORE']],
    ['another policy in a role', role(inline(read), inline(read, all)), ['+ Allow * MORE']],
    ['one that is covered', role(inline(all), inline(all, read)), ['+ Allow s3:GetObject']],
    ['one that is only in another order', role(inline(all, read), inline(read, all)), []],
    ['a denial in a role that goes', role(inline(deny), inline()), ['- Deny s3:* MORE']],
    [
      'a policy in a role that nobody knows yet',
      role(inline(read), { inline_policy: [{ name: 'p0' }] }, { unknown: { inline_policy: [{ policy: true }] } }),
      ['+ known after the apply MORE'],
    ],
    ['another boundary', role(boundary('b'), boundary('c')), ['- Limit policy b MORE', '+ Limit policy c']],
    ['a boundary that goes', role(boundary('b'), boundary(null)), ['- Limit policy b MORE']],
    ['no boundary that comes', role(boundary(null), boundary('b')), ['+ Limit policy b']],
    [
      'a boundary that nobody knows yet',
      role(boundary('b'), {}, { unknown: { permissions_boundary: true } }),
      ['- Limit policy b MORE', '+ Limit policy that is not known yet'],
    ],
    ['a policy that somebody gets', attachment(undefined, { roles: ['a'] }), ['+ Allow policy p MORE']],
    [
      'another that gets it',
      attachment({ roles: ['a'], users: [] }, { roles: ['a'], users: ['u'] }),
      ['- Allow policy p', '+ Allow policy p MORE'],
    ],
    [
      'one that has it no more',
      attachment({ roles: ['a', 'b'] }, { roles: ['b'] }),
      ['- Allow policy p', '+ Allow policy p'],
    ],
    [
      'somebody who nobody knows yet',
      attachment({ roles: ['a'] }, {}, { unknown: { roles: true } }),
      ['- Allow policy p', '+ Allow policy p MORE'],
    ],
    ['a policy that nobody has any more', attachment({ roles: ['a'] }, undefined), ['- Allow policy p']],
    [
      'a credential',
      { address: 'aws_iam_access_key.a', after: { user: 'u' } },
      ['+ of a type that nobody has judged MORE'],
    ],
    [
      'what is not known of IAM',
      { address: 'aws_iam_group_membership.a', before: { users: [] }, after: { users: ['u'] } },
      ['+ of a type that nobody has judged MORE'],
    ],
    ['no user', { address: 'aws_iam_user.a', after: { name: 'u' } }, []],
    [
      'nothing that is only read',
      { address: 'data.aws_iam_session_context.a', mode: 'data', actions: ['read'], after: {} },
      [],
    ],
    ['nothing that is forgotten', { address: 'aws_iam_access_key.a', actions: ['forget'], before: {} }, []],
    ['a public bucket', acl(undefined, { acl: 'public-read' }), ['+ Allow list of access public-read MORE']],
    [
      'one that anybody may write to',
      acl({ acl: 'private' }, { acl: 'public-read-write' }),
      ['+ Allow list of access public-read-write MORE'],
    ],
    [
      'one that everybody is granted',
      acl({ acl: '', access_control_policy: [] }, everybody),
      ['+ Allow list of access with a grant to AllUsers MORE'],
    ],
    [
      'one that nobody knows yet',
      acl({ acl: 'private' }, {}, { unknown: { acl: true } }),
      ['+ known after the apply MORE'],
    ],
    ['no private one', acl({ acl: 'public-read' }, { acl: 'private' }), []],
    ['none that was public before', acl({ acl: 'public-read', a: 1 }, { acl: 'public-read', a: 2 }), []],
  ])('is %s', (_, made, expected) => {
    expect(told(made)).toEqual(expected);
    const verdict = verdictOf(readPreview([input([made])]), ['broadening']);
    expect(verdict.blocked.length > 0).toBe(expected.some((line) => line.endsWith('MORE')));
  });

  it('exposes a bucket that everybody may read', () => {
    const [made] = readPreview([input([acl(undefined, { acl: 'public-read' })])]).stacks[0]?.changes ?? [];
    expect(made?.risks).toEqual([{ risk: 'exposure', says: 'who may use it: everybody, on no condition' }]);
  });
});

describe('a denial whose policy goes', () => {
  const gone = (type: string, before: object, actions?: string[]): Made => ({
    address: `${type}.a`,
    before,
    ...(actions && { actions }),
  });
  const bucketPolicy = gone('aws_s3_bucket_policy', { id: 'b', bucket: 'b', policy: deny });

  it.each<[string, Made[], boolean]>([
    ['and its bucket stays', [bucketPolicy], true],
    ['and another bucket goes', [bucketPolicy, gone('aws_s3_bucket', { id: 'c' })], true],
    ['and its bucket goes', [bucketPolicy, gone('aws_s3_bucket', { id: 'b' })], false],
    ['and its bucket is forgotten', [bucketPolicy, gone('aws_s3_bucket', { id: 'b' }, ['forget'])], true],
    [
      'and its bucket is made anew',
      [bucketPolicy, { address: 'aws_s3_bucket.a', actions: ['delete', 'create'], before: { id: 'b' }, after: {} }],
      true,
    ],
    ['with one of another type that has the same name', [bucketPolicy, gone('aws_iam_role', { name: 'b' })], true],
    ['and is itself forgotten', [gone('aws_s3_bucket_policy', { bucket: 'b', policy: deny }, ['forget'])], false],
    ['of a role that stays', [gone('aws_iam_role_policy', { role: 'r', policy: deny })], true],
    [
      'of a role that goes',
      [gone('aws_iam_role_policy', { role: 'r', policy: deny }), gone('aws_iam_role', { name: 'r', id: 'r' })],
      false,
    ],
    ['of nobody knows what', [gone('aws_iam_role_policy', { policy: deny }), gone('aws_iam_role', { name: '' })], true],
    ['of whoever has it', [gone('aws_iam_policy', { arn: 'p', policy: deny })], true],
    ['with its key', [gone('aws_kms_key', { id: 'k', policy: deny })], false],
    ['that only allowed', [gone('aws_iam_role_policy', { role: 'r', policy: all })], false],
  ])('%s', (_, changes, isMore) => {
    expect(verdictOf(readPreview([input(changes)])).broadening > 0).toBe(isMore);
  });
});
