import type { Problem } from '../../errors';
import { own } from '../../spec/own';
import { mapped, type Note, question } from '../note';

/** What variables are, and what is found while they are put in. */
interface Filling {
  readonly variables: Readonly<Record<string, string>>;
  readonly problems: Problem[];
  readonly notes: Note[];
}

/**
 * A document with its variables put in, as Compose does: `${NAME}`, `${NAME:-default}`, `${NAME-default}`, `${NAME:?error}`, `${NAME:+other}`,
 * and `$$` for a dollar. Keys stay as they are. A variable that nobody gives is a problem, where Compose would go on with nothing.
 */
export function interpolated(value: unknown, field: string, filling: Filling): unknown {
  if (typeof value === 'string') return filled(value, field, filling);
  if (Array.isArray(value)) return value.map((item, i) => interpolated(item, `${field}.${i}`, filling));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [
      key,
      interpolated(item, field === '' ? key : `${field}.${key}`, filling),
    ]),
  );
}

/** A template of another program, as `{{USER}}`. */
const TEMPLATE = /\{\{[^{}]*\}\}/;

function filled(text: string, field: string, { variables, problems, notes }: Filling): string {
  const template = TEMPLATE.exec(text)?.[0];
  if (template !== undefined)
    notes.push({
      field,
      ...question(`what is ${template}? Something else than Compose fills it in; where the field is kept, so is it`),
    });
  if (!text.includes('$')) return text;
  const used = new Set<string>();
  const fail = (code: string, problem: string, fix: string) => {
    problems.push({ code, field, problem, fix });
    return '';
  };
  const result = expand(text, { variables, used, fail }, 0);
  if (used.size > 0)
    notes.push({ field, ...mapped('the text', `${[...used].sort().join(', ')} is written down as it is given now`) });
  return result;
}

interface Expansion {
  readonly variables: Readonly<Record<string, string>>;
  readonly used: Set<string>;
  readonly fail: (code: string, problem: string, fix: string) => string;
}

const BARE = /^[A-Za-z_]\w*/;
const BRACED = /^([A-Za-z_]\w*)(?:(:?[-?+])([\s\S]*))?$/;
const MOST_LEVELS = 20;

function expand(text: string, expansion: Expansion, level: number): string {
  let result = '';
  for (let i = 0; i < text.length; ) {
    const dollar = text.indexOf('$', i);
    if (dollar < 0 || level > MOST_LEVELS) return result + text.slice(i);
    result += text.slice(i, dollar);
    const rest = text.slice(dollar + 1, dollar + 4096);
    const bare = BARE.exec(rest)?.[0];
    const end = rest.startsWith('{') ? closing(rest) : -1;
    if (rest.startsWith('$')) {
      result += '$';
      i = dollar + 2;
    } else if (bare !== undefined) {
      result += braced(bare, expansion, level);
      i = dollar + 1 + bare.length;
    } else if (end > 0) {
      result += braced(rest.slice(1, end), expansion, level);
      i = dollar + 2 + end;
    } else {
      return (
        result + expansion.fail('MalformedVariable', 'has a dollar that begins no variable', 'write $$ for a dollar')
      );
    }
  }
  return result;
}

/** Where the brace that a text begins with is closed; -1 where it is not. */
function closing(text: string): number {
  let depth = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '{') depth += 1;
    if (text[i] === '}') depth -= 1;
    if (depth === 0) return i;
  }
  return -1;
}

function braced(inside: string, expansion: Expansion, level: number): string {
  const [, name, operator, word = ''] = BRACED.exec(inside) ?? [];
  const { variables, used, fail } = expansion;
  if (name === undefined)
    return fail(
      'MalformedVariable',
      'has braces after a dollar with no name of a variable in them',
      'write $$ for a dollar',
    );
  const value = own(variables, name);
  const counts = value !== undefined && (operator?.startsWith(':') !== true || value !== '');
  used.add(name);
  const other = () => expand(word, expansion, level + 1);
  if (operator?.endsWith('+')) return counts ? other() : '';
  if (counts) return value;
  if (operator?.endsWith('-')) return other();
  const asked = operator?.endsWith('?') && word !== '' ? `, and says '${word.slice(0, 80)}'` : '';
  return fail(
    'UndefinedVariable',
    `needs ${name}, which nobody gives${asked}`,
    `give it by --env ${name}=... or in --env-file`,
  );
}
