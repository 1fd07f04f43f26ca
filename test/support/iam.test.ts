import { type Asked, isAllowed, type WrittenStatement } from './iam';

const allow: WrittenStatement = { Effect: 'Allow', Action: 's3:Get*', Resource: 'arn:aws:s3:::ml/fraud/*' };
const get: Asked = { action: 's3:GetObject', resource: 'arn:aws:s3:::ml/fraud/a/b' };
const under = (Condition: WrittenStatement['Condition'], context: Asked['context'] = {}) =>
  isAllowed([{ ...allow, ...(Condition && { Condition }) }], { ...get, context });

describe('isAllowed', () => {
  test('allows nothing that nothing allows', () => {
    expect(isAllowed([], get)).toBe(false);
    expect(isAllowed([allow], { ...get, action: 's3:PutObject' })).toBe(false);
    expect(isAllowed([allow], { ...get, resource: 'arn:aws:s3:::ml/other' })).toBe(false);
  });

  test('allows by wildcards; actions know no case, resources do', () => {
    expect(isAllowed([allow], get)).toBe(true);
    expect(isAllowed([allow], { ...get, action: 'S3:getobject' })).toBe(true);
    expect(isAllowed([allow], { ...get, resource: 'arn:aws:s3:::ML/fraud/a' })).toBe(false);
    expect(isAllowed([{ ...allow, Resource: 'a-??' }], { ...get, resource: 'a-b' })).toBe(false);
    expect(isAllowed([{ ...allow, Resource: 'a.b' }], { ...get, resource: 'a-b' })).toBe(false);
  });

  test('denies what anything denies, whatever the order', () => {
    const deny: WrittenStatement = { Effect: 'Deny', NotAction: 's3:List*', Resource: '*' };
    expect(isAllowed([allow, deny], get)).toBe(false);
    expect(isAllowed([deny, allow], get)).toBe(false);
    expect(isAllowed([{ ...deny, NotAction: ['s3:GetObject'] }, allow], get)).toBe(true);
    expect(isAllowed([{ Effect: 'Deny', Action: '*', NotResource: 'arn:aws:s3:::ml/*' }, allow], get)).toBe(true);
  });

  test.each<[string, NonNullable<WrittenStatement['Condition']>, NonNullable<Asked['context']>, boolean]>([
    ['one of the values', { StringEquals: { 'a:b': ['x', 'y'] } }, { 'A:B': 'y' }, true],
    ['none of the values', { StringEquals: { 'a:b': ['x', 'y'] } }, { 'a:b': 'Y' }, false],
    ['a key that is not said', { StringEquals: { 'a:b': 'x' } }, {}, false],
    ['a key that must not be said', { Null: { 'a:b': 'true' } }, {}, true],
    ['a key that must not be said, and is', { Null: { 'a:b': 'true' } }, { 'a:b': 'x' }, false],
    ['a key that must be said', { Null: { 'a:b': 'false' } }, {}, false],
    ['a key that need not be said', { StringEqualsIfExists: { 'a:b': 'x' } }, {}, true],
    ['a pattern', { StringLike: { 'a:b': 'fraud/*' } }, { 'a:b': 'fraud/x' }, true],
    ['what must not be', { StringNotEquals: { 'a:b': ['x', 'y'] } }, { 'a:b': 'y' }, false],
    ['what must not be, and is not said', { StringNotLike: { 'a:b': 'x*' } }, {}, true],
    ['a truth', { Bool: { 'aws:SecureTransport': 'false' } }, { 'aws:SecureTransport': 'False' }, true],
    [
      'an ARN',
      { ArnLike: { 'a:b': 'arn:aws:logs:*:1:log-group:*' } },
      { 'a:b': 'arn:aws:logs:x:1:log-group:y:z' },
      true,
    ],
    [
      'an ARN of another account',
      { ArnLike: { 'a:b': 'arn:aws:logs:*:1:*' } },
      { 'a:b': 'arn:aws:logs:x:y:1:z' },
      false,
    ],
    ['one of what is said', { 'ForAnyValue:StringEquals': { a: ['x', 'y'] } }, { a: ['z', 'y'] }, true],
    ['none of what is said', { 'ForAnyValue:StringEquals': { a: 'x' } }, { a: ['z'] }, false],
    ['nothing, where one is asked for', { 'ForAnyValue:StringEquals': { a: 'x' } }, {}, false],
    ['all of several', { StringEquals: { a: 'x' }, StringLike: { b: 'y' } }, { a: 'x' }, false],
  ])('under a condition looks at %s', (_what, condition, context, expected) => {
    expect(under(condition, context)).toBe(expected);
  });

  test('never guesses what an operator means', () => {
    expect(() => under({ NumericLessThan: { 'a:b': '1' } }, { 'a:b': '0' })).toThrow("'NumericLessThan'");
  });
});
