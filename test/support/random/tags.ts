import fc from 'fast-check';
import type { Draw } from './draw';

const WORDS = [
  'owner',
  'Name',
  'name',
  'team',
  'cost-center',
  'AmazonECSManaged',
  'data class',
  'équipe',
  'a:b/c=d+e@f.g_h',
];

/** Tags that AWS takes, none of which differ in case alone. */
export function tags(draw: Draw): Record<string, string> {
  const key = fc.oneof(
    fc.constantFrom(...WORDS),
    fc.string({ unit: fc.constantFrom(...'abcXYZ019 _.:/=+-@é東'), minLength: 1, maxLength: 128 }),
  );
  const keys = draw.of(
    fc.uniqueArray(
      key.filter((k) => !/^(aws|stowage):/i.test(k)),
      { maxLength: 6, selector: (k) => k.toLowerCase() },
    ),
  );
  const value = fc.string({ unit: fc.constantFrom(...'abcXYZ019 _.:/=+-@é東'), maxLength: draw.one(20, 256) });
  return Object.fromEntries(keys.map((k) => [k, draw.of(value.filter((v) => !/^aws:/i.test(v)))]));
}
