import type { Problem } from '../errors';
import { own } from '../spec/own';

/** Beyond it nothing is counted here, and whole numbers stay whole when a little is added. */
const MOST = 1e12;

/** A value of a document and where it stands. What it cannot be read as is a problem of the document, told without the value. */
export class Place {
  constructor(
    readonly value: unknown,
    readonly field: string,
    /** Everything wrong with the document; grows while it is read. */
    readonly problems: Problem[],
  ) {}

  get isObject(): boolean {
    return typeof this.value === 'object' && this.value !== null && !Array.isArray(this.value);
  }

  get isList(): boolean {
    return Array.isArray(this.value);
  }

  get isNothing(): boolean {
    return this.value === undefined || this.value === null;
  }

  /** What stands there under a key; nothing where it has no such key. */
  at(key: string): Place {
    const value = this.isObject ? own(this.value as Record<string, unknown>, key) : undefined;
    return new Place(value, this.field === '' ? key : `${this.field}.${key}`, this.problems);
  }

  /** Its keys, in their order. */
  keys(): string[] {
    if (this.isNothing) return [];
    if (this.isObject) return Object.keys(this.value as object);
    this.wrong('an object');
    return [];
  }

  entries(): [string, Place][] {
    return this.keys().map((key) => [key, this.at(key)]);
  }

  items(): Place[] {
    if (this.isNothing) return [];
    if (!Array.isArray(this.value)) {
      this.wrong('a list');
      return [];
    }
    return this.value.map((value, i) => new Place(value, `${this.field}.${i}`, this.problems));
  }

  /** A text; numbers and words such as `true` count as what was typed. */
  text(): string | undefined {
    if (this.isNothing) return undefined;
    if (['string', 'number', 'boolean'].includes(typeof this.value)) return String(this.value);
    return this.wrong('a text');
  }

  texts(): string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /** A number, or a text that is one. */
  number(): number | undefined {
    if (this.isNothing) return undefined;
    const number = typeof this.value === 'string' && this.value.trim() !== '' ? Number(this.value) : this.value;
    if (typeof number !== 'number' || !Number.isFinite(number)) return this.wrong('a number');
    return Math.abs(number) <= MOST ? number : this.wrong(`a number of ${MOST} at most`);
  }

  /** A whole number, 0 or more. */
  count(): number | undefined {
    const number = this.number();
    if (number === undefined || (Number.isSafeInteger(number) && number >= 0)) return number;
    return this.wrong('a whole number, 0 or more');
  }

  flag(): boolean | undefined {
    if (this.isNothing) return undefined;
    if (typeof this.value === 'boolean') return this.value;
    if (this.value === 'true' || this.value === 'false') return this.value === 'true';
    return this.wrong('true or false');
  }

  /** One of some words. */
  word<const W extends readonly string[]>(words: W): W[number] | undefined {
    const text = this.text();
    if (text === undefined || words.includes(text)) return text as W[number] | undefined;
    return this.wrong(words.map((word) => `'${word}'`).join(' or '));
  }

  /** Records that it is something else than what was asked for. */
  wrong(expected: string): undefined {
    return this.refuse('WrongType', `is ${kindOf(this.value)}`, `use ${expected}`);
  }

  refuse(code: string, problem: string, fix: string): undefined {
    this.problems.push({ code, field: this.field, problem, fix });
    return undefined;
  }
}

/** What a value is, without saying it: it may be a secret. */
function kindOf(value: unknown): string {
  if (value === null || value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return value === '' ? 'an empty text' : 'another text';
  if (typeof value === 'number') return `the number ${value}`;
  return typeof value === 'boolean' ? String(value) : 'an object';
}
