import { problemCodes, textsOf } from '../../support/problem-codes';

const tests = textsOf('test', (file) => file.endsWith('.test.ts') && !file.endsWith('every-code.test.ts')).join('\n');

describe('the codes of refusals', () => {
  it('are found in the rules, and where constructs refuse', () => {
    expect(problemCodes()).toEqual(
      expect.arrayContaining(['TaskExceedsCpu', 'CidrTooLarge', 'MixedArchitectures', 'UnknownApp', 'UnscopedGrant']),
    );
  });

  it('are each exercised by a test', () => {
    const silent = problemCodes().filter((code) => !new RegExp(`\\b${code}\\b`).test(tests));
    expect(silent).toEqual([]);
  });
});
