import { hasWildcard } from './glob';
import type { CanonicalMatch } from './match';

/** Priorities of the rules of one app, both ends included. */
export interface PriorityRange {
  readonly from: number;
  readonly to: number;
}

type Weights = Readonly<Record<string, number>>;

/**
 * How a range of priorities is shared, most specific first: by host, within that by path, within that by headers and methods.
 * Hundredths; more where routes crowd. Changing a number moves rules of every platform: it is a breaking change.
 */
export const BANDS = {
  /** 'suffix2' is '*.example.com', 4 stands for 4 and more; 'pattern' is any other wildcard, as 'api-*.example.com'. */
  host: { exact: 72, pattern: 1, suffix4: 1, suffix3: 2, suffix2: 2, suffix1: 1, any: 21 },
  /** 'prefix1' is '/api/*'; 'pattern1' any other wildcard with one whole literal segment, as '/api/*.png'; 5 stands for 5 and more. */
  path: {
    exact: 12,
    ...{
      pattern5: 1,
      prefix5: 1,
      pattern4: 1,
      prefix4: 2,
      pattern3: 1,
      prefix3: 4,
      pattern2: 1,
      prefix2: 10,
      pattern1: 2,
      prefix1: 30,
    },
    pattern0: 3,
    any: 32,
  },
  /** How many conditions, and on how many values: fewer values are more specific. A rule has room for four. */
  conditions: {
    '4of4': 1,
    '3of3': 1,
    '3of4': 1,
    '2of2': 1,
    '2of3': 1,
    '2of4': 1,
    '1of1': 1,
    '1of2': 1,
    '1of3': 1,
    '1of4': 1,
    none: 90,
  },
} as const satisfies Record<string, Weights>;

const WHOLE = 100 ** 3;

/**
 * The priorities among which the hash of a match chooses. A match that takes less than another has a band before the other's, if
 * the wildcards of both are only whole leading labels ('*.example.com') and whole ends of paths ('/api/*').
 * Bands narrower than one priority meet in one.
 */
export function bandOf(match: CanonicalMatch, { from, to }: PriorityRange): PriorityRange {
  const [host, hostWidth] = share(BANDS.host, hostShape(match.host));
  const [path, pathWidth] = share(BANDS.path, pathShape(match.path));
  const [conditions, width] = share(BANDS.conditions, conditionShape(match));
  const start = host * 100 * 100 + hostWidth * (path * 100 + pathWidth * conditions);
  const slot = (hundredths: number) => from + Math.floor((hundredths * (to - from + 1)) / WHOLE);
  const first = slot(start);
  return { from: first, to: Math.max(first, slot(start + hostWidth * pathWidth * width) - 1) };
}

/** Where a share begins, and how wide it is. */
function share(weights: Weights, name: string): [begin: number, width: number] {
  let begin = 0;
  for (const [other, width] of Object.entries(weights)) {
    if (other === name) return [begin, width];
    begin += width;
  }
  throw new RangeError(`no band '${name}'`);
}

function hostShape(host: string | undefined): keyof typeof BANDS.host {
  if (host === undefined) return 'any';
  if (!hasWildcard(host)) return 'exact';
  const [first, ...rest] = host.split('.');
  if (first !== '*' || rest.some(hasWildcard)) return 'pattern';
  return `suffix${Math.min(rest.length, 4) as 1 | 2 | 3 | 4}`;
}

function pathShape(path: string | undefined): keyof typeof BANDS.path {
  if (path === undefined) return 'any';
  if (!hasWildcard(path)) return 'exact';
  const segments = path.split('/').slice(1);
  const literal = segments.filter((segment) => !hasWildcard(segment)).length;
  const isPrefix = segments.at(-1) === '*' && literal === segments.length - 1;
  const depth = Math.min(literal, 5) as 0 | 1 | 2 | 3 | 4 | 5;
  return isPrefix && depth > 0 ? `prefix${depth as 1 | 2 | 3 | 4 | 5}` : `pattern${depth}`;
}

function conditionShape({ headers, methods }: CanonicalMatch): string {
  const conditions = Math.min(4, headers.length + (methods.length > 0 ? 1 : 0));
  const values = headers.reduce((sum, [, v]) => sum + v.length, methods.length);
  return conditions === 0 ? 'none' : `${conditions}of${Math.min(4, Math.max(conditions, values))}`;
}
