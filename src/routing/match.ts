import { globIncludes, globsMeet, normalGlob } from './glob';

/** Which requests a route takes: those for which all that is given holds. '*' and '?' are wildcards in hosts, paths and header values. */
export interface RouteMatch {
  /** Host name, of any case. */
  readonly host?: string;
  /** Path without the query; case matters. '/api/*' does not match '/api'. */
  readonly path?: string;
  /** Header values by header name, both of any case; one of the values must match. */
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly methods?: readonly string[];
}

/** A match written in the one way that all matches of the same requests are written. */
export interface CanonicalMatch {
  readonly host?: string;
  /** Absent for every path. */
  readonly path?: string;
  readonly methods: readonly string[];
  readonly headers: readonly (readonly [name: string, values: readonly string[]])[];
}

/** Lower case where case does not matter, wildcards in their normal form, lists sorted without doubles, '/*' as no path at all. */
export function canonicalMatch({ host, path, headers, methods }: RouteMatch): CanonicalMatch {
  const glob = path === undefined ? '/*' : normalGlob(path);
  const sortedHeaders = Object.entries(headers ?? {}).map(
    ([name, values]) => [name.toLowerCase(), sorted(values.map((value) => normalGlob(value.toLowerCase())))] as const,
  );
  return {
    ...(host !== undefined && { host: normalGlob(host.toLowerCase()) }),
    ...(glob !== '/*' && { path: glob }),
    methods: sorted(methods ?? []),
    headers: sortedHeaders.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)),
  };
}

/** Every request that `inner` takes, `outer` takes too. May miss it where several wildcard values of a header cover one together. */
export function matchIncludes(outer: CanonicalMatch, inner: CanonicalMatch): boolean {
  if (outer.host !== undefined && (inner.host === undefined || !globIncludes(outer.host, inner.host))) return false;
  if (outer.path !== undefined && (inner.path === undefined || !globIncludes(outer.path, inner.path))) return false;
  if (
    outer.methods.length > 0 &&
    (inner.methods.length === 0 || !inner.methods.every((m) => outer.methods.includes(m)))
  )
    return false;
  return outer.headers.every(([name, values]) =>
    inner.headers.some(
      ([other, narrower]) => other === name && narrower.every((n) => values.some((v) => globIncludes(v, n))),
    ),
  );
}

/** Some request that one takes, the other takes too. Headers are taken to meet where no value tells them apart. */
export function matchesMeet(a: CanonicalMatch, b: CanonicalMatch): boolean {
  if (a.host !== undefined && b.host !== undefined && !globsMeet(a.host, b.host)) return false;
  if (a.path !== undefined && b.path !== undefined && !globsMeet(a.path, b.path)) return false;
  if (a.methods.length > 0 && b.methods.length > 0 && !a.methods.some((method) => b.methods.includes(method)))
    return false;
  return a.headers.every(([name, values]) =>
    b.headers.every(([other, more]) => name !== other || values.some((v) => more.some((m) => globsMeet(v, m)))),
  );
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
