import { judge } from '../../../src/security/judge';
import { readCode } from '../../../src/security/read-code';
import { readPlans } from '../../../src/security/read-plan';
import { plannedFrom } from './support/planned';
import { goodPlatform } from './support/platform';

const keysOf = (found: ReturnType<typeof judge>['findings']) =>
  found.map(({ rule, stack, address, key }) => [rule, stack, address, key].join(' '));

describe('the plans of a good platform', () => {
  const stacks = goodPlatform();
  const ofCode = judge(readCode(stacks));

  it('say the same as its code, where both are given', () => {
    const both = judge(readPlans(stacks.map((stack) => plannedFrom(stack, true))));
    expect(keysOf(both.findings)).toEqual(keysOf(ofCode.findings));
    expect(keysOf(both.undetermined)).toEqual(keysOf(ofCode.undetermined));
    expect(both.findings.filter(({ declared }) => declared === undefined)).toEqual([]);
  });

  it('say without the code what they cannot tell, and find nothing that is not there', () => {
    const alone = judge(readPlans(stacks.map((stack) => plannedFrom(stack, false))));
    const there = new Set(keysOf(ofCode.findings));
    // Whose rules a group of another stack has, and what is of one stack and selected in another, only the code tells.
    const acrossStacks = new Set(['MLP-DATA-4', 'MLP-SQS-3']);
    expect(
      keysOf(alone.findings.filter(({ rule }) => !acrossStacks.has(rule))).filter((key) => !there.has(key)),
    ).toEqual([]);
    expect(alone.undetermined.length).toBeGreaterThan(ofCode.undetermined.length);
  });
});
