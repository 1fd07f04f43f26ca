import type { Problem } from '../../errors';
import type { MountInput } from '../../spec/mount';
import type { SystemInput } from '../../spec/system';
import { type Fields, readFields } from '../fates';
import { legalNames } from '../legal-names';
import { approximated, type Fate, mapped, type Note, question } from '../note';
import type { Place } from '../place';
import type { DraftMount, ServiceDraft } from './service-draft';

/** What a project says of a volume. */
export const TOP_VOLUME_FIELDS: Fields<Note[]> = {
  name: 'a volume is called by its system',
  driver: (place): Fate =>
    place.text() === 'local'
      ? mapped('nothing', 'is the default')
      : question('what promises this driver? Volumes here are of a kind: efs, ebs, lustre, s3, scratch, task-ebs'),
  driver_opts: (place) =>
    place.entries().map(([, value]) => ({
      ...question('what does the driver do with it? The kind of the volume says what is promised'),
      field: value.field,
    })),
  external: (place): Fate =>
    place.flag() === false
      ? mapped('nothing', 'is the default')
      : question('what is in it? It is made elsewhere, and here it begins empty', 'a volume'),
  labels: 'tags come from the environment',
};

const KIND = { kind: 'efs' } as const;
const WHY =
  "files for any number of replicas in all zones, that stay; of kind 'ebs' for what one process writes all the time, as a database";

/** The volumes that services mount, by legal name, and what each mounts. */
export interface Volumes {
  readonly volumes: NonNullable<SystemInput['volumes']>;
  mountsOf(draft: ServiceDraft): MountInput[];
  readonly notes: readonly Note[];
}

/** @param declared `volumes` of the project. */
export function volumesOf(drafts: readonly ServiceDraft[], declared: Place, problems: Problem[]): Volumes {
  const notes: Note[] = declared.entries().flatMap(([, place]) => readFields<Note[]>(TOP_VOLUME_FIELDS, place, []));
  const mounts = drafts.flatMap((draft) => draft.mounts);
  const known = new Set(declared.keys());
  const named = new Set(mounts.filter(({ isHostPath }) => !isHostPath).map(({ source }) => source));
  for (const { field, source, isHostPath } of mounts)
    if (!isHostPath && !known.has(source))
      problems.push({
        code: 'UnknownVolume',
        field,
        problem: `names '${source}', which is no volume of the project`,
        fix: 'add it to `volumes`',
      });
  const used = new Map(mounts.map((mount) => [sourceOf(mount), mount]));
  const names = legalNames('volume', [...used.keys()], (source) => used.get(source)?.field ?? source, problems);
  for (const name of known) {
    const isUsed = named.has(name);
    const became = `volumes.${names.get(name)} of kind '${KIND.kind}'`;
    notes.push({
      field: `volumes.${name}`,
      ...(isUsed ? approximated(became, WHY) : mapped('nothing', 'nothing mounts it')),
    });
  }
  return {
    volumes: Object.fromEntries([...names.values()].map((name) => [name, KIND])),
    mountsOf: (draft) => draft.mounts.map((mount) => mountOf(mount, names)),
    notes,
  };
}

function sourceOf({ source }: DraftMount): string {
  return source.length > 1 ? source.replace(/\/+$/, '') : source;
}

function mountOf(mount: DraftMount, names: ReadonlyMap<string, string>): MountInput {
  const { path, readOnly, subPath } = mount;
  return {
    volume: names.get(sourceOf(mount)) as string,
    path: path.length > 1 ? path.replace(/\/+$/, '') : path,
    ...(readOnly && { readOnly }),
    ...(subPath !== undefined && { subPath }),
  };
}
