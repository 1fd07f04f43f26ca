import fc from 'fast-check';
import { packPolicies, policyLength } from '../../../src/identity/pack-policies';
import type { Statement } from '../../../src/identity/policy';

const statement: fc.Arbitrary<Statement> = fc.record({
  actions: fc.uniqueArray(fc.stringMatching(/^[a-z]{2,9}:[A-Z][A-Za-z]{2,30}$/), { minLength: 1, maxLength: 40 }),
  resources: fc.constantFrom(['*'], ['arn:aws:s3:::a', 'arn:aws:s3:::b']),
  effect: fc.constantFrom('Allow' as const, 'Deny' as const),
});

/** What statements say, one action and resource at a time. */
const said = (statements: readonly Statement[]) =>
  statements
    .flatMap(({ effect, actions, resources }) => actions.map((action) => `${effect} ${action} ${resources.join(' ')}`))
    .sort();

describe('packPolicies', () => {
  it('says the same in policies that are short enough', () => {
    fc.assert(
      fc.property(fc.array(statement, { maxLength: 12 }), fc.integer({ min: 300, max: 6144 }), (statements, most) => {
        const packs = packPolicies(statements, most);
        expect(said(packs.flat())).toEqual(said(statements));
        for (const pack of packs) expect(policyLength(pack)).toBeLessThanOrEqual(most);
        expect(packs.every((pack) => pack.length > 0)).toBe(true);
      }),
    );
  });

  it('leaves alone what fits, name and all', () => {
    const one: Statement = { sid: 'One', actions: ['s3:GetObject'], resources: ['*'] };
    expect(packPolicies([one, one])).toEqual([[one, one]]);
    expect(packPolicies([])).toEqual([]);
  });

  it('does not count white space, as IAM does not', () => {
    const spaced: Statement = { sid: 'A', actions: ['a:B'], resources: ['* *'] };
    expect(policyLength([spaced])).toBe(policyLength([{ ...spaced, resources: ['**'] }]));
  });

  it('cannot shorten a single action', () => {
    expect(() => packPolicies([{ actions: ['s3:GetObject'], resources: ['*'] }], 20)).toThrow(
      'a statement for s3:GetObject is longer than 20 characters',
    );
  });
});
