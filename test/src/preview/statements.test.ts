import fc from 'fast-check';
import { isMatch, isSaid, type Statement, statementsOf } from '../../../src/preview/statements';

const ACTIONS = ['s3:GetObject', 's3:GetBucket', 's3:PutObject', 'sqs:Send', 'sqs:Get'];
const RESOURCES = ['a', 'ab', 'b', 'ba'];

/** IAM's own rule, as a regular expression: `*` is any text, `?` any character. */
const reads = (pattern: string, text: string) =>
  new RegExp(
    `^${pattern
      .replace(/[.+^$()|[\]\\{}]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  ).test(text);

const patternOf = (names: readonly string[]) =>
  fc.oneof(fc.constantFrom(...names), fc.constantFrom('*', 's3:*', '*:Get*', 's3:?etObject', 'a*', '?', '?a', '*b'));
const statement = fc.record({
  effect: fc.constant('Allow'),
  actions: fc.array(patternOf(ACTIONS), { minLength: 1, maxLength: 3 }),
  resources: fc.array(patternOf(RESOURCES), { minLength: 1, maxLength: 2 }),
  principals: fc.constant([] as string[]),
  condition: fc.constantFrom('', '', '{"a":1}', '{"b":1}'),
  isNegated: fc.constant(false),
});

/** Whether a request is allowed by any of the statements, when the conditions in `met` hold. */
function isAllowed(
  statements: readonly Statement[],
  action: string,
  resource: string,
  met: readonly string[],
): boolean {
  return statements.some(
    (one) =>
      (one.condition === '' || met.includes(one.condition)) &&
      one.actions.some((p) => reads(p, action)) &&
      one.resources.some((p) => reads(p, resource)),
  );
}

describe('a statement of a policy', () => {
  it('counts as said only where every request that it allows was allowed', () => {
    let said = 0;
    fc.assert(
      fc.property(statement, fc.array(statement, { maxLength: 4 }), (one, others) => {
        if (!isSaid(one, others)) return;
        said += 1;
        for (const action of ACTIONS)
          for (const resource of RESOURCES)
            for (const met of [[], ['{"a":1}'], ['{"b":1}']])
              if (isAllowed([one], action, resource, met)) expect(isAllowed(others, action, resource, met)).toBe(true);
      }),
      { numRuns: 3000 },
    );
    expect(said).toBeGreaterThan(50);
  });

  it('counts as said where others say it in parts, or more than it', () => {
    const allow = (actions: string[], resources = ['*'], more = {}): Statement => ({
      effect: 'Allow',
      actions,
      resources,
      principals: [],
      condition: '',
      isNegated: false,
      ...more,
    });
    expect(isSaid(allow(['s3:Get', 's3:Put']), [allow(['s3:Put']), allow(['S3:get*'])])).toBe(true);
    expect(isSaid(allow(['s3:Get'], ['a/*']), [allow(['s3:*'], ['a*'])])).toBe(true);
    expect(isSaid(allow(['s3:Get'], ['*'], { condition: '{}' }), [allow(['*'])])).toBe(true);
    expect(isSaid(allow(['s3:Get']), [allow(['s3:Get'], ['*'], { condition: '{}' })])).toBe(false);
    expect(isSaid(allow(['not s3:Get'], ['*'], { isNegated: true }), [allow(['*'])])).toBe(true);
    expect(isSaid(allow(['s3:Get']), [allow(['not s3:Put'], ['*'], { isNegated: true })])).toBe(false);
    expect(isSaid(allow(['s3:Get']), [allow(['s3:Get'], ['*'], { effect: 'Deny' })])).toBe(false);
  });

  it('is the same however it is written', () => {
    const a = {
      Effect: 'Allow',
      Action: ['b', 'a'],
      Resource: 'r',
      Principal: { AWS: '*' },
      Condition: { X: { k: ['2', '1'], j: '1' } },
    };
    const b = {
      Condition: { X: { j: '1', k: ['1', '2'] } },
      Resource: ['r'],
      Action: ['a', 'b', 'a'],
      Principal: '*',
      Effect: 'Allow',
    };
    expect(statementsOf({ Statement: a })).toEqual(statementsOf({ Statement: [b] }));
  });

  it.each([['(sensitive)'], [[]], [{ Statement: 'x' }], [7]])('is not read from %j', (policy) => {
    expect(statementsOf(policy)).toBeUndefined();
  });

  it('takes no longer for a pattern that means harm', () => {
    expect(isMatch(`${'*a'.repeat(200)}b`, 'a'.repeat(4000))).toBe(false);
  });
});
