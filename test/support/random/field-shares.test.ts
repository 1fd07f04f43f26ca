import { z } from 'zod';
import { environmentSpec } from '../../../src/spec/environment';
import { systemSpec } from '../../../src/spec/system';
import { schemaFields } from '../schema-fields';
import { fieldShares } from './field-shares';

const schema = z.strictObject({
  name: z.string(),
  size: z.union([z.number(), z.strictObject({ min: z.number(), max: z.number().optional() })]).optional(),
  parts: z.record(
    z.string(),
    z.strictObject({ a: z.number().default(1), b: z.array(z.strictObject({ c: z.number().optional() })).default([]) }),
  ),
  kind: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('x'), only: z.number().optional() }),
    z.strictObject({ kind: z.literal('y') }),
  ]),
});
const shares = (...documents: unknown[]) =>
  Object.fromEntries(fieldShares(schema, documents).map(({ path, places, said }) => [path, [said, places]]));

describe('fieldShares', () => {
  test('counts a field where it could be said, and an arm of a union where it could be chosen', () => {
    const found = shares(
      { name: 'one', size: 3, parts: { p: { a: 1 }, q: { b: [{}, { c: 1 }] } }, kind: { kind: 'x', only: 1 } },
      { name: 'two', size: { min: 1 }, parts: {}, kind: { kind: 'y' } },
      { name: 'three', parts: {}, kind: { kind: 'x' } },
    );
    expect(found).toEqual({
      name: [3, 3],
      size: [2, 3],
      'size(number)': [1, 2],
      'size(min)': [1, 2],
      'size.min': [1, 1],
      'size.max': [0, 1],
      parts: [3, 3],
      'parts.*.a': [1, 2],
      'parts.*.b': [1, 2],
      'parts.*.b.*.c': [1, 2],
      kind: [3, 3],
      'kind(x)': [2, 3],
      'kind(y)': [1, 3],
      'kind.kind': [3, 3],
      'kind.only': [1, 2],
    });
  });

  test('lists every field of both specs, also when nothing says it', () => {
    for (const spec of [environmentSpec, systemSpec]) {
      const paths = new Set(fieldShares(spec, []).map(({ path }) => path));
      expect(
        schemaFields(spec)
          .map(({ path }) => path)
          .filter((path) => !paths.has(path)),
      ).toEqual([]);
    }
  });

  test('looks at nothing below a leaf', () => {
    const found = fieldShares(schema, [], (path) => path === 'parts').map(({ path }) => path);
    expect(found).toContain('parts');
    expect(found.filter((path) => path.startsWith('parts.'))).toEqual([]);
  });
});
