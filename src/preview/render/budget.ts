/** Part of a document: rows of which as many are written as there is room for. */
export interface Section {
  /** Lines before the first row; left out together with all rows. */
  readonly head: readonly string[];
  /** Each is written whole, or not at all. Made one by one: of many most are never looked at. */
  readonly rows: Iterable<string>;
  /** How many rows there are. */
  readonly count: number;
  /** Line in place of the rows that are left out. */
  readonly more: (left: number) => string;
  /** Bytes that it may take, however many there are. */
  readonly most: number;
  /** What comes between two rows, and before the line in place of others. @default - they follow each other */
  readonly isSpaced?: boolean;
}

/** A line in place of rows is shorter. */
const MORE_BYTES = 200;

export interface Fitted {
  readonly text: string;
  /** How many rows were left out. */
  readonly left: number;
}

/** As much of a section as fits, and nothing where not one row does. */
export function fit(section: Section, room: number): Fitted {
  const limit = Math.min(room, section.most) - MORE_BYTES;
  const lines = [...section.head];
  let size = bytes(lines.join('\n')) + 2;
  let written = 0;
  for (const row of section.rows) {
    const length = bytes(row) + (section.isSpaced ? 2 : 1);
    if (size + length > limit) break;
    if (section.isSpaced && written > 0) lines.push('');
    lines.push(row);
    size += length;
    written += 1;
  }
  const left = section.count - written;
  if (written === 0) return { text: '', left };
  if (left > 0) lines.push('', section.more(left));
  return { text: lines.join('\n'), left };
}

/**
 * As many of the first as fit into so many bytes, a line break after each: never fewer than one, which is short by itself because every name and
 * value in it is cut.
 */
export function firstOf(texts: readonly string[], most: number): string[] {
  let size = 0;
  const end = texts.findIndex((text, i) => {
    size += bytes(text) + 1;
    return i > 0 && size > most;
  });
  return texts.slice(0, end < 0 ? texts.length : end);
}

export function bytes(text: string): number {
  return Buffer.byteLength(text, 'utf8');
}
