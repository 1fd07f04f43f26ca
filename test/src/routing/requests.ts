import fc from 'fast-check';
import type { RouteMatch } from '../../../src/routing/priority';

/** A request as a load balancer sees it. */
export interface Request {
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** Whether a request is taken by a route, by regular expressions: shares nothing with the code under test. */
export function taker({ host, path, methods, headers }: RouteMatch): (request: Request) => boolean {
  const hostLike = host === undefined ? undefined : expressionOf(host, 'i');
  const pathLike = path === undefined ? undefined : expressionOf(path, '');
  const sent = Object.entries(headers ?? {}).map(([name, values]) => ({
    name: name.toLowerCase(),
    like: values.map((v) => expressionOf(v, 'i')),
  }));
  return (request) =>
    (hostLike?.test(request.host) ?? true) &&
    (pathLike?.test(request.path) ?? true) &&
    (methods?.includes(request.method) ?? true) &&
    sent.every(({ name, like }) => {
      const value = Object.entries(request.headers).find(([n]) => n.toLowerCase() === name)?.[1];
      return value !== undefined && like.some((l) => l.test(value));
    });
}

export function expressionOf(pattern: string, flags: string): RegExp {
  const expression = [...pattern]
    .map((c) => (c === '*' ? '.*' : c === '?' ? '.' : c.replace(/[^\w]/g, '\\$&')))
    .join('');
  return new RegExp(`^${expression}$`, `s${flags}`);
}

/** Texts that a pattern matches: its wildcards as nothing, as letters that no pattern names, and as more of what patterns are made of. */
export function textsOf(pattern: string, fillings: readonly string[]): string[] {
  return [...pattern].reduce<string[]>(
    (texts, character) => {
      if (character !== '*' && character !== '?') return texts.map((text) => text + character);
      const choices = character === '*' ? ['', ...fillings] : [...new Set(fillings.map((f) => f[0] ?? ''))];
      return texts.flatMap((text) => choices.map((choice) => text + choice)).slice(0, 4000);
    },
    [''],
  );
}

/** Requests that a route takes, enough of them to tell it from any other of the routes generated here. */
export function requestsOf({ host = '*', path = '/*', methods, headers = {} }: RouteMatch): Request[] {
  const hosts = textsOf(host, ['z', 'zz.z', 'a.', 'b.z.']);
  const paths = textsOf(path, ['z', 'zz/z', 'a/', 'b', 'z/zz/zzz/zzzz/zzzzz/zzzzzz']);
  const names = Object.keys(headers);
  const sets = names.reduce<Record<string, string>[]>(
    (all, name) =>
      all.flatMap((one) =>
        (headers[name] ?? []).flatMap((v) => textsOf(v, ['z', 'qqq', 'x']).map((t) => ({ ...one, [name]: t }))),
      ),
    [{}],
  );
  const base = { host: hosts[0] ?? '', path: paths[0] ?? '', method: methods?.[0] ?? 'TRACE', headers: sets[0] ?? {} };
  // The parts of a match are judged apart from each other, so it is enough to vary one at a time.
  return [
    ...hosts.map((h) => ({ ...base, host: h })),
    ...paths.map((p) => ({ ...base, path: p })),
    ...(methods ?? ['TRACE', 'GET', 'POST', 'PUT']).map((method) => ({ ...base, method })),
    ...sets.map((h) => ({ ...base, headers: h })),
  ];
}

/** Every request that `inner` takes, `outer` takes as well. */
export const covers = (outer: RouteMatch, inner: RouteMatch) => requestsOf(inner).every(taker(outer));

const plainHost = fc.constantFrom(
  'a.example.com',
  'b.example.com',
  'A.EXAMPLE.COM',
  'x.a.example.com',
  '*.example.com',
  '*.a.example.com',
  '*.x.a.example.com',
  '*.com',
  'example.com',
);
const segment = fc.constantFrom('a', 'b', 'v1');
const plainPath = fc
  .tuple(fc.array(segment, { maxLength: 4 }), fc.constantFrom('/*', '/', ''))
  .map(([segments, end]) => segments.map((s) => `/${s}`).join('') + end)
  .map((path) => path || '/');
const patternHost = fc.constantFrom(
  'a*.example.com',
  '?.example.com',
  '*.*.example.com',
  'a.*.com',
  '*a.example.com',
  'x*.example.com',
);
const patternPath = fc
  .array(fc.constantFrom('a', 'b', '*', '?', '/', 'a', '/'), { maxLength: 6 })
  .map((parts) => `/${parts.join('')}`)
  .filter((path) => (path.match(/[*?]/g) ?? []).length <= 3);

const methods = fc.subarray(['GET', 'POST', 'PUT'], { minLength: 1 });
const value = (wild: boolean) => fc.constantFrom('x', 'Y', 'xy', ...(wild ? ['x*', '*', '?', 'x?'] : []));
const headers = (wild: boolean) =>
  fc.dictionary(fc.constantFrom('X-One', 'X-Two'), fc.uniqueArray(value(wild), { minLength: 1, maxLength: 2 }), {
    maxKeys: 2,
  });

const isLegal = ({ host, path, methods: m = [], headers: h = {} }: RouteMatch) => {
  const globs = [host ?? '', path ?? '', ...Object.values(h).flat()].join('');
  return (
    (host ?? path) !== undefined &&
    2 + m.length + Object.values(h).flat().length <= 5 &&
    (globs.match(/[*?]/g) ?? []).length <= 5
  );
};

/** Routes whose wildcards are whole leading labels and whole ends of paths: those that bands alone put in order. */
export const plainRoute: fc.Arbitrary<RouteMatch> = fc
  .record({ host: plainHost, path: plainPath, methods, headers: headers(false) }, { requiredKeys: [] })
  .filter(isLegal);

/** Routes of every shape that a load balancer takes. */
export const anyRoute: fc.Arbitrary<RouteMatch> = fc
  .record(
    { host: fc.oneof(plainHost, patternHost), path: fc.oneof(plainPath, patternPath), methods, headers: headers(true) },
    { requiredKeys: [] },
  )
  .filter(isLegal);

/** Two routes of which the second often takes more: it has some of the first one's conditions, and some of another's. */
export function related(
  route: fc.Arbitrary<RouteMatch>,
): fc.Arbitrary<readonly [inner: RouteMatch, outer: RouteMatch]> {
  const keep = fc.record({ host: fc.nat(2), path: fc.nat(2), methods: fc.nat(2), headers: fc.nat(2) });
  return fc
    .tuple(route, route, keep)
    .map(([inner, other, from]) => {
      const pick = (key: keyof RouteMatch) =>
        from[key] === 0 ? {} : { [key]: from[key] === 1 ? inner[key] : other[key] };
      const outer: RouteMatch = Object.assign({}, pick('host'), pick('path'), pick('methods'), pick('headers'));
      return [inner, Object.fromEntries(Object.entries(outer).filter(([, v]) => v !== undefined))] as const;
    })
    .filter(([, outer]) => isLegal(outer));
}
