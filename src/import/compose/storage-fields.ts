import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import { bytesOf, readMiB } from '../quantities';
import { bindFate } from './bind-mounts';
import type { DraftMount, ServiceDraft } from './service-draft';

/** What a service finds in its files. */
export const STORAGE_FIELDS: Fields<ServiceDraft> = {
  volumes: (place, draft) =>
    place.items().flatMap((item) => (item.isObject ? readLong(item, draft) : readShort(item, draft))),
  tmpfs: (place, draft) =>
    (place.isList ? place.items() : [place]).flatMap((item) => {
      const [path = '', options = ''] = (item.text() ?? '').split(':');
      const size = bytesOf(/(?:^|,)size=([^,]+)/.exec(options)?.[1] ?? '');
      return [{ ...memory(draft, path, size, item), field: item.field }];
    }),
  secrets: (place, draft) =>
    place.items().flatMap((item) => {
      const name = (item.isObject ? item.at('source') : item).text();
      if (name === undefined) return [];
      const variable = name
        .toUpperCase()
        .replace(/[^A-Z0-9_]/g, '_')
        .replace(/^(\d)/, '_$1');
      draft.spec.secrets = { ...draft.spec.secrets, [variable]: { secretsManager: `${draft.context.system}/${name}` } };
      return [
        {
          ...approximated(
            `secrets.${variable}`,
            `is in a variable, and in no file: /run/secrets/${name} is not there. Put it into Secrets Manager`,
          ),
          field: item.field,
        },
        ...(item.isObject ? readFields(FILE_OF_SERVICE, item, draft) : []),
      ];
    }),
  configs: (place) =>
    place.items().map((item) => ({
      ...question('where does this file come from? Bring it with the image, or say what it holds in `environment`'),
      field: item.field,
    })),
  volumes_from: (place) =>
    place.items().map((item) => ({
      ...question('which volumes are these? Each service says its own `mounts`'),
      field: item.field,
    })),
};

/** What a service says of a secret that it has as a file. */
export const FILE_OF_SERVICE: Fields<ServiceDraft> = {
  source: () => mapped('secrets'),
  target: 'there is no file; the variable has the name of the secret',
  uid: 'there is no file',
  gid: 'there is no file',
  mode: 'there is no file',
};

function memory(draft: ServiceDraft, path: string, bytes: number | undefined, place: Place): Fate {
  if (!path.startsWith('/')) {
    place.wrong('an absolute path inside the container');
    return dropped('is no path');
  }
  const sizeMiB = bytes === undefined ? undefined : Math.min(65_536, Math.max(1, Math.ceil(bytes / 1024 ** 2)));
  const clean = path.length > 1 ? path.replace(/\/+$/, '') : path;
  draft.spec.writable = [...(draft.spec.writable ?? []), sizeMiB === undefined ? clean : { path: clean, sizeMiB }];
  return sizeMiB === undefined
    ? approximated('writable', '64 MiB, as no size is said; Docker takes half of the memory of the host')
    : mapped('writable');
}

interface LongVolume {
  type?: string;
  source?: string;
  path?: string;
  readOnly?: boolean;
  subPath?: string;
  bytes?: number;
}

const ENGINE = "is a word of Docker's own drivers";

/** The long form of a volume of a service. */
export const VOLUME_FIELDS: Fields<LongVolume> = {
  type(place, volume) {
    volume.type = place.word(['bind', 'volume', 'tmpfs', 'cluster', 'npipe', 'image']);
    return mapped('mounts');
  },
  source(place, volume) {
    volume.source = place.text();
    return mapped('mounts.volume', 'names it; what kind of volume that is now is said of the volume');
  },
  target(place, volume) {
    volume.path = place.text();
    return mapped('mounts.path');
  },
  read_only(place, volume) {
    volume.readOnly = place.flag() ?? false;
    return mapped('mounts.readOnly');
  },
  consistency: ENGINE,
  bind: 'how a directory of the host is shown; there is none here',
  volume: (place, volume) => readFields(VOLUME_OPTIONS, place, volume),
  tmpfs: (place, volume) => readFields(TMPFS_OPTIONS, place, volume),
  image: 'files of an image are in a container of that image alone',
};

export const VOLUME_OPTIONS: Fields<LongVolume> = {
  nocopy: 'nothing is copied from the image into a volume',
  subpath(place, volume) {
    volume.subPath = place.text();
    return mapped('mounts.subPath');
  },
  labels: 'labels of volumes are read by nothing here',
};

export const TMPFS_OPTIONS: Fields<LongVolume> = {
  size(place, volume) {
    const size = readMiB(place);
    if (size !== undefined) volume.bytes = size * 1024 ** 2;
    return mapped('writable.sizeMiB');
  },
  mode: 'it belongs to `user`, who may write it',
};

function readLong(place: Place, draft: ServiceDraft): Fate[] {
  const volume: LongVolume = {};
  const fates: Fate[] = readFields(VOLUME_FIELDS, place, volume);
  const { type = 'volume', source, path } = volume;
  if (path === undefined)
    return place.refuse('UnreadableVolume', 'has no `target`', 'say where in the container it is') ?? [];
  if (type === 'tmpfs') return [...fates, memory(draft, path, volume.bytes, place)];
  if (type !== 'bind' && type !== 'volume')
    return [{ ...dropped(`nothing here is a volume of type '${type}'`), field: place.field }];
  const mount = {
    field: place.field,
    source: source ?? '',
    isHostPath: type === 'bind',
    path,
    readOnly: volume.readOnly ?? false,
    ...(volume.subPath !== undefined && { subPath: volume.subPath }),
  };
  const own = keep(mount, draft);
  // What is not kept at all has no fields of its own either.
  return own.kind === 'dropped' ? [{ ...own, field: place.field }] : [...fates, { ...own, field: place.field }];
}

/** Longer than any two paths. */
const LONGEST = 8192;

function readShort(place: Place, draft: ServiceDraft): Fate[] {
  const text = (place.text() ?? '').slice(0, LONGEST);
  const [first = '', second, mode = ''] = splitShort(text);
  const path = second ?? first;
  if (!path.startsWith('/'))
    return place.refuse('UnreadableVolume', 'has no absolute path inside the container', "use 'name:/path'") ?? [];
  const source = second === undefined ? '' : first;
  const isHostPath = /^(\.|\/|~|\{\{)/.test(source);
  const readOnly = mode.split(',').includes('ro');
  return [{ ...keep({ field: place.field, source, isHostPath, path, readOnly }, draft), field: place.field }];
}

/** `source:path:mode`; of a template in it no colon counts. */
function splitShort(text: string): string[] {
  return text.match(/(?:\{\{[^{}]*\}\}|[^:])+/g) ?? [];
}

function keep(mount: DraftMount, draft: ServiceDraft): Fate {
  if (mount.source === '') return memory0(draft, mount);
  if (!mount.isHostPath) {
    draft.mounts.push(mount);
    return mapped(`mounts, volume '${mount.source}'`, 'what kind of volume that is now is said of the volume');
  }
  const fate = bindFate(mount, draft.build !== undefined);
  if (fate.kind !== 'dropped') draft.mounts.push(mount);
  return fate;
}

/** A volume without a name is gone with its container. */
function memory0(draft: ServiceDraft, { path, readOnly }: DraftMount): Fate {
  if (readOnly) return dropped('is an empty directory that nobody can write');
  draft.spec.writable = [...(draft.spec.writable ?? []), path];
  return approximated(
    'writable',
    'is memory of the container, 64 MiB, and gone with it as a volume without a name is; name it where it should stay',
  );
}
