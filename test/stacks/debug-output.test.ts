import { synthPlatform } from '../support/builders/synth-platform';
import { testEnvironment } from '../support/builders/test-environment';
import { testSystem } from '../support/builders/test-system';

const stacks = synthPlatform(testEnvironment(), [
  { ...testSystem({ a: { debug: true }, b: {} }), name: 'ads' },
  { ...testSystem({ a: {} }), name: 'web' },
]);

describe('the output of commands', () => {
  it('has those of the services that are debugged, and of no other', () => {
    expect(Object.keys((stacks['test-ads']?.outputs.debug ?? {}) as object)).toEqual(['a']);
  });

  it('is there only where a service is debugged', () => {
    expect(Object.keys(stacks['test-web']?.outputs ?? {})).toEqual(['services']);
  });
});
