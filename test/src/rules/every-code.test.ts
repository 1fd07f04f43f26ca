import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../../..');
const RULES = ['rules', 'routing', 'address', 'naming', 'sizing', 'fleet', 'placement', 'spec/resolve-system.ts'];

function textsOf(path: string, keep: (file: string) => boolean): string[] {
  const full = join(ROOT, path);
  if (statSync(full).isFile()) return [readFileSync(full, 'utf8')];
  return readdirSync(full, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && keep(file))
    .map((file) => readFileSync(join(full, file), 'utf8'));
}

/** In these files a quoted word in PascalCase is the code of a problem, and nothing else. */
const codes = RULES.flatMap((path) => textsOf(`src/${path}`, () => true)).flatMap((text) =>
  [...text.matchAll(/'([A-Z][a-z]+(?:[A-Z][a-z]*)+)'/g)].map((match) => match[1] as string),
);
const tests = textsOf('test', (file) => file.endsWith('.test.ts') && !file.endsWith('every-code.test.ts')).join('\n');

describe('the codes of refusals', () => {
  it('are found in the rules', () => {
    expect(codes).toEqual(
      expect.arrayContaining(['TaskExceedsCpu', 'CidrTooLarge', 'MixedArchitectures', 'UnknownApp']),
    );
  });

  it('are each exercised by a test', () => {
    const silent = [...new Set(codes)].filter((code) => !new RegExp(`\\b${code}\\b`).test(tests));
    expect(silent.sort()).toEqual([]);
  });
});
