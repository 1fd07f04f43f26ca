import type { MetricQuery } from '../../src/scaling/metric-query';

/** Values of consecutive minutes; undefined where CloudWatch has none. */
export type Series = readonly (number | undefined)[];
type Value = number | Series;

/**
 * The part of CloudWatch's metric math that scaling uses (CloudWatch User Guide, "Using math expressions with CloudWatch metrics", read
 * 2026-11-22): arithmetic, comparison, `&&`, `||`, `IF`, `MAX` of several series and `FILL` with a number or `REPEAT`. What is missing stays missing in all but
 * `FILL`, and nothing comes of a division by zero.
 *
 * @returns what the last query becomes, of the series given for the metrics by their ids. Throws for what it cannot read.
 */
export function metricMath(queries: readonly MetricQuery[], data: Readonly<Record<string, Series>>): Series {
  const length = Math.max(...Object.values(data).map((series) => series.length));
  const known: Record<string, Value> = {};
  for (const query of queries) {
    const own = data[query.id];
    if ('metric' in query && own === undefined) throw new Error(`there are no data for the metric '${query.id}'`);
    known[query.id] = 'expression' in query ? new Expression(query.expression, known).value() : (own as Series);
  }
  const last = known[queries.at(-1)?.id ?? ''] ?? [];
  return typeof last === 'number' ? Array.from({ length }, () => last) : last;
}

/** From the loosest to the tightest. */
const LEVELS: readonly Readonly<Record<string, (a: number, b: number) => number>>[] = [
  { '||': (a, b) => Number(a !== 0 || b !== 0) },
  { '&&': (a, b) => Number(a !== 0 && b !== 0) },
  {
    '>': (a, b) => Number(a > b),
    '<': (a, b) => Number(a < b),
    '>=': (a, b) => Number(a >= b),
    '<=': (a, b) => Number(a <= b),
    '==': (a, b) => Number(a === b),
    '!=': (a, b) => Number(a !== b),
  },
  { '+': (a, b) => a + b, '-': (a, b) => a - b },
  { '*': (a, b) => a * b, '/': (a, b) => (b === 0 ? Number.NaN : a / b) },
  { '^': (a, b) => a ** b },
];

class Expression {
  private readonly tokens: string[];

  constructor(
    private readonly text: string,
    private readonly known: Readonly<Record<string, Value>>,
  ) {
    this.tokens = text.match(/\d+(?:\.\d+)?(?:e[+-]?\d+)?|[A-Za-z_]\w*|[<>=!]=|&&|\|\||\S/g) ?? [];
  }

  value(): Value {
    const value = this.level(0);
    if (this.tokens.length > 0) throw this.unread();
    return value;
  }

  private level(depth: number): Value {
    const operators = LEVELS[depth];
    if (operators === undefined) return this.single();
    let left = this.level(depth + 1);
    for (let apply = operators[this.tokens[0] ?? '']; apply; apply = operators[this.tokens[0] ?? '']) {
      this.tokens.shift();
      left = zip(apply, left, this.level(depth + 1));
    }
    return left;
  }

  private single(): Value {
    const token = this.tokens.shift() ?? '';
    if (token === '-') return zip((a, b) => a - b, 0, this.single());
    if (token === '(') return this.before(')', this.level(0));
    if (/^\d/.test(token)) return Number(token);
    if (token === 'FILL') return this.fill();
    if (token === 'IF') return this.choice();
    if (token === 'MAX') return this.most();
    const value = this.known[token];
    if (value === undefined) throw this.unread(token);
    return value;
  }

  private fill(): Series {
    this.expect('(');
    const series = this.before(',', this.level(0));
    if (typeof series === 'number') throw new Error(`FILL of a number in '${this.text}'`);
    if (this.tokens[0] === 'REPEAT') {
      this.tokens.shift();
      this.expect(')');
      return series.map((_, i) => series.slice(0, i + 1).findLast((value) => value !== undefined));
    }
    const by = this.before(')', this.level(0));
    return series.map((value, i) => value ?? at(by, i));
  }

  private choice(): Value {
    this.expect('(');
    const test = this.before(',', this.level(0));
    const yes = this.before(',', this.level(0));
    const no = this.before(')', this.level(0));
    const choose = (i: number) => {
      const decided = at(test, i);
      return decided === undefined ? undefined : at(decided === 0 ? no : yes, i);
    };
    if (typeof test === 'number') return test === 0 ? no : yes;
    return test.map((_, i) => choose(i));
  }

  /** Of several series minute by minute: the greatest that there is. */
  private most(): Value {
    this.expect('(');
    this.expect('[');
    const all = [this.level(0)];
    while (this.tokens[0] === ',') {
      this.tokens.shift();
      all.push(this.level(0));
    }
    this.expect(']');
    this.expect(')');
    const length = Math.max(...all.map((value) => (typeof value === 'number' ? 0 : value.length)));
    return Array.from({ length }, (_, i) => {
      const values = all.flatMap((value) => at(value, i) ?? []);
      return values.length === 0 ? undefined : Math.max(...values);
    });
  }

  private before(token: string, value: Value): Value {
    this.expect(token);
    return value;
  }

  private expect(token: string): void {
    if (this.tokens.shift() !== token) throw this.unread(token);
  }

  private unread(token = this.tokens[0] ?? ''): Error {
    return new Error(`cannot read '${this.text}' at '${token}'`);
  }
}

function at(value: Value, index: number): number | undefined {
  return typeof value === 'number' ? value : value[index];
}

function zip(apply: (a: number, b: number) => number, a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return apply(a, b);
  const length = Math.max(typeof a === 'number' ? 0 : a.length, typeof b === 'number' ? 0 : b.length);
  return Array.from({ length }, (_, i) => {
    const [left, right] = [at(a, i), at(b, i)];
    const value = left === undefined || right === undefined ? Number.NaN : apply(left, right);
    return Number.isNaN(value) ? undefined : value;
  });
}
