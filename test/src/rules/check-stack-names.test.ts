import { renderProblem } from '../../../src/errors';
import { checkSharedStackNames } from '../../../src/rules/check-stack-names';

describe('stacks of two environments', () => {
  const stacks = [
    { environment: 'prod', system: 'eu-ads', name: 'prod-eu-ads' },
    { environment: 'prod-eu', system: 'ads', name: 'prod-eu-ads' },
    { environment: 'prod-eu', name: 'prod-eu-foundation' },
    { environment: 'prod', system: 'ads', name: 'prod-ads' },
  ];

  it('are refused under one name, where they are built', () => {
    expect(checkSharedStackNames('prod', stacks).map(renderProblem)).toEqual([
      "eu-ads makes the stack 'prod-eu-ads' in environment 'prod', and so does system 'ads' in environment 'prod-eu': they would share one state, and each would destroy the other; rename the system, or the environment that is not deployed yet [SharedStackName]",
    ]);
    expect(checkSharedStackNames('prod-eu', stacks).map(({ field }) => field)).toEqual(['ads']);
    expect(checkSharedStackNames('dev', stacks)).toEqual([]);
  });

  it('may be those that all systems share', () => {
    const taken = { environment: 'prod', system: 'eu-foundation', name: 'prod-eu-foundation' };
    expect(checkSharedStackNames('prod-eu', [...stacks, taken]).map(renderProblem)).toContainEqual(
      expect.stringMatching(/^prod-eu makes the stack 'prod-eu-foundation'/),
    );
    expect(checkSharedStackNames('prod', [...stacks, taken]).map(({ problem }) => problem)).toContainEqual(
      expect.stringMatching(/so does what all systems share in environment 'prod-eu'/),
    );
  });
});
