/** A JSON value in the form that goldens are kept in. */
type Json = unknown;

const EMBEDDED = new Set(['container_definitions', 'policy', 'assume_role_policy', 'value']);

/** A synthesized stack for reading and comparing: sorted, without cdktf's own notes, JSON documents and scripts written out. */
export function normalize(stack: Json): Json {
  return sorted(stack, '');
}

/** The addresses of all resources of a synthesized stack, sorted. */
export function addressesOf(stack: Json): string[] {
  const resources = (stack as { resource?: Record<string, Record<string, unknown>> }).resource ?? {};
  return Object.entries(resources)
    .flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`))
    .sort();
}

function sorted(value: Json, key: string): Json {
  if (typeof value === 'string') return written(value, key);
  if (Array.isArray(value)) return value.map((v) => sorted(v, ''));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([k]) => k !== '//');
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([k, v]) => [k, sorted(v, k)]));
}

function written(text: string, key: string): Json {
  if (key === 'user_data') return readScript(text).split('\n');
  if (EMBEDDED.has(key) && /^[[{]/.test(text)) return sorted(JSON.parse(text), '');
  const encoded = /^\$\{jsonencode\((.*)\)\}$/s.exec(text)?.[1];
  return encoded === undefined ? text : { jsonencode: sorted(readExpression(encoded), '') };
}

/** A script in base64, or one that Terraform puts together: of that the text, and the functions that give the rest as they are called. */
function readScript(text: string): string {
  const parts = /^\$\{base64encode\(join\("", \[(.*)\]\)\)\}$/s.exec(text)?.[1];
  if (parts === undefined) return Buffer.from(text, 'base64').toString();
  const pieces = parts.match(/"(?:[^"\\]|\\.)*"|[^\s",](?:[^",]|"(?:[^"\\]|\\.)*")*/g) ?? [];
  return pieces.map((piece) => (piece.startsWith('"') ? JSON.parse(piece) : `\${${piece}}\n`)).join('');
}

/** A call of a function, with calls in its arguments. */
const CALL = [1, 2, 3].reduce((inner) => `\\w+\\((?:"(?:[^"\\\\]|\\\\.)*"|${inner}|[^()"])*\\)`, '[^()"]');
const PIECE = new RegExp(
  `${CALL}|"(?:[^"\\\\]|\\\\.)*"|[[\\]{},=]|[^\\s"[\\]{},=](?:[^\\s"[\\]{},=]|\\["[^"]*"\\])*`,
  'g',
);

/** The object that a Terraform expression of objects, lists and literals means; references stand in it as `${...}`. */
function readExpression(expression: string): Json {
  const pieces = expression.match(PIECE) ?? [];
  const json = pieces.map((piece) => {
    if (piece === '=') return ':';
    if (/^["[\]{},]/.test(piece) || /^(-?\d+(\.\d+)?|true|false|null)$/.test(piece)) return piece;
    return JSON.stringify(`\${${piece}}`);
  });
  return JSON.parse(json.join(''));
}
