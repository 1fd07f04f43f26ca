import { stringify } from 'yaml';
import type { SystemInput } from '../spec/system';

const WIDTH = 120;

/**
 * A system as a file of TypeScript that type-checks, in the manner of those in `stacks/systems/`.
 * @param imports where `SystemInput` is, from that file.
 * @param about what the file says of itself, one sentence.
 */
export function systemSource(system: SystemInput, imports: string, about: string): string {
  const name = system.name.replace(/-+(.)/g, (_, letter: string) => letter.toUpperCase());
  const legal = RESERVED.has(name) ? `${name}System` : name;
  return [
    `import type { SystemInput } from '${imports}';`,
    '',
    `/** ${about.replaceAll('*/', '* /')} */`,
    `export const ${legal}: SystemInput = ${literal(system, 0, `export const ${legal}: SystemInput = `.length)};`,
    '',
  ].join('\n');
}

/** The same as YAML. */
export function systemYaml(system: SystemInput): string {
  return stringify(system, { lineWidth: WIDTH, aliasDuplicateObjects: false });
}

/** Words that no constant may be called by (ECMAScript 2026, "Keywords and Reserved Words"), and those that TypeScript would confuse. */
const RESERVED = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with yield arguments eval undefined'.split(
    ' ',
  ),
);

/** A value of JSON in one line where there is room, and otherwise an entry a line. */
function literal(value: unknown, level: number, before: number): string {
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Array.isArray(value)
    ? value.map((item) => ['', item] as const)
    : Object.entries(value).map(([key, item]) => [`${keyOf(key)}: `, item] as const);
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  if (entries.length === 0) return `${open}${close}`;
  const inner = '  '.repeat(level + 1);
  const flat = entries.map(([key, item]) => key + literal(item, 0, -100_000)).join(', ');
  const line = Array.isArray(value) ? `[${flat}]` : `{ ${flat} }`;
  if (level > 1 && !line.includes('\n') && before + line.length + 2 * level < WIDTH) return line;
  if (before < 0) return line;
  const lines = entries.map(([key, item]) => `${inner}${key}${literal(item, level + 1, key.length)},`);
  return `${open}\n${lines.join('\n')}\n${'  '.repeat(level)}${close}`;
}

function keyOf(key: string): string {
  if (key === '__proto__') return "['__proto__']";
  return /^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key);
}

function quoted(text: string): string {
  const escaped = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll('\u2028', '\\u2028')
    .replaceAll('\u2029', '\\u2029');
  return escaped.includes("'") && !escaped.includes('"') ? `"${escaped}"` : `'${escaped.replaceAll("'", "\\'")}'`;
}
