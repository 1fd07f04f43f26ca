import { renderProblem } from '../../../src/errors';
import { unknownName } from '../../../src/rules/unknown-name';

const told = (name: string, known: readonly string[], noun = 'fleet') =>
  renderProblem(unknownName('UnknownFleet', 'fleet', noun, name, known));

describe('unknownName', () => {
  it('asks whether a near name was meant', () => {
    expect(told('gnu', ['gpu', 'general'])).toBe(
      "fleet is 'gnu', which is not a fleet; did you mean 'gpu'? [UnknownFleet]",
    );
  });

  it('lists the names where none is near', () => {
    expect(told('zebra', ['gpu', 'general'])).toBe(
      "fleet is 'zebra', which is not a fleet; use one of 'gpu', 'general' [UnknownFleet]",
    );
  });

  it('says so where there are no names', () => {
    expect(told('gpu', [], 'app')).toBe(
      "fleet is 'gpu', which is not an app; there is no app yet; add one first [UnknownFleet]",
    );
  });
});
