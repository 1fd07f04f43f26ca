import { resolveEnvironment } from '../../../src/rules/resolve-environment';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { refusalOf } from '../../support/builders/refusal-of';
import { testEnvironment, testEnvironmentSpec } from '../../support/builders/test-environment';

describe('resolveEnvironment', () => {
  it('fills in every default of an environment with nothing wrong in it', () => {
    expect(resolveEnvironment(testEnvironment())).toEqual(testEnvironmentSpec());
  });

  it('tells of what is wrong in form and in rule at once', () => {
    const wrong = { ...testEnvironment({ name: 'Test', zones: ['us-east-1a', 'eu-west-1a'] }), zone: 'us-east-1a' };
    const { what, lines } = refusalOf(() => resolveEnvironment(wrong as EnvironmentInput));
    expect(what).toBe("Environment 'Test'");
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^zone is not a field; .*\[UnknownField\]$/),
        expect.stringMatching(/^name is 'Test', .*\[InvalidName\]$/),
        expect.stringMatching(/^zones\.1 is 'eu-west-1a', .*\[ZoneOutsideRegion\]$/),
      ]),
    );
  });
});
