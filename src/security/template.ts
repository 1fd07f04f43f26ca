import { Late, type Read } from './late';

/** A piece of a template of Terraform: text as it is, or an expression without `${` and `}`. */
export type Piece = string | { readonly expression: string };

/** The pieces of a text; undefined where it decides something (`%{ if }`), or ends in the middle. */
export function piecesOf(text: string): Piece[] | undefined {
  const pieces: Piece[] = [];
  let plain = '';
  for (let i = 0; i < text.length; ) {
    const rest = text.slice(i, i + 3);
    if (rest === '$${' || rest === '%%{') {
      plain += rest.slice(1);
      i += 3;
    } else if (rest.startsWith('%{')) return undefined;
    else if (rest.startsWith('${')) {
      const end = endOf(text, i + 2);
      if (end === undefined) return undefined;
      if (plain !== '') pieces.push(plain);
      plain = '';
      pieces.push({ expression: text.slice(i + 2, end).trim() });
      i = end + 1;
    } else {
      plain += text[i];
      i += 1;
    }
  }
  return plain === '' ? pieces : [...pieces, plain];
}

/** Where the bracket that encloses a place is closed. Quotes may hold brackets. */
function endOf(text: string, from: number): number | undefined {
  let open = 0;
  for (let i = from; i < text.length; i += 1) {
    const c = text[i];
    if (c === '"') {
      const end = endOfText(text, i + 1);
      if (end === undefined) return undefined;
      i = end;
    } else if (c === '{') open += 1;
    else if (c === '}' && open === 0) return i;
    else if (c === '}') open -= 1;
  }
  return undefined;
}

function endOfText(text: string, from: number): number | undefined {
  for (let i = from; i < text.length; i += 1) {
    if (text[i] === '\\') i += 1;
    else if (text[i] === '"') return i;
  }
  return undefined;
}

const REFERENCE =
  /(?<![\w.-])((?:data\.)?[a-z][a-z0-9]*_\w+\.[A-Za-z_][\w-]*)(?:\[[^\]]*\])?(?:\.([a-z_]\w*))?|(?<![\w.-])((?:var|local|module)\.[\w-]+)/g;

/** What an expression reads. */
export function readsOf(expression: string, stack: string): Read[] {
  return [...expression.matchAll(REFERENCE)].map(([, address, attribute = '', other]) => ({
    stack,
    address: address ?? (other as string),
    attribute,
  }));
}

/** A text of which some pieces are known: a string where all are. */
export function joined(parts: readonly (string | Late)[]): string | Late {
  if (parts.every((part) => typeof part === 'string')) return parts.join('');
  return new Late(
    parts.map((part) => (typeof part === 'string' ? part : part.text)).join(''),
    parts.flatMap((part) => (typeof part === 'string' ? [] : part.reads)),
  );
}
