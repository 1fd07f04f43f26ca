import type { Problem } from '../errors';
import type { MountSpec } from '../spec/mount';
import { nearest, show } from '../spec/parse';
import type { ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf } from '../storage/capabilities';
import { mountedPaths } from '../task/writable-paths';
import { checkMountUser } from './check-mount-user';
import { checkOwnHosts } from './check-own-hosts';

/**
 * Directories of an image that a mount would hide, or that the container needs (AWS ParallelCluster, `SharedStorageMountDirValidator`,
 * 2024-10).
 */
const RESERVED = 'bin boot dev etc lib lib64 media mnt opt proc root run sbin srv sys tmp usr var managed-agents'.split(
  ' ',
);

/** Where exec keeps what it writes. */
const OWN_PATHS = ['/managed-agents', '/var/lib/amazon/ssm', '/var/log/amazon/ssm'];

const PATH = /^(\/[A-Za-z0-9._-]+)+$/;
const SUB_PATH = /^[A-Za-z0-9._-]+(\/[A-Za-z0-9._-]+){0,2}$/;

/** What is wrong with the mounts of a service, on volumes by name. Fields are those of the service. */
export function checkMounts(service: ServiceSpec, volumes: Readonly<Record<string, VolumeSpec>>): Problem[] {
  return [...checkMountsOf(service, volumes), ...checkOwnHosts(service, volumes)];
}

/** What a container needs to mount something. */
type Mounter = Pick<ServiceSpec, 'mounts' | 'user' | 'readOnlyRoot' | 'writable'>;

/**
 * The same but for what only services can mount.
 * @param isElsewhere whether a mount is of something that is no volume of its system, and asked of elsewhere.
 */
export function checkMountsOf(
  service: Mounter,
  volumes: Readonly<Record<string, VolumeSpec>>,
  isElsewhere: (mount: MountSpec) => boolean = () => false,
): Problem[] {
  return service.mounts.flatMap((mount, i) => {
    const field = `mounts.${i}`;
    const volume = Object.hasOwn(volumes, mount.volume) ? volumes[mount.volume] : undefined;
    const before = service.mounts.slice(0, i);
    return [
      ...checkPath(mount, `${field}.path`),
      ...checkNeighbours(service, before, mount, `${field}.path`),
      ...(volume !== undefined
        ? checkPromises(service, mount, volume, field)
        : isElsewhere(mount)
          ? []
          : [unknown(mount, volumes, field)]),
    ];
  });
}

function unknown({ volume }: MountSpec, volumes: Readonly<Record<string, VolumeSpec>>, field: string): Problem {
  const near = nearest(volume, Object.keys(volumes));
  const all = Object.keys(volumes).join(', ');
  const fix =
    near === undefined
      ? all === ''
        ? 'say it in `volumes` of the system'
        : `it has ${all}`
      : `did you mean '${near}'?`;
  return {
    code: 'UnknownVolume',
    field: `${field}.volume`,
    problem: `is '${volume}', which is not a volume of its system`,
    fix,
  };
}

function checkPath({ path }: MountSpec, field: string): Problem[] {
  const fix = "use a directory of its own, as '/data/models'";
  const parts = path.split('/').slice(1);
  if (!PATH.test(path) || parts.some((part) => /^\.+$/.test(part)))
    return [{ code: 'InvalidMountPath', field, problem: `is ${show(path)}, which is no absolute path`, fix }];
  if (parts.length > 1 && !OWN_PATHS.some((own) => path === own || path.startsWith(`${own}/`))) return [];
  if (!RESERVED.includes(parts[0] as string)) return [];
  return [{ code: 'ReservedMountPath', field, problem: `is '${path}', which hides what the image needs`, fix }];
}

/** Paths of one container may not lie within each other: what is mounted first would be hidden. */
function checkNeighbours(
  service: Mounter,
  before: readonly MountSpec[],
  { path }: MountSpec,
  field: string,
): Problem[] {
  const taken = [
    ...before.map((mount, i) => ({ path: mount.path, what: `mounts.${i}.path` })),
    ...mountedPaths(service).map((own) => ({ path: own.path, what: 'a writable path' })),
  ];
  return taken
    .filter((other) => within(path, other.path) || within(other.path, path))
    .map((other) => ({
      code: 'NestedMountPath',
      field,
      problem:
        path === other.path ? `is '${path}' like ${other.what}` : `is '${path}', and ${other.what} is '${other.path}'`,
      fix: 'use paths that do not lie within each other',
    }));
}

const within = (inner: string, outer: string) => inner === outer || inner.startsWith(`${outer}/`);

/** What a mount asks of its volume, against what the volume promises. */
function checkPromises(service: Mounter, mount: MountSpec, volume: VolumeSpec, field: string): Problem[] {
  return [
    ...checkWriting(mount, volume, `${field}.readOnly`),
    ...checkPersistence(mount, volume, `${field}.persistent`),
    ...checkSubPath(mount, volume, `${field}.subPath`),
    ...checkMountUser(service, mount, volume, field),
  ];
}

function checkWriting({ volume: name, readOnly }: MountSpec, volume: VolumeSpec, field: string): Problem[] {
  if (readOnly || capabilitiesOf(volume).writers !== 'none') return [];
  const problem = `is false, and '${name}', of kind ${volume.kind}, cannot be written`;
  return [{ code: 'ReadOnlyVolume', field, problem, fix: 'say true, or use a volume that has writers' }];
}

function checkPersistence({ volume: name, persistent }: MountSpec, volume: VolumeSpec, field: string): Problem[] {
  if (!persistent || capabilitiesOf(volume).survivesTask) return [];
  const problem = `is true, and '${name}', of kind ${volume.kind}, does not outlive its replica`;
  return [{ code: 'NotPersistent', field, problem, fix: 'use a volume that stays, as one of kind efs' }];
}

function checkSubPath({ volume: name, subPath }: MountSpec, volume: VolumeSpec, field: string): Problem[] {
  if (subPath !== undefined && !capabilitiesOf(volume).subPaths) {
    const problem = `is ${show(subPath)}, and no part of '${name}', of kind ${volume.kind}, can be shown alone`;
    return [{ code: 'NoSubPaths', field, problem, fix: 'leave it out, or use a volume of kind efs' }];
  }
  if (subPath === undefined || (SUB_PATH.test(subPath) && !/(^|\/)\.+(\/|$)/.test(subPath))) return [];
  const fix = "use up to three names joined by '/', as 'models/ctr'";
  return [{ code: 'InvalidSubPath', field, problem: `is ${show(subPath)}`, fix }];
}
