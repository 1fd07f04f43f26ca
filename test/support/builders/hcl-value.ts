/**
 * The value of an HCL expression made of literals, as Terraform reads it: an oracle for what is written as text. A reference stands in
 * the value as `‹aws_vpc.main.id›`, also inside of strings, so that it is never taken for text that only looks like one.
 */
export function hclValue(text: string): unknown {
  const reader = new Reader(text);
  const value = reader.value();
  reader.end();
  return value;
}

/** Text of a quoted template or of a JSON string in a Terraform file: what it means once Terraform has read it. */
export function templateText(text: string): string {
  return text.replace(/\$\$\{|%%\{|\$\{([^}]*)\}|%\{/g, (found, reference: string | undefined) => {
    if (found === '%{') throw new Error(`a directive begins in: ${text}`);
    return reference === undefined ? found.slice(1) : `‹${reference}›`;
  });
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };
const WORDS = new Map<string, unknown>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  value(): unknown {
    this.space();
    const next = this.text[this.at];
    if (next === '{') return this.object();
    if (next === '[') return this.list();
    if (next === '"') return this.quoted();
    return this.bare();
  }

  end(): void {
    this.space();
    if (this.at < this.text.length) throw this.unexpected('the end');
  }

  private object(): object {
    const entries: [string, unknown][] = [];
    this.take('{');
    while (!this.has('}')) {
      const key = this.quoted();
      this.take('=');
      entries.push([key, this.value()]);
      if (!this.has('}')) this.take(',');
    }
    this.take('}');
    return Object.fromEntries(entries);
  }

  private list(): unknown[] {
    const items: unknown[] = [];
    this.take('[');
    while (!this.has(']')) {
      items.push(this.value());
      if (!this.has(']')) this.take(',');
    }
    this.take(']');
    return items;
  }

  private quoted(): string {
    this.take('"');
    const start = this.at;
    for (let depth = 0; depth > 0 || this.text[this.at] !== '"'; this.at += 1) {
      if (this.at >= this.text.length || this.text[this.at] === '\n') throw this.unexpected('the end of a string');
      if (this.text[this.at] === '\\') this.at += 1;
      else if (/^(?:\$\$|%%)\{/.test(this.text.slice(this.at))) this.at += 2;
      else if (/^[$%]\{/.test(this.text.slice(this.at))) depth += 1;
      else if (depth > 0 && this.text[this.at] === '}') depth -= 1;
    }
    const raw = this.text.slice(start, this.at);
    this.at += 1;
    return templateText(raw).replace(/\\(.)/gs, (_, letter: string) => {
      const meant = ESCAPES[letter];
      if (meant === undefined) throw new Error(`HCL has no escape \\${letter}, in: ${raw}`);
      return meant;
    });
  }

  /** A number, a word, or a reference with its brackets; calls in calls in calls at most. */
  private bare(): unknown {
    const [word = ''] = /^[^\s,={}[\]()"]*/.exec(this.text.slice(this.at)) ?? [];
    const [rest = ''] =
      /^(?:\[[^\]]*\]|\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)|\.[\w-]+)*/.exec(
        this.text.slice(this.at + word.length),
      ) ?? [];
    if (word === '') throw this.unexpected('a value');
    this.at += word.length + rest.length;
    if (rest === '' && WORDS.has(word)) return WORDS.get(word);
    return rest === '' && !Number.isNaN(Number(word)) ? Number(word) : `‹${word}${rest}›`;
  }

  private has(character: string): boolean {
    this.space();
    return this.text[this.at] === character;
  }

  private take(character: string): void {
    if (!this.has(character)) throw this.unexpected(`'${character}'`);
    this.at += 1;
  }

  private space(): void {
    while (/\s/.test(this.text[this.at] ?? '')) this.at += 1;
  }

  private unexpected(wanted: string): Error {
    return new Error(`expected ${wanted} at ${this.at} of: ${this.text}`);
  }
}
