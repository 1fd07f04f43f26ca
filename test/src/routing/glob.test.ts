import fc from 'fast-check';
import { globIncludes, normalGlob } from '../../../src/routing/glob';
import { expressionOf, textsOf } from './requests';

const pattern = fc.array(fc.constantFrom('a', 'b', '*', '?', '/'), { maxLength: 6 }).map((p) => p.join(''));
/** Fresh letters, more of the letters that patterns have, and one text longer than any pattern. */
const texts = (glob: string) => textsOf(glob, ['z', 'a', 'b', '/', 'zz', 'ab', 'ba', 'zzzzzzzz']);

describe('a pattern', () => {
  it('includes another exactly when it matches every text of the other', () => {
    fc.assert(
      fc.property(pattern, pattern, (outer, inner) => {
        fc.pre((inner.match(/[*?]/g) ?? []).length <= 3);
        const like = expressionOf(outer, '');
        expect(globIncludes(outer, inner)).toBe(texts(inner).every((text) => like.test(text)));
      }),
      { numRuns: 3000 },
    );
  });

  it('matches the same texts in its normal form', () => {
    fc.assert(
      fc.property(pattern, (glob) => {
        const normal = normalGlob(glob);
        expect(texts(glob).filter((text) => !expressionOf(normal, '').test(text))).toEqual([]);
        expect(texts(normal).filter((text) => !expressionOf(glob, '').test(text))).toEqual([]);
        expect(normalGlob(normal)).toBe(normal);
      }),
    );
  });

  it.each([
    ['/a/*', '/a/b/*', true],
    ['/a*', '/a/*', true],
    ['/a/*', '/a', false],
    ['?*', '*a', true],
    ['*?', '?*', true],
    ['/*/c', '/a/b/c', true],
    ['a?', 'a*', false],
    ['*', '', true],
    ['', '*', false],
    ['*a?????', 'a*a?????', true],
  ])('%s includes %s: %s', (outer, inner, expected) => {
    expect(globIncludes(outer, inner)).toBe(expected);
  });
});
