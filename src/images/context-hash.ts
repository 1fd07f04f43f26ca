import { createHash } from 'node:crypto';
import type { BuiltImageSpec } from '../spec/built-image';

/** One file of a build context. Directories are none: git does not keep an empty one, so no build may rest on it. */
export interface ContextEntry {
  /** From the context, with '/' between its parts. */
  readonly path: string;
  /** All of a file's mode that git keeps. */
  readonly kind: 'file' | 'executable' | 'link';
  /** SHA-256 of its content, or of where it points. */
  readonly sha256: string;
}

/** All that a build is made of. */
export interface BuildInputs extends Pick<BuiltImageSpec, 'arguments' | 'target' | 'platform'> {
  /** The context without what `.dockerignore` leaves out, in any order. */
  readonly entries: readonly ContextEntry[];
  /** SHA-256 of the Dockerfile, which counts whether or not the context has it. */
  readonly dockerfile: string;
}

/** Version of what is hashed: another version is another hash for everything. */
const VERSION = 1;

/**
 * The hash of all that a build is made of: 64 hexadecimal digits. The same on every machine, whatever the order, the times and the owners of
 * files. What it cannot see is what the build fetches, so pin that in the Dockerfile: `FROM ...@sha256:...`.
 */
export function contextHash({ entries, dockerfile, arguments: args, target, platform }: BuildInputs): string {
  const files = entries.map(({ path, kind, sha256 }) => [path, kind, sha256]).sort(([a], [b]) => compare(a, b));
  const given = Object.entries(args).sort(([a], [b]) => compare(a, b));
  const whole = JSON.stringify([VERSION, platform, target ?? null, given, dockerfile, files]);
  return createHash('sha256').update(whole).digest('hex');
}

/** By code units: the same in every locale. */
function compare(a = '', b = ''): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
