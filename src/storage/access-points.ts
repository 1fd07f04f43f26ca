import { createHash } from 'node:crypto';
import type { SystemSpec } from '../spec/system';

/** The name of the access point that shows all of a volume. */
export const WHOLE = 'all';

/** Directory of a file system that holds a volume: the root itself belongs to nobody but root. */
const ROOT = '/data';

/** A name for the part of a volume that a mount shows, the same for all who show it: fit for ids, and different for different parts. */
export function partName(subPath: string | undefined): string {
  if (subPath === undefined) return WHOLE;
  if (/^[a-z0-9-]+$/.test(subPath) && subPath !== WHOLE) return subPath;
  const hash = createHash('sha256').update(subPath).digest('hex').slice(0, 8);
  return `${subPath.toLowerCase().replace(/[^a-z0-9]+/g, '-')}-${hash}`;
}

/** Where a part of a volume is on its file system. */
export function partPath(subPath: string | undefined): string {
  return subPath === undefined ? ROOT : `${ROOT}/${subPath}`;
}

/** Where each part of a volume is, by its name; the whole of it is always one. */
export function partsOf(subPaths: readonly string[]): Record<string, string> {
  const parts = [undefined, ...subPaths].map((subPath) => [partName(subPath), partPath(subPath)] as const);
  return Object.fromEntries(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The parts of a volume that services and jobs of its system mount alone, sorted. */
export function subPathsOf({ services, jobs }: Pick<SystemSpec, 'services' | 'jobs'>, volume: string): string[] {
  const mounts = [...Object.values(services), ...Object.values(jobs)].flatMap((workload) => workload.mounts);
  return [
    ...new Set(mounts.flatMap((m) => (m.volume === volume && m.subPath !== undefined ? [m.subPath] : []))),
  ].sort();
}
