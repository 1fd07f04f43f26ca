import type { Problem } from '../errors';
import type { MountSpec } from '../spec/mount';
import type { ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { ownershipOf } from '../storage/capabilities';

const READ = 0o5;
const WRITE = 0o7;

/** A user who may not do on a volume what the mount is for: the container would start and fail at its first file. */
export function checkMountUser(
  { user }: Pick<ServiceSpec, 'user'>,
  { volume: name, readOnly }: MountSpec,
  volume: VolumeSpec,
  field: string,
): Problem[] {
  const [uid, gid = uid] = user.split(':').map(Number);
  const ownership = ownershipOf(volume);
  if (uid === 0 || ownership === undefined) return [];
  const { owner, permissions } = ownership;
  const mode = Number.parseInt(permissions, 8);
  const own = uid === owner.uid ? mode >> 6 : gid === owner.gid ? mode >> 3 : mode;
  const needed = readOnly ? READ : WRITE;
  if ((own & needed) === needed) return [];
  return [
    {
      code: readOnly ? 'UserCannotRead' : 'UserCannotWrite',
      field: `${field}.volume`,
      problem: `is '${name}', which belongs to ${owner.uid}:${owner.gid} with permissions ${permissions}, and the container runs as ${user}`,
      fix: `use user '${owner.uid}:${owner.gid}', or other owner or permissions of the volume`,
    },
  ];
}
