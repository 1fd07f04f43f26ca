import { problemCodes, textsOf } from '../../support/problem-codes';

/** Files of tests, and of tables that a test goes through. */
const isTest = (file: string) =>
  /\.test\.ts$|\/(volume|training)-rules\//.test(file) && !file.endsWith('every-code.test.ts');
const tests = textsOf('test', isTest).join('\n');

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
