import fc from 'fast-check';
import { globIncludes, globsMeet, normalGlob } from '../../../src/routing/glob';
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

  it('meets another exactly when some text matches both', () => {
    const short = fc.array(fc.constantFrom('a', 'b', '*', '?'), { maxLength: 4 }).map((p) => p.join(''));
    // No text that is longer than both patterns together is needed to show that they meet.
    const all = Array.from({ length: 9 }, (_, n) => n).flatMap((n) =>
      Array.from({ length: 2 ** n }, (_, i) =>
        i.toString(2).padStart(n, '0').slice(0, n).replaceAll('0', 'a').replaceAll('1', 'b'),
      ),
    );
    fc.assert(
      fc.property(short, short, (a, b) => {
        const [one, other] = [expressionOf(a, ''), expressionOf(b, '')];
        expect(globsMeet(a, b)).toBe(all.some((text) => one.test(text) && other.test(text)));
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['/admin/*', '/v1/*', false],
    ['/admin/*', '/*', true],
    ['/a*c', '/ab*', true],
    ['/a?', '/ab', true],
    ['/a?', '/a', false],
    ['*.png', '/img/*', true],
    ['a.example.com', '*.example.com', true],
    ['a.example.com', 'b.*', false],
  ])('%s and %s meet: %s', (a, b, meet) => {
    expect(globsMeet(a, b)).toBe(meet);
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
