import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

const ROOT = resolve(__dirname, '../..');

/** In these files a quoted word in PascalCase is the code of a problem, and nothing else. */
const RULES = [
  'src/rules',
  'src/routing',
  'src/address',
  'src/naming',
  'src/sizing',
  'src/fleet',
  'src/placement',
  'src/spec/parse.ts',
  'src/spec/resolve-system.ts',
];

/** Texts of the TypeScript files of a folder, or of one file. */
export function textsOf(path: string, keep: (file: string) => boolean = () => true): string[] {
  const full = join(ROOT, path);
  if (statSync(full).isFile()) return [readFileSync(full, 'utf8')];
  return readdirSync(full, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && keep(file))
    .map((file) => readFileSync(join(full, file), 'utf8'));
}

/** The codes of all problems that anything can raise, sorted. */
export function problemCodes(): string[] {
  const rules = found(RULES, /'([A-Z][a-z]+(?:[A-Z][a-z]*)+)'/g);
  const elsewhere = found(
    ['src', 'constructs', 'stacks'],
    /(?:\bcode: |unknownName\(\s*|\.refuse\(\s*|\brefused\(what,\s*|\bfail\(\s*)'([A-Z]\w+)'/g,
  );
  return [...new Set([...rules, ...elsewhere])].sort();
}

function found(paths: readonly string[], pattern: RegExp): string[] {
  return paths
    .flatMap((path) => textsOf(path))
    .flatMap((text) => [...text.matchAll(pattern)].map(([, code]) => code as string));
}
