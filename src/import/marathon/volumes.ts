import { bindFate } from '../compose/bind-mounts';
import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import type { AppDraft } from './app-draft';

interface Volume {
  path: string;
  hostPath?: string;
  readOnly: boolean;
  sizeGiB?: number;
  kind: 'host' | 'persistent' | 'external' | 'secret';
  name?: string;
}

const SANDBOX = '/mnt/mesos/sandbox';

/** A volume of an app. */
export const VOLUME_FIELDS: Fields<Volume> = {
  containerPath(place, volume) {
    volume.path = place.text() ?? '';
    return mapped('mounts.path');
  },
  hostPath(place, volume) {
    volume.hostPath = place.text();
    return mapped('mounts.volume', 'what becomes of the directory is said of the volume');
  },
  mode(place, volume) {
    volume.readOnly = place.word(['RO', 'RW']) === 'RO';
    return mapped('mounts.readOnly');
  },
  persistent(place, volume) {
    volume.kind = 'persistent';
    return readFields(PERSISTENT_FIELDS, place, volume);
  },
  external(place, volume) {
    volume.kind = 'external';
    return readFields(EXTERNAL_FIELDS, place, volume);
  },
  secret(_, volume) {
    volume.kind = 'secret';
    return question('which variable does it read instead? Secrets are in variables here, and in no file', 'secrets');
  },
};

export const PERSISTENT_FIELDS: Fields<Volume> = {
  size(place, volume) {
    const mib = place.number();
    if (mib === undefined) return [];
    volume.sizeGiB = Math.min(65_536, Math.max(1, Math.ceil(mib / 1024)));
    return volume.sizeGiB * 1024 === mib
      ? mapped('volumes.sizeGiB')
      : approximated(`volumes.sizeGiB ${volume.sizeGiB}`, 'whole GiB');
  },
  type: 'each is a block device of its own',
  maxSize: 'it can grow, and nothing grows by itself',
  profileName: 'of kind ebs, `volumeType` says which disks',
  constraints: 'no disk of a host is chosen',
};

export const EXTERNAL_FIELDS: Fields<Volume> = {
  name(place, volume) {
    volume.name = place.text();
    return question('what is in it? A new volume is empty, or begins with a snapshot: `from`', 'volumes');
  },
  size(place, volume) {
    const gib = place.number();
    if (gib === undefined) return [];
    volume.sizeGiB = Math.min(65_536, Math.max(1, Math.ceil(gib)));
    return mapped('volumes.sizeGiB');
  },
  provider: 'volumes are attached by the platform',
  options: 'volumes are attached by the platform',
  shared: (place) =>
    place.flag() === true
      ? question('do several write it? Only a volume of kind efs has many writers')
      : mapped('nothing', 'is the default'),
};

/** `volumes` of a container. A persistent one is in the sandbox, and where a second entry shows it. */
export function readVolumes(place: Place, draft: AppDraft): Fate[] {
  const read = place.items().map((item) => {
    const volume: Volume = { path: '', readOnly: false, kind: 'host' };
    return { item, volume, notes: readFields(VOLUME_FIELDS, item, volume) as Fate[] };
  });
  const kept = read.filter(({ volume }) => volume.kind === 'persistent').map(({ volume }) => volume.path);
  return read.flatMap(({ item, volume, notes }) => {
    if (volume.path === '')
      return item.refuse('UnreadableVolume', 'has no `containerPath`', 'say where in the container it is') ?? [];
    if (volume.kind === 'secret') return notes;
    if (volume.kind === 'host') return host(item, volume, kept, notes, draft);
    const shown = read.find((other) => other.volume.hostPath === volume.path)?.volume.path;
    const path = volume.path.startsWith('/') ? volume.path : (shown ?? `${SANDBOX}/${volume.path}`);
    return [...notes, { ...block(item, volume, path, draft), field: item.field }];
  });
}

function host(item: Place, volume: Volume, kept: readonly string[], notes: Fate[], draft: AppDraft): Fate[] {
  const source = volume.hostPath ?? '';
  if (kept.includes(source)) return [{ ...mapped('mounts.path', 'shows a persistent volume'), field: item.field }];
  if (!source.startsWith('/') || !volume.path.startsWith('/'))
    return [...notes, { ...dropped('is in the sandbox of Mesos, which no container has here'), field: item.field }];
  const mount = { field: item.field, source, isHostPath: true, path: volume.path, readOnly: volume.readOnly };
  const fate = bindFate(mount, false);
  if (fate.kind === 'dropped') return [{ ...fate, field: item.field }];
  draft.mounts.push(mount);
  return [...notes, { ...fate, field: item.field }];
}

/** Block storage: a volume for each replica, which is an address of its own. */
function block(item: Place, volume: Volume, path: string, draft: AppDraft): Fate {
  const source = volume.name ?? `${draft.name}-${volume.path}`;
  draft.volumes.set(source, { kind: 'ebs', sizeGiB: volume.sizeGiB ?? 10 });
  draft.mounts.push({ field: item.field, source, isHostPath: false, path, readOnly: volume.readOnly });
  const why =
    'is block storage on a host of its own, in one zone, one for each replica, which has an address of its own where there are several; what is written now has to be brought';
  return approximated("a volume of kind 'ebs', and rollout recreate", why);
}
