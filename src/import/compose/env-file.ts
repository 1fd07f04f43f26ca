/** `NAME=value`; a value in quotes may go over several lines, as a key does. */
const ENTRY =
  /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*("[^"\\]*(?:\\[\s\S][^"\\]*)*"[^\r\n]*|'[^']*'[^\r\n]*|[^\r\n]*)/gm;

/**
 * The variables of an env file: `NAME=value` a line, quotes taken away, comments and `export` skipped. Later ones win. Undefined where a quote is not
 * closed: what stands behind it would be taken for names.
 */
export function envFile(text: string): Record<string, string> | undefined {
  const entries = [...text.matchAll(ENTRY)].map(([, name = '', raw = '']) => [name, raw] as const);
  if (entries.some(([, raw]) => /^["']/.test(raw) && !/^("[^"\\]*(?:\\[\s\S][^"\\]*)*"|'[^']*')/.test(raw)))
    return undefined;
  return Object.fromEntries(entries.map(([name, raw]) => [name, unquoted(raw)]));
}

function unquoted(raw: string): string {
  const [, single] = /^'([^']*)'/.exec(raw) ?? [];
  if (single !== undefined) return single;
  const [, double] = /^"([^"\\]*(?:\\.[^"\\]*)*)"/.exec(raw) ?? [];
  if (double !== undefined) return double.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
  return raw.replace(/[ \t]#.*$/, '').trim();
}
