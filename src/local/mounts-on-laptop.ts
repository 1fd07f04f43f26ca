import type { MountSpec } from '../spec/mount';
import { own } from '../spec/own';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf, type Ownership, ownershipOf } from '../storage/capabilities';
import { hostMountOf } from '../training/host-mounts';
import type { LocalMount } from './plan';

/** Where what the hosts of training clusters mount is kept, for jobs of all systems. No system is called so. */
export const ON_HOSTS = '_hosts';

/** Volumes of a system, by name. */
type Volumes = Readonly<Record<string, VolumeSpec>>;

/** A directory that is there before anybody mounts it. */
export interface LaptopDirectory {
  /** From that of all volumes: `ads/models`. */
  readonly path: string;
  /** Whose it is when it is new; anybody's where there is none. */
  readonly ownership?: Ownership;
}

/**
 * Where a container finds its volumes. What stays is a directory of the laptop, so that files can be put there and looked at, and parts of it shown
 * alone; the host's own disk is a volume of the engine, which copies into a new one what the image has there; what each replica has for itself is a
 * directory of the replica's own. What jobs mount of their hosts is a directory too, the same for all.
 * @param container name of the container.
 */
export function mountsOnLaptop(
  mounts: readonly MountSpec[],
  { system, volumes, container }: { readonly system: string; readonly volumes: Volumes; readonly container: string },
): LocalMount[] {
  return [...mounts]
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .flatMap((mount): LocalMount[] => {
      const { volume: name, path: target, readOnly, subPath } = mount;
      const volume = own(volumes, name);
      if (volume === undefined)
        return hostMountOf(mount) ? [{ from: 'directory', source: `${ON_HOSTS}/${name}`, target, readOnly }] : [];
      const { scope, writers } = capabilitiesOf(volume);
      if (scope === 'host') return [{ from: 'volume', source: engineVolume(system, name), target, readOnly }];
      const source = [system, name, ...(scope === 'task' ? [container] : []), ...(subPath ? [subPath] : [])].join('/');
      return [{ from: 'directory', source, target, readOnly: readOnly || writers === 'none' }];
    });
}

/** The directories that mounts need, each once, outer ones first. */
export function directoriesOf(mounts: readonly LocalMount[], system: string, volumes: Volumes): LaptopDirectory[] {
  const paths = mounts.filter(({ from }) => from === 'directory').map(({ source }) => source);
  const all = paths.flatMap((path) => {
    const volume = path.split('/').slice(0, 2).join('/');
    return [volume, path];
  });
  return [...new Set(all)].sort().map((path) => {
    const [owner, name = ''] = path.split('/');
    const volume = owner === system ? own(volumes, name) : undefined;
    const ownership = volume && ownershipOf(volume);
    return { path, ...(ownership && { ownership }) };
  });
}

/** What the engine calls the disk that replicas of a system share: `profiles.ads`. */
function engineVolume(system: string, volume: string): string {
  return `${volume}.${system}`;
}
