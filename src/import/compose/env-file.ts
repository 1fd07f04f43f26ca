/** The variables of an env file: `NAME=value` a line, quotes taken away, comments and `export` skipped. Later ones win. */
export function envFile(text: string): Record<string, string> {
  const variables: [string, string][] = [];
  for (const line of text.split(/\r?\n/)) {
    const [, name, raw] = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/.exec(line) ?? [];
    if (name !== undefined && raw !== undefined) variables.push([name, unquoted(raw)]);
  }
  return Object.fromEntries(variables);
}

function unquoted(raw: string): string {
  const [, single] = /^'([^']*)'/.exec(raw) ?? [];
  if (single !== undefined) return single;
  const [, double] = /^"([^"\\]*(?:\\.[^"\\]*)*)"/.exec(raw) ?? [];
  if (double !== undefined) return double.replace(/\\(.)/g, (_, c: string) => (c === 'n' ? '\n' : c));
  return raw.replace(/[ \t]#.*$/, '').trim();
}
