import { encodedJson } from '../../../../src/preview/code/encoded-json';
import type { CodeStack } from '../../../../src/security/read-code';

type Json = Record<string, unknown>;
export type Body = Json;

/** Taken away, rather than set. */
export const REMOVED = Symbol('removed');

/** A resource in the documents. */
export interface Place {
  readonly stack: string;
  readonly type: string;
  readonly name: string;
  readonly body: Body;
}

/** The resources of some types, in documents that may be changed. */
export function placesOf(stacks: readonly CodeStack[], type?: string): Place[] {
  return stacks.flatMap(({ name: stack, document }) =>
    Object.entries(((document as Json).resource ?? {}) as Record<string, Record<string, Body>>)
      .filter(([one]) => type === undefined || one === type)
      .flatMap(([one, bodies]) => Object.entries(bodies).map(([name, body]) => ({ stack, type: one, name, body }))),
  );
}

/** What a text is a document of; undefined for other text. */
export function documentIn(text: string): object | undefined {
  const encoded = encodedJson(text);
  if (typeof encoded === 'object' && encoded !== null) return encoded;
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text) as object;
  } catch {
    return undefined;
  }
}

/** Changes what is at a path, also in a document that a text is of; false where there is no such place. */
export function put(here: unknown, path: readonly string[], value: unknown): boolean {
  if (typeof here !== 'object' || here === null) return false;
  const [key = '', ...rest] = path;
  const record = here as Json;
  if (rest.length === 0) {
    if (value === REMOVED) {
      if (!(key in record)) return false;
      if (Array.isArray(here)) here.splice(Number(key), 1);
      else delete record[key];
    } else record[key] = value;
    return true;
  }
  const inner = record[key];
  const document = typeof inner === 'string' ? documentIn(inner) : undefined;
  if (document === undefined) return put(inner, rest, value);
  if (!put(document, rest, value)) return false;
  record[key] = JSON.stringify(document);
  return true;
}

/** What is at a path, also in a document that a text is of. */
export function valueAtPath(here: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, key) => {
    const opened = typeof value === 'string' ? documentIn(value) : value;
    return typeof opened === 'object' && opened !== null ? (opened as Json)[key] : undefined;
  }, here);
}

/** Paths that a pattern means: `*` is every key. */
export function pathsOf(here: unknown, pattern: readonly string[]): string[][] {
  const [key, ...rest] = pattern;
  if (key === undefined) return [[]];
  const opened = typeof here === 'string' ? documentIn(here) : here;
  if (typeof opened !== 'object' || opened === null) return [];
  const keys = key === '*' ? Object.keys(opened) : [key];
  return keys.flatMap((one) =>
    rest.length === 0 ? [[one]] : pathsOf((opened as Json)[one], rest).map((path) => [one, ...path]),
  );
}

/** Every leaf, with the path to it. */
export function leavesOf(here: unknown, path: readonly string[] = []): [string[], unknown][] {
  const opened = typeof here === 'string' ? (documentIn(here) ?? here) : here;
  if (typeof opened !== 'object' || opened === null) return [[[...path], opened]];
  return Object.entries(opened).flatMap(([key, value]) => (key === '//' ? [] : leavesOf(value, [...path, key])));
}
