import { table } from '../../explain/text/table';
import type { Note } from '../../import/note';
import { cut, visible } from '../../preview/render/visible';

/** What must be read comes first. */
const ORDER = ['question', 'approximated', 'dropped', 'mapped'] as const;

const COLUMNS = [{ title: 'kind' }, { title: 'field' }, { title: 'became' }, { title: 'why' }];
const WIDEST = 60;

/** Notes as lines of a table, and how many there are of each kind. */
export function notesTable(notes: readonly Note[]): string[] {
  const sorted = ORDER.flatMap((kind) => notes.filter((note) => note.kind === kind));
  const cell = (text: string) => cut(visible(text), WIDEST);
  const rows = sorted.map(({ kind, field, became = '-', why }) => [kind, cell(field), cell(became), visible(why)]);
  const counts = ORDER.map((kind) => `${notes.filter((note) => note.kind === kind).length} ${kind}`);
  return [...table(COLUMNS, rows, ''), '', counts.join(', ')];
}
