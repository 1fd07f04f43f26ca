/** The document that a `jsonencode(...)` of synthesized code makes, with its expressions as text; undefined for any other text. */
export function encodedJson(text: string): unknown {
  const inner = /^\$\{jsonencode\((.*)\)\}$/s.exec(text)?.[1];
  if (inner === undefined) return undefined;
  const reader = new Reader(inner);
  try {
    const value = reader.value(0);
    return reader.isAtEnd ? value : undefined;
  } catch (error) {
    if (error instanceof NotADocument) return undefined;
    throw error;
  }
}

class NotADocument extends Error {}

/** No document is deeper: what is would read itself to death. */
const DEEPEST = 100;

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

/** Reads objects, lists and literals as cdktf writes them in Terraform's language. Whatever else there is stays an expression, `${...}`. */
class Reader {
  private at = 0;
  /** Expressions that are open in texts that are open in expressions. */
  private open = 0;

  constructor(private readonly text: string) {}

  get isAtEnd(): boolean {
    this.space();
    return this.at === this.text.length;
  }

  value(depth: number): unknown {
    if (depth > DEEPEST) throw new NotADocument();
    this.space();
    const first = this.text[this.at];
    if (first === '{') return this.object(depth);
    if (first === '[') return this.list(depth);
    if (first === '"') return this.string();
    const token = this.expression();
    if (token === '') throw new NotADocument();
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'null') return null;
    return /^-?\d+(\.\d+)?$/.test(token) ? Number(token) : `\${${token}}`;
  }

  private object(depth: number): Record<string, unknown> {
    const entries: [string, unknown][] = [];
    this.at += 1;
    while (!this.takes('}')) {
      this.space();
      const key = this.text[this.at] === '"' ? this.string() : this.word();
      if (!this.takes('=') && !this.takes(':')) throw new NotADocument();
      entries.push([key, this.value(depth + 1)]);
      this.takes(',');
    }
    // As its own also where it is called `__proto__`.
    return Object.fromEntries(entries);
  }

  private list(depth: number): unknown[] {
    const found: unknown[] = [];
    this.at += 1;
    while (!this.takes(']')) {
      found.push(this.value(depth + 1));
      this.takes(',');
    }
    return found;
  }

  private word(): string {
    const found = /^[\w-]+/.exec(this.text.slice(this.at, this.at + 200))?.[0];
    if (found === undefined) throw new NotADocument();
    this.at += found.length;
    return found;
  }

  /** Between quotes, where an expression may have quotes of its own. */
  private string(): string {
    let found = '';
    for (this.at += 1; this.text[this.at] !== '"'; ) {
      const rest = this.text.slice(this.at, this.at + 3);
      if (rest === '') throw new NotADocument();
      if (rest === '$${' || rest === '%%{') {
        found += rest.slice(1);
        this.at += 3;
      } else if (rest.startsWith('${') || rest.startsWith('%{')) {
        const from = this.at;
        this.at += 2;
        this.expression('}');
        this.at += 1;
        found += this.text.slice(from, this.at);
      } else if (rest.startsWith('\\')) {
        found += ESCAPES[rest[1] as string] ?? rest.slice(0, 2);
        this.at += 2;
      } else {
        found += rest[0];
        this.at += 1;
      }
    }
    this.at += 1;
    return found;
  }

  /** Up to where it ends: at `end`, or at a comma or a bracket that it did not open itself. */
  private expression(end = ''): string {
    const from = this.at;
    this.open += 1;
    if (this.open > DEEPEST) throw new NotADocument();
    for (let open = 0; this.at < this.text.length; this.at += 1) {
      const c = this.text[this.at] as string;
      if (open === 0 && (c === end || (end === '' && /[,\]})]/.test(c)))) break;
      if (c === '"') {
        this.string();
        this.at -= 1;
      } else if ('([{'.includes(c)) open += 1;
      else if (')]}'.includes(c)) open -= 1;
    }
    this.open -= 1;
    if (end !== '' && this.text[this.at] !== end) throw new NotADocument();
    return this.text.slice(from, this.at).trim();
  }

  private takes(c: string): boolean {
    this.space();
    if (this.at >= this.text.length) throw new NotADocument();
    if (this.text[this.at] !== c) return false;
    this.at += 1;
    return true;
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }
}
