/** One column: what it is called, and whether its cells are numbers, which stand to the right. */
export interface Column {
  readonly title: string;
  readonly right?: boolean;
}

/** A table as lines of text, two spaces between columns, none at the end of a line. A row may be shorter than the head. */
export function table(columns: readonly Column[], rows: readonly (readonly string[])[], indent = '  '): string[] {
  const widths = columns.map(({ title }, i) => Math.max(title.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]) =>
    indent +
    columns
      .map(({ right }, i) => {
        const cell = cells[i] ?? '';
        return right ? cell.padStart(widths[i] as number) : cell.padEnd(widths[i] as number);
      })
      .join('  ');
  return [columns.map(({ title }) => title), ...rows].map((cells) => line(cells).trimEnd());
}
