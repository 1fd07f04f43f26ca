import { own } from '../spec/own';
import { dropped, type Fate, mapped, type Note } from './note';
import type { Place } from './place';

/** Reads one field into a draft, and says what became of it. */
export type Reader<D> = (place: Place, draft: D) => Fate | readonly Fate[];

/** Every field that an object of the source may have, each with what becomes of it: a reader, or the reason why it is dropped. */
export type Fields<D> = Readonly<Record<string, Reader<D> | string>>;

/**
 * Reads an object into a draft. Each key that it has ends as a note, whatever it is: one that the table does not know, too. That nothing
 * is passed over in silence holds here, for all importers.
 */
export function readFields<D>(fields: Fields<D>, place: Place, draft: D): Note[] {
  return place.entries().flatMap(([key, value]) => {
    const field = own(fields, key);
    if (field === undefined) return [noteOf(value, dropped(unknown(key)))];
    if (typeof field === 'string') return [noteOf(value, dropped(field))];
    if (value.value === null) return [noteOf(value, mapped('nothing', 'is empty'))];
    const fates = [field(value, draft)].flat();
    return fates.length === 0
      ? [noteOf(value, mapped('nothing', 'is empty'))]
      : fates.map((fate) => noteOf(value, fate));
  });
}

function noteOf({ field }: Place, fate: Fate): Note {
  return {
    field: fate.field ?? field,
    kind: fate.kind,
    ...(fate.became !== undefined && { became: fate.became }),
    why: fate.why,
  };
}

function unknown(key: string): string {
  return key.startsWith('x-')
    ? 'is an extension, which nothing here reads'
    : 'is no field that is known here; look whether it is misspelt';
}
