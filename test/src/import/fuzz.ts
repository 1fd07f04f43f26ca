import fc from 'fast-check';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values that a document may have where nobody thought of them. */
const ODD = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    false,
    0,
    -1,
    1.5,
    1e308,
    '',
    ' ',
    '0',
    '-',
    ':',
    '/',
    '..',
    '${A',
    '$',
    '{{X}}',
    [],
    {},
    [[]],
    [null],
    [{}],
  ),
  fc.constantFrom<Json>(
    '__proto__',
    'constructor',
    'toString',
    '80:80',
    '../x',
    '/x:/y',
    '512m',
    '1h',
    'NONE',
    '\u0000',
    '\u202e',
  ),
  fc.string({ maxLength: 20 }),
  fc.integer(),
  fc.jsonValue({ maxDepth: 2 }) as fc.Arbitrary<Json>,
);

interface Mutation {
  readonly place: number;
  readonly how: 'replace' | 'remove' | 'add' | 'rename' | 'copy';
  readonly value: Json;
  readonly key: string;
  readonly other: number;
}

const KEYS = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'image', 'name', 'x', '', 'a b', 'A_B'),
  fc.string({ maxLength: 6 }),
);

const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat(),
  other: fc.nat(),
  how: fc.constantFrom('replace', 'remove', 'add', 'rename', 'copy'),
  value: ODD,
  key: KEYS,
});

/** A document that was changed in one to four places, each as likely as any other. */
export function mutated(documents: readonly unknown[]): fc.Arbitrary<Json> {
  return fc
    .tuple(fc.constantFrom(...documents), fc.array(mutation, { minLength: 1, maxLength: 4 }))
    .map(([document, mutations]) => mutations.reduce(mutate, structuredClone(document) as Json));
}

type Place = { readonly parent: Json[] | { [key: string]: Json }; readonly key: string | number };

function placesIn(value: Json): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const keys: (string | number)[] = Array.isArray(value) ? value.map((_, i) => i) : Object.keys(value);
  return keys.flatMap((key) => [{ parent: value, key }, ...placesIn(at({ parent: value, key }))]);
}

function at({ parent, key }: Place): Json {
  return (parent as { [key: string]: Json })[key] as Json;
}

function set(parent: Place['parent'], key: string | number, value: Json): void {
  Object.defineProperty(parent, key, { value, enumerable: true, configurable: true, writable: true });
}

function mutate(document: Json, { place, how, value, key, other }: Mutation): Json {
  const places = placesIn(document);
  const chosen = places[place % Math.max(1, places.length)];
  if (chosen === undefined) return structuredClone(value);
  const { parent } = chosen;
  const own = structuredClone(value);
  if (how === 'replace') set(parent, chosen.key, own);
  else if (how === 'copy') set(parent, chosen.key, structuredClone(at(places[other % places.length] as Place)));
  else if (Array.isArray(parent)) {
    if (how === 'remove') parent.splice(Number(chosen.key), 1);
    else parent.push(own);
  } else {
    if (how === 'rename') set(parent, key, at(chosen));
    if (how === 'add') set(parent, key, own);
    else delete parent[chosen.key];
  }
  return document;
}

/** Texts that are no document, or nearly one. */
export function spoilt(texts: readonly string[]): fc.Arbitrary<string> {
  const cut = fc
    .tuple(fc.constantFrom(...texts), fc.nat(), fc.nat({ max: 20 }), fc.string({ maxLength: 10 }))
    .map(([text, place, length, inserted]) => {
      const from = place % Math.max(1, text.length);
      return text.slice(0, from) + inserted + text.slice(from + length);
    });
  return fc.oneof(cut, fc.string({ maxLength: 200 }), fc.string({ unit: 'binary', maxLength: 50 }));
}
