/** What opens and closes in JSON, and its texts. */
const PIECES = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],]/g;

/** Where legal JSON says a key of an object for the second time; a parser would keep the last, and nobody would know. */
export function duplicateKeys(json: string): string[] {
  const open: (Set<string> | undefined)[] = [];
  const found: string[] = [];
  let keyNext = false;
  for (const { 0: piece, index } of json.matchAll(PIECES)) {
    const keys = open.at(-1);
    if (piece === '{' || piece === '[') open.push(piece === '{' ? new Set() : undefined);
    if (piece === '}' || piece === ']') open.pop();
    if (piece.startsWith('"') && keyNext && keys !== undefined) {
      const key = String(JSON.parse(piece));
      if (keys.has(key)) found.push(placeOf(json, index));
      keys.add(key);
    }
    keyNext = piece === '{' || (piece === ',' && open.at(-1) !== undefined);
  }
  return found;
}

function placeOf(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
