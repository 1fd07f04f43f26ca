import fc from 'fast-check';
import { stringify } from 'yaml';
import { SpecError } from '../../../src/errors';
import { readDocument } from '../../../src/import/read-document';

const problems = (text: string) => {
  const before = Date.now();
  try {
    readDocument('File', text);
  } catch (error) {
    expect(Date.now() - before).toBeLessThan(15_000);
    if (error instanceof SpecError) return error.problems.map(({ code, problem }) => `${code}: ${problem}`);
    throw error;
  }
  return [];
};
const json = fc.jsonValue({ maxDepth: 4 }).filter((value) => typeof value === 'object' && value !== null);

describe('a document', () => {
  it('is the same from JSON and from YAML', () => {
    fc.assert(
      fc.property(json, (value) => {
        const plain = JSON.parse(JSON.stringify(value)) as unknown;
        expect(readDocument('File', JSON.stringify(value))).toEqual(plain);
        expect(readDocument('File', stringify(plain))).toEqual(plain);
      }),
    );
  });

  it('has what its aliases stand for, and shares nothing', () => {
    const read = readDocument('File', 'a: &a { x: [1] }\nb: { <<: *a, y: 2 }\nc: *a') as Record<
      string,
      { x: number[] }
    >;
    expect(read).toEqual({ a: { x: [1] }, b: { x: [1], y: 2 }, c: { x: [1] } });
    expect(read.a?.x).not.toBe(read.c?.x);
    expect(read.a?.x).not.toBe(read.b?.x);
  });

  it('says where it is none, without what stands there', () => {
    expect(problems('a: 1\nb: "secret')).toEqual([
      expect.stringMatching(/^MalformedDocument: is no YAML at line 2, column \d+: /),
    ]);
    expect(problems('{"a": "secret",}x')).toEqual([
      expect.stringMatching(/^MalformedDocument: is no YAML at line 1, column \d+: /),
    ]);
    expect(problems('a: "secret').join()).not.toContain('secret');
    expect(problems('a: 1\n---\nb: 2')).toEqual([expect.stringContaining('multiple docs')]);
  });

  it('has no key twice, and says where the second is', () => {
    expect(problems('a: 1\nb:\n  c: 1\n  c: 2')).toEqual([
      'DuplicateKey: says a key for the second time at line 4, column 3',
    ]);
    expect(problems('{"a": {"b": 1},\n "c": "a", "a": 2}')).toEqual([
      'DuplicateKey: says a key for the second time at line 2, column 12',
    ]);
    expect(problems('{"a": ["a", "a"], "b": {"a": 1}, "\\u0062c": 1, "bc": 2}')).toHaveLength(1);
  });

  it.each([
    ['levels of lists', '['.repeat(100_000), 'DocumentTooDeep'],
    ['levels of JSON', `${'['.repeat(100)}${']'.repeat(100)}`, 'DocumentTooDeep'],
    ['levels of blocks', '- '.repeat(20_000), 'DocumentTooDeep'],
    ['ten megabytes of YAML', 'a: b\n'.repeat(2_000_000), 'DocumentTooLarge'],
    ['ten megabytes of JSON', JSON.stringify('x'.repeat(10_000_000)), 'DocumentTooLarge'],
    ['aliases of aliases', bomb(9), 'DocumentTooLarge'],
    ['an alias of itself', 'a: &a [*a]', 'DocumentTooDeep'],
    ['an alias of nothing', 'a: *a', 'MalformedDocument'],
  ])('has no end with %s, and is refused', (_, text, code) => {
    expect(problems(text).map((problem) => problem.split(':')[0])).toEqual([code]);
  });

  it('may have as many keys as fit', () => {
    const many = Array.from({ length: 100_000 }, (_, i) => `k${i}: v`).join('\n');
    expect(Object.keys(readDocument('File', many) as object)).toHaveLength(100_000);
  });
});

function bomb(levels: number): string {
  const lines = Array.from(
    { length: levels },
    (_, i) => `a${i + 1}: &a${i + 1} [${Array(9).fill(`*a${i}`).join(', ')}]`,
  );
  return ['a0: &a0 [x, x]', ...lines].join('\n');
}
