import { createHash } from 'node:crypto';
import { existsSync, lstatSync, readdirSync, readFileSync, readlinkSync, type Stats } from 'node:fs';
import { join } from 'node:path';
import dockerignore from '@balena/dockerignore';
import { type Problem, SpecError } from '../../errors';
import { type ContextEntry, contextHash } from '../../images/context-hash';
import type { BuiltImageSpec } from '../../spec/built-image';

/**
 * The hash of all that an image is built from, as its files are now. Throws `SpecError` where the context or the Dockerfile is missing.
 * @param root directory that `context` starts from.
 */
export function hashImage(root: string, name: string, image: BuiltImageSpec): string {
  const context = join(root, image.context);
  const dockerfile = join(context, image.dockerfile);
  const missing = [
    ...(isDirectory(context) ? [] : [missingPath('context', context, 'it to be a directory of this repository')]),
    ...(existsSync(dockerfile) ? [] : [missingPath('dockerfile', dockerfile, 'its path from `context`')]),
  ];
  if (missing.length > 0) throw new SpecError(`Image '${name}'`, missing);
  return contextHash({
    ...image,
    entries: readContext(context, ignored(context, image)),
    dockerfile: sha256(readFileSync(dockerfile)),
  });
}

function missingPath(field: string, path: string, fix: string): Problem {
  return { code: 'MissingPath', field, problem: `is not there: ${path}`, fix: `give ${fix}` };
}

function isDirectory(path: string): boolean {
  return lstatSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

interface Ignored {
  readonly leavesOut: (path: string) => boolean;
  /** Nothing below what is left out is taken back in, so that it need not be read. */
  readonly isFinal: boolean;
}

/** What is left out: `<Dockerfile>.dockerignore` goes before `.dockerignore` (Docker documentation, "Build context", 2026-11). */
function ignored(context: string, { dockerfile }: BuiltImageSpec): Ignored {
  const file = [`${dockerfile}.dockerignore`, '.dockerignore'].map((f) => join(context, f)).find((f) => existsSync(f));
  const patterns = file === undefined ? '' : readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  const rules = dockerignore().add(patterns);
  return { leavesOut: (path) => rules.ignores(path), isFinal: !/^\s*!/m.test(patterns) };
}

function readContext(context: string, { leavesOut, isFinal }: Ignored, below = ''): ContextEntry[] {
  return readdirSync(join(context, below)).flatMap((name): ContextEntry[] => {
    const path = below === '' ? name : `${below}/${name}`;
    const stats = lstatSync(join(context, path));
    const isOut = leavesOut(path);
    if (stats.isDirectory()) return isOut && isFinal ? [] : readContext(context, { leavesOut, isFinal }, path);
    return isOut ? [] : entry(join(context, path), path, stats);
  });
}

/** Sockets and devices have no content, and no engine copies them. */
function entry(file: string, path: string, stats: Stats): ContextEntry[] {
  if (stats.isSymbolicLink()) return [{ path, kind: 'link', sha256: sha256(readlinkSync(file)) }];
  if (!stats.isFile()) return [];
  const isExecutable = (stats.mode & 0o100) !== 0;
  return [{ path, kind: isExecutable ? 'executable' : 'file', sha256: sha256(readFileSync(file)) }];
}

function sha256(content: Buffer | string): string {
  return createHash('sha256').update(content).digest('hex');
}
