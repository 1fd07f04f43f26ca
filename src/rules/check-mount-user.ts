import type { Problem } from '../errors';
import type { MountSpec } from '../spec/mount';
import type { ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf, type Ownership, ownershipOf } from '../storage/capabilities';

const READ = 0o5;
const WRITE = 0o7;

/**
 * A user who may not do on a volume what the mount is for: the container would start and fail at its first file. An access point of EFS
 * takes everybody for the owner (EFS user guide, "Enforcing a user identity using an access point", 2026-11).
 */
export function checkMountUser(
  service: Pick<ServiceSpec, 'user'>,
  mount: MountSpec,
  volume: VolumeSpec,
  field: string,
): Problem[] {
  return [...checkOwner(service, mount, volume, field), ...checkImage(service, mount, volume, field)];
}

function checkOwner(
  service: Pick<ServiceSpec, 'user'>,
  { volume: name, readOnly }: MountSpec,
  volume: VolumeSpec,
  field: string,
): Problem[] {
  const ownership = ownershipOf(volume);
  if (ownership === undefined) return [];
  const { owner, permissions } = ownership;
  const isOwner = capabilitiesOf(volume).actsAs === 'owner';
  const user = isOwner ? `${owner.uid}:${owner.gid}` : service.user;
  const needed = readOnly ? READ : WRITE;
  if ((bitsOf(user, ownership) & needed) === needed) return [];
  const who = isOwner ? 'everybody is taken for its owner' : `the container runs as ${user}`;
  return [
    {
      code: readOnly ? 'UserCannotRead' : 'UserCannotWrite',
      field: `${field}.volume`,
      problem: `is '${name}', which belongs to ${owner.uid}:${owner.gid} with permissions ${permissions}, and ${who}`,
      fix: isOwner
        ? `use permissions of the volume with ${readOnly ? "'0500'" : "'0700'"} in them`
        : `use user '${owner.uid}:${owner.gid}', or other owner or permissions of the volume`,
    },
  ];
}

/** What a user may do: read 4, write 2, search 1. */
function bitsOf(user: string, { owner, permissions }: Ownership): number {
  const [uid, gid = uid] = user.split(':').map(Number);
  const mode = Number.parseInt(permissions, 8);
  if (uid === 0) return WRITE;
  return uid === owner.uid ? mode >> 6 : gid === owner.gid ? mode >> 3 : mode;
}

/**
 * Docker makes a new named volume a copy of what the image has at the path, owner and permissions included; where it has nothing there, the
 * volume is root's, and nobody else may write (Docker documentation, "Volumes", "Mounting a volume over existing data", 2026-11). What an image
 * has cannot be seen from here, so that somebody has to say it.
 */
function checkImage(
  { user }: Pick<ServiceSpec, 'user'>,
  { volume: name, path, readOnly, preparedInImage }: MountSpec,
  volume: VolumeSpec,
  field: string,
): Problem[] {
  const { belongsTo } = capabilitiesOf(volume);
  if (preparedInImage && belongsTo !== 'image')
    return [
      {
        code: 'NothingFromImage',
        field: `${field}.preparedInImage`,
        problem: `is true, and nothing of '${name}' comes from an image`,
        fix: 'leave it out',
      },
    ];
  if (belongsTo !== 'image' || readOnly || preparedInImage || /^0(:|$)/.test(user)) return [];
  return [
    {
      code: 'RootOwnsVolume',
      field: `${field}.volume`,
      problem: `is '${name}', which only root may write while it is new, unless the image says otherwise, and the container runs as ${user}`,
      fix: `make the directory in the image, as 'RUN install -d -o ${user.split(':')[0]} ${path}', and say preparedInImage: true`,
    },
  ];
}
