const LONG = 'a-very-long-name-that-many-names-begin-with-'.repeat(8);

/** Pieces of names that break naming schemes: prefixes that AWS keeps, accents, other scripts, digits first, stray hyphens, case. */
export const PIECES = [
  'prod',
  'Prod',
  'PROD',
  'a',
  'b',
  'a-b',
  'b-a',
  'a--b',
  '-a',
  'a-',
  '_a',
  'a_b',
  'a.b',
  'a..b',
  'a b',
  '',
  '-',
  '3d',
  '10.0.0.1',
  'aws',
  'aws-x',
  'ecs',
  'fargate',
  'internal',
  'internal-x',
  'sg',
  'sg-1',
  'ssm',
  'xn',
  'xn--x',
  'sthree-a',
  'x-s3',
  's3alias',
  'ol-s3',
  'default',
  'Default',
  'master',
  'database',
  'an',
  'état',
  'e\u0301tat',
  'etat',
  'モデル',
  '模型',
  'ß',
  'ss',
  'İ',
  '\u{1f600}',
  '\ud800',
  '\u0000',
  'alias',
  'alias/aws',
  '/aws',
  'a/b',
  '/a',
  'a/',
  'x',
  'x-aws',
  LONG,
  `${LONG}a`,
  `${LONG}b`,
  `${LONG}A`,
  'ctr-predictor',
  'ctr_predictor',
];

/** `count` different lists of two to four parts, the same in every run. */
export function adversarialParts(count: number): string[][] {
  const found = new Map<string, string[]>();
  for (let seed = 1; found.size < count; seed += 1) {
    // A linear congruence is enough: the point is many combinations, not chance.
    let state = (seed * 2654435761) >>> 0;
    const next = (bound: number) => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return Math.floor((state / 2 ** 32) * bound);
    };
    const parts = Array.from({ length: 2 + next(3) }, () => {
      const piece = PIECES[next(PIECES.length)] ?? '';
      return next(4) === 0 ? `${piece}${next(1000)}` : piece;
    });
    found.set(JSON.stringify(parts), parts);
  }
  return [...found.values()];
}
