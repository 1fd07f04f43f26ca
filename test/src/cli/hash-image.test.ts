import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { hashImage } from '../../../src/cli/image/hash-image';
import { type BuiltImageSpec, builtImageSpec } from '../../../src/spec/built-image';
import { refusalOf } from '../../support/builders/refusal-of';

const FILES = { 'app/Dockerfile': 'FROM scratch\nCOPY . .\n', 'app/server.js': 'serve()', 'app/lib/a.js': 'a' };
const roots: string[] = [];

/** A directory with these files; what is not a text is taken away again. */
function given(files: Readonly<Record<string, string | undefined>> = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'stowage-context-'));
  roots.push(root);
  for (const [path, text] of Object.entries({ ...FILES, ...files })) {
    if (text === undefined) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return root;
}

const hash = (root: string, image: Partial<BuiltImageSpec> = {}) =>
  hashImage(root, 'ads/bidder', builtImageSpec.parse({ context: 'app', ...image }));
const plain = () => hash(given());

afterAll(() => {
  for (const root of roots) rmSync(root, { recursive: true, force: true });
});

describe('the hash of what an image is built from', () => {
  it('is the same in any directory, at any time, whatever else is there', () => {
    const root = given({ 'other/file': 'x' });
    utimesSync(join(root, 'app/server.js'), 1, 1);
    chmodSync(join(root, 'app/server.js'), 0o666);
    mkdirSync(join(root, 'app/empty'));
    expect(hash(root)).toBe(plain());
  });

  it.each<[string, Readonly<Record<string, string | undefined>>]>([
    ['a changed file', { 'app/server.js': 'serve(2)' }],
    ['one file more', { 'app/new.js': '' }],
    ['one file less', { 'app/lib/a.js': undefined }],
    ['another Dockerfile', { 'app/Dockerfile': 'FROM busybox' }],
  ])('changes with %s', (_, files) => {
    expect(hash(given(files))).not.toBe(plain());
  });

  it('changes with the name of a file, with its right to be run, and with where a link points', () => {
    const [renamed, executable, linked, elsewhere] = [given(), given(), given(), given()];
    renameSync(join(renamed, 'app/lib/a.js'), join(renamed, 'app/lib/b.js'));
    chmodSync(join(executable, 'app/server.js'), 0o755);
    symlinkSync('server.js', join(linked, 'app/link'));
    symlinkSync('lib/a.js', join(elsewhere, 'app/link'));
    const hashes = [plain(), ...[renamed, executable, linked, elsewhere].map((root) => hash(root))];
    expect(new Set(hashes).size).toBe(5);
  });

  it('changes with arguments, stage and platform', () => {
    const root = given();
    const others = [{}, { arguments: { A: '1' } }, { target: 'dev' }, { platform: 'linux/arm64' as const }];
    expect(new Set(others.map((other) => hash(root, other))).size).toBe(4);
  });

  it('does not change with what .dockerignore leaves out, and that may be taken back in', () => {
    const ignore = { 'app/.dockerignore': 'lib\n*.log\n.dockerignore\n' };
    const base = hash(given(ignore));
    expect(hash(given({ ...ignore, 'app/lib/a.js': 'changed', 'app/x.log': 'y' }))).toBe(base);
    const back = { 'app/.dockerignore': 'lib\n!lib/a.js\n.dockerignore\n' };
    expect(hash(given({ ...back, 'app/lib/a.js': 'changed' }))).not.toBe(hash(given(back)));
    expect(hash(given({ ...back, 'app/lib/b.js': 'changed' }))).toBe(hash(given(back)));
  });

  it('reads patterns as the engine does: of this directory, not of all below it', () => {
    const ignore = { 'app/.dockerignore': 'a.js\n.dockerignore\n' };
    expect(hash(given({ ...ignore, 'app/lib/a.js': 'changed' }))).not.toBe(hash(given(ignore)));
  });

  it('counts the Dockerfile although it is left out, and obeys one that is its own', () => {
    const ignore = { 'app/.dockerignore': 'Dockerfile*\n.dockerignore' };
    const base = hash(given(ignore));
    expect(hash(given({ ...ignore, 'app/Dockerfile': 'FROM busybox' }))).not.toBe(base);
    expect(hash(given({ ...ignore, 'app/Dockerfile.dev': 'FROM busybox' }))).toBe(base);
    const own = { 'app/Dockerfile.dockerignore': '**\n' };
    expect(hash(given({ ...own, 'app/server.js': 'changed' }))).toBe(hash(given(own)));
  });

  it('is refused where there is nothing to build', () => {
    const root = given();
    expect(refusalOf(() => hash(root, { context: 'ap' })).lines.map((line) => line.replaceAll(root, '<root>'))).toEqual(
      [
        'context is not there: <root>/ap; give it to be a directory of this repository [MissingPath]',
        'dockerfile is not there: <root>/ap/Dockerfile; give its path from `context` [MissingPath]',
      ],
    );
    expect(refusalOf(() => hash(root, { dockerfile: 'Dockerfil' })).lines).toHaveLength(1);
  });
});
