import { LEAST_SECRET } from './plain-words';

const BASE = 31;
const SIZE = 1 << 16;
/** What the character that leaves the window counted. */
const OUT = power(BASE, LEAST_SECRET - 1);

/**
 * Finds any of many values in text, reading it once: a number made of each six characters in a row says where to look. (One pattern of all
 * values would try each of them at each character.)
 */
export class ValueFinder {
  private readonly starts = new Map<number, string[]>();
  private readonly maybe = new Uint8Array(SIZE);

  /** @param values of six characters at least; of what they share a beginning with the longest counts. */
  constructor(values: Iterable<string>) {
    for (const value of [...new Set(values)].sort((a, b) => b.length - a.length)) {
      const hash = hashOf(value);
      this.starts.set(hash, [...(this.starts.get(hash) ?? []), value]);
      this.maybe[hash & (SIZE - 1)] = 1;
    }
  }

  /** The text with what `mark` makes of it in place of each value. */
  replace(text: string, mark: (value: string) => string): string {
    if (this.starts.size === 0 || text.length < LEAST_SECRET) return text;
    let [out, kept, at, hash] = ['', 0, 0, hashOf(text)];
    const last = text.length - LEAST_SECRET;
    while (at <= last) {
      const found = this.maybe[hash & (SIZE - 1)] === 1 ? this.at(text, at, hash) : undefined;
      if (found === undefined) {
        hash = next(hash, text.charCodeAt(at), text.charCodeAt(at + LEAST_SECRET));
        at += 1;
        continue;
      }
      out += text.slice(kept, at) + mark(found);
      at += found.length;
      kept = at;
      hash = at <= last ? hashOf(text, at) : 0;
    }
    return kept === 0 ? text : out + text.slice(kept);
  }

  private at(text: string, at: number, hash: number): string | undefined {
    return this.starts.get(hash)?.find((value) => text.startsWith(value, at));
  }
}

function hashOf(text: string, from = 0): number {
  let hash = 0;
  for (let i = from; i < from + LEAST_SECRET; i++) hash = (Math.imul(hash, BASE) + text.charCodeAt(i)) | 0;
  return hash;
}

function next(hash: number, leaving: number, coming: number): number {
  return (Math.imul(hash - Math.imul(leaving, OUT), BASE) + coming) | 0;
}

function power(base: number, exponent: number): number {
  return exponent === 0 ? 1 : Math.imul(base, power(base, exponent - 1));
}
