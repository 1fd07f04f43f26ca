import { createHash } from 'node:crypto';
import { at, nestedJson } from './nested-json';
import { isPlainWord } from './plain-words';
import type { Change } from './plan-json';
import { hideInFailure, hideNamed, wrapped } from './secret-text';
import { isSecret, nameOf } from './secret-values';
import { ValueFinder } from './value-finder';

const HIDDEN = '(sensitive)';
const PROVISIONAL = '(provisional)';
const OTHER = '(sensitive, another value)';

const asHidden = () => HIDDEN;
const asProvisional = (value: string) => `${value} ${PROVISIONAL}`;

/** Scripts of hosts: too long to read, and whatever a host must know may be in them. */
const SCRIPTS = /^(user_data|user_data_base64|custom_data|UserData)$/;

/** Long, and of many kinds of characters, without a word in it: nobody writes that by hand. */
const RANDOM = /^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[A-Za-z0-9+/_=-]{24,}$/;

/** Both sides of a change as people may see them, and where the mask said nothing, what follows from its values and its names. */
export interface Shown {
  readonly before: unknown;
  readonly after: unknown;
}

/** Hides secrets, so that nothing made of what it gives can tell one. */
export class Redactor {
  private readonly secrets: ValueFinder;
  private readonly values: readonly string[];
  private readonly provisional: ValueFinder;
  private readonly hasProvisional: boolean;

  /**
   * @param secrets what `secretValues` found
   * @param provisional values that stand for what nobody knows yet
   */
  constructor(secrets: Iterable<string>, provisional: readonly string[] = []) {
    this.values = [...secrets];
    this.secrets = new ValueFinder(this.values);
    this.provisional = new ValueFinder(provisional.filter((value) => !isPlainWord(value)));
    this.hasProvisional = provisional.length > 0;
  }

  /** Text without any secret, and with a mark behind what is made up: different things stay different. */
  text(text: string): string {
    const hidden = this.secrets.replace(text, asHidden);
    return this.hasProvisional ? this.provisional.replace(hidden, asProvisional) : hidden;
  }

  /** What Terraform said when it failed. It quotes what is written, and wraps its lines: within secrets too. */
  failure(message: string): string {
    const known = wrapped(this.values).reduce((text, pattern) => text.replace(pattern, asHidden), message);
    return this.text(hideInFailure(known, asHidden));
  }

  /** The same of everything in a value, keys too. */
  all<T>(value: T): T {
    if (typeof value === 'string') return this.text(value) as T;
    if (typeof value === 'number') return (this.text(String(value)) === String(value) ? value : HIDDEN) as T;
    if (Array.isArray(value)) return value.map((inner) => this.all(inner)) as T;
    if (typeof value !== 'object' || value === null) return value;
    return fromEntries(Object.entries(value).map(([key, inner]) => [this.text(key), this.all(inner)])) as T;
  }

  /**
   * Both sides of a change, side by side, because what is hidden must still tell whether it changes. JSON in strings becomes what it says.
   */
  change({ before, after, before_sensitive: hiddenBefore, after_sensitive: hiddenAfter }: Change): Shown {
    const [was, will] = this.pair('', [before, after], [hiddenBefore, hiddenAfter]);
    return { before: was, after: will };
  }

  private pair(name: string, [was, will]: Pair, [maskWas, maskWill]: Pair): Pair {
    // Either mark is enough: Terraform takes a mark away together with what it writes.
    if (maskWas === true || maskWill === true) return hide(was, will);
    if (SCRIPTS.test(name)) return [script(was), script(will)];
    if (isHidden(name, was) || isHidden(name, will)) return hide(was, will);
    const inWas = opened(was);
    const inWill = was === will ? inWas : opened(will);
    if (typeof inWas !== 'object' && typeof inWill !== 'object') return this.scalars(was, will);
    return this.inside([inWas, inWill], [maskWas, maskWill]);
  }

  private inside([was, will]: Pair, [maskWas, maskWill]: Pair): Pair {
    const shown: Pair = [this.empty(was), this.empty(will)];
    for (const key of keysOf(was, will)) {
      const own = nameOf(will, key);
      const name = own === key ? nameOf(was, key) : own;
      const [a, b] = this.pair(name, [at(was, key), at(will, key)], [at(maskWas, key), at(maskWill, key)]);
      const shownKey = this.text(key);
      if (has(was, key)) put(shown[0], shownKey, a);
      if (has(will, key)) put(shown[1], shownKey, b);
    }
    return shown;
  }

  /** What the members of a value are put into; the value itself where it has none. */
  private empty(side: unknown): unknown {
    if (Array.isArray(side)) return [];
    return isObject(side) ? {} : this.shown(side);
  }

  private scalars(was: unknown, will: unknown): Pair {
    const [a, b] = [this.shown(was), this.shown(will)];
    return a === b && was !== will ? [a, `${b} ${OTHER}`] : [a, b];
  }

  private shown(side: unknown): unknown {
    return this.all(typeof side === 'string' ? hideNamed(side, asHidden) : side);
  }
}

type Pair = readonly [unknown, unknown];

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** What a string is JSON of, in place of the string. */
function opened(value: unknown): unknown {
  return typeof value === 'string' ? (nestedJson(value) ?? value) : value;
}

function isHidden(name: string, value: unknown): boolean {
  return isSecret(name, value) || (typeof value === 'string' && RANDOM.test(value) && !value.includes('/'));
}

function hide(was: unknown, will: unknown): Pair {
  const isThere = (value: unknown) => value !== undefined && value !== null;
  const isOther = isThere(was) && isThere(will) && JSON.stringify(was) !== JSON.stringify(will);
  return [isThere(was) ? HIDDEN : was, isThere(will) ? (isOther ? OTHER : HIDDEN) : will];
}

/** A script by its size and the beginning of its hash: enough to see that it changes. */
function script(value: unknown): unknown {
  if (typeof value !== 'string' || value === '') return value;
  return `(a script of ${value.length} characters, ${createHash('sha256').update(value).digest('hex').slice(0, 8)})`;
}

/** A key of any name becomes the object's own, also `__proto__`. */
function put(target: unknown, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else (target as Record<string, unknown>)[key] = value;
}

function has(side: unknown, key: string): boolean {
  return isObject(side) && Object.hasOwn(side, key);
}

/** Keys of both, each once. */
function keysOf(was: unknown, will: unknown): string[] {
  const [first, second] = [isObject(was) ? Object.keys(was) : [], isObject(will) ? Object.keys(will) : []];
  return first.length === 0 ? second : [...first, ...second.filter((key) => !has(was, key))];
}

function fromEntries(entries: readonly (readonly [string, unknown])[]): Record<string, unknown> {
  const made = {};
  for (const [key, value] of entries) put(made, key, value);
  return made;
}
