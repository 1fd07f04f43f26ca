import type { ServiceSpec } from '../spec/service';

/** The name of a service's own container among those of its replica. */
export const MAIN = 'main';

const DEFAULT_MIB = 64;

/** A path in memory that a container may write. */
export interface MountedPath {
  readonly path: string;
  readonly sizeMiB: number;
  /** Mount options: owned by the container's user, and nothing on it can gain privileges. */
  readonly options: readonly string[];
}

/** What of a container says where it may write. */
export type Writer = Pick<ServiceSpec, 'readOnlyRoot' | 'writable' | 'user'>;

/** The declared paths, and `/tmp` on a read-only root, sorted. `/tmp` has its default size unless it is declared too. */
export function mountedPaths({ readOnlyRoot, writable, user }: Writer): MountedPath[] {
  const [uid, gid = uid] = user.split(':');
  const sizes = new Map<string, number>(readOnlyRoot ? [['/tmp', DEFAULT_MIB]] : []);
  for (const entry of writable) {
    if (typeof entry === 'string') sizes.set(entry, DEFAULT_MIB);
    else sizes.set(entry.path, entry.sizeMiB);
  }
  return [...sizes]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, sizeMiB]) => ({
      path,
      sizeMiB,
      options: ['rw', 'nosuid', 'nodev', `uid=${uid}`, `gid=${gid}`, path === '/tmp' ? 'mode=1777' : 'mode=0755'],
    }));
}

/** Memory that the writable paths may take when full, MiB. */
export function mountedMiB(container: Writer): number {
  return mountedPaths(container).reduce((sum, { sizeMiB }) => sum + sizeMiB, 0);
}
