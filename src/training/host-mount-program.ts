import type { HostVolumeKind } from '../fleet/host-scripts';
import { s3HostGrants } from '../identity/host-grants';
import type { Statement } from '../identity/policy';
import type { Place } from '../naming/arns';
import type { HostMountSpec } from '../spec/training/host-mount';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { hostPath } from '../storage/mount-point';
import { hostMountName } from './host-mounts';

/** What a host of a training cluster does to mount something, and what it may do in AWS for that. */
export interface HostMountProgram {
  readonly kind: Extract<HostVolumeKind, HostMountSpec['kind']>;
  /** What the program is told. Values may be late-bound. */
  readonly variables: Readonly<Record<string, string>>;
  readonly grants: readonly Statement[];
}

/** What the hosts of a cluster do to mount all that it says, by name. */
export function hostMountPrograms(
  cluster: string,
  { hostMounts }: Pick<TrainingClusterSpec, 'hostMounts'>,
  place: Place,
): HostMountProgram[] {
  return Object.keys(hostMounts)
    .sort()
    .map((name) => {
      const mount = hostMounts[name] as HostMountSpec;
      const common = {
        VOLUME_KIND: mount.kind,
        // No unit of another thing ends like this: those of the host have names of their own, and that behind a bucket ends in '-mount'.
        VOLUME_NAME: `${name}-host`,
        MOUNT_POINT: hostPath(hostMountName({ cluster, name })),
        READ_ONLY: String(mount.readOnly),
      };
      return {
        kind: mount.kind,
        variables: { ...common, ...mountVariables(mount) },
        grants: mount.kind === 's3' ? s3HostGrants({ ...mount, takesNew: !mount.readOnly }, place) : [],
      };
    });
}

/** All that a kind is told of it, the empty too: its program takes what is not said for what was said of another. */
export function mountVariables(mount: HostMountSpec): Record<string, string> {
  if (mount.kind === 'lustre') return { LUSTRE_DNS: mount.dnsName, LUSTRE_MOUNT_NAME: mount.mountName };
  const { bucket, prefix, cacheMiB } = mount;
  return { BUCKET: bucket, PREFIX: prefix, CACHE_MIB: cacheMiB === undefined ? '' : String(cacheMiB) };
}
