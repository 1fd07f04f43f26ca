import { type Fields, readFields } from '../fates';
import { dropped, mapped, type Note } from '../note';
import type { Place } from '../place';
import { absoluteId } from './paths';

/** An app or a pod of a document, with its group's dependencies beside its own. */
export interface Flat {
  readonly kind: 'app' | 'pod';
  readonly id: string;
  readonly place: Place;
  readonly dependencies: readonly Dependency[];
}

export interface Dependency {
  readonly field: string;
  readonly id: string;
  /** Where an id that is not found is looked for too. */
  readonly orElse: string;
}

interface GroupDraft {
  readonly id: string;
  readonly inherited: readonly Dependency[];
  readonly found: Flat[];
  readonly notes: Note[];
}

/** What is between two slashes of an id (Marathon documentation, App, `id`, 2026-11). */
const SEGMENT = /^(\.\.?|[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*)?$/;
const MOST_ID = 500;

/** Every field of a group. What is in it is read with what the group says for all. */
export const GROUP_FIELDS: Fields<GroupDraft> = {
  id: () => mapped('names', 'begins the names of what is in it'),
  apps: (place, group) => {
    for (const item of place.items()) flat('app', item, group);
    return mapped('services', 'each has its own notes');
  },
  pods: (place, group) => {
    for (const item of place.items()) flat('pod', item, group);
    return mapped('services', 'each has its own notes');
  },
  groups: (place, group) => {
    for (const item of place.items()) group.notes.push(...readGroup(item, group));
    return mapped('services', 'what is in them is written side by side');
  },
  dependencies: () => mapped('after', 'of everything in it'),
  enforceRole: 'roles of Mesos share out a cluster; fleets are said of each service',
  scaleBy: 'is a word to a running cluster',
  version: 'is what the server said',
};

/** Reads a group, and all that is in it, into `outer.found`. */
export function readGroup(place: Place, outer: GroupDraft): Note[] {
  const id = idOf(place, outer.id);
  if (id === undefined) return [];
  const inherited = [...outer.inherited, ...dependenciesOf(place, id)];
  return readFields(GROUP_FIELDS, place, { ...outer, id, inherited });
}

function flat(kind: Flat['kind'], place: Place, group: GroupDraft): void {
  const id = idOf(place, group.id);
  if (id === undefined) return;
  const own = kind === 'app' ? dependenciesOf(place, id) : [];
  group.found.push({ kind, id, place, dependencies: [...group.inherited, ...own] });
}

function idOf(place: Place, base: string): string | undefined {
  const written = place.at('id').text();
  if (!place.isObject || written === undefined)
    return place.isObject
      ? place.refuse('MissingField', 'has no `id`', 'add it')
      : place.wrong('an object with an `id`');
  if (written.length > MOST_ID || !written.split('/').every((part) => SEGMENT.test(part)))
    return place
      .at('id')
      .refuse('UnreadableId', 'is no id of Marathon', "use lower case, digits and hyphens, as '/product/web'");
  return absoluteId(written, base);
}

function dependenciesOf(place: Place, id: string): Dependency[] {
  const list = place.at('dependencies');
  return list.items().flatMap((item) => {
    const written = item.text();
    if (written === undefined) return [];
    return [{ field: item.field, id: absoluteId(written, id), orElse: absoluteId(written, `${id}/..`) }];
  });
}

/** All apps and pods of a document: of one app, a pod, a group, or a list of apps. */
export function flatten(root: Place): {
  readonly flats: readonly Flat[];
  readonly notes: Note[];
  readonly top: string;
} {
  const notes: Note[] = [];
  const group: GroupDraft = { id: '/', inherited: [], found: [], notes };
  const isGroup = ['apps', 'groups', 'pods'].some((key) => !root.at(key).isNothing);
  if (isGroup) notes.push(...readGroup(root, group));
  else
    for (const place of root.isList ? root.items() : [root])
      flat(place.at('containers').isNothing ? 'app' : 'pod', place, group);
  const top = isGroup ? (root.at('id').isNothing ? '/' : absoluteId(root.at('id').text() ?? '/', '/')) : '/';
  return { flats: group.found, notes, top };
}

/** The note of something that only servers say. */
export const OF_SERVER = dropped('is what the server said').why;
