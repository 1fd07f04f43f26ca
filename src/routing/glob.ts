/**
 * Patterns as an Application Load Balancer reads them: '*' is any number of characters, dots and slashes too, '?' is exactly one.
 * A pattern that only repeats or reorders the wildcards of another is the same pattern: this is the one way to write it.
 */
export function normalGlob(pattern: string): string {
  return pattern.replace(/[*?]+/g, (run) => run.replaceAll('*', '') + (run.includes('*') ? '*' : ''));
}

export function hasWildcard(pattern: string): boolean {
  return /[*?]/.test(pattern);
}

/** Stands for every character that neither pattern names. */
const OTHER = '\0';

/**
 * Every text that matches `inner` matches `outer`. Exact: walks the texts of `inner` and, at each step, all places in `outer` that
 * the text so far can have reached. Meant for patterns with a handful of wildcards; time grows as 2 to the number of '?'.
 */
export function globIncludes(outer: string, inner: string): boolean {
  if (outer === inner || outer === '*') return true;
  if (!hasWildcard(outer)) return false;
  const alphabet = [...new Set(outer + OTHER)].filter((c) => !hasWildcard(c));
  const seen = new Set<string>();
  const open: { at: number; reached: readonly number[] }[] = [{ at: 0, reached: spread(outer, [0]) }];
  for (let state = open.pop(); state !== undefined; state = open.pop()) {
    const { at, reached } = state;
    const key = `${at}:${reached.join()}`;
    if (seen.has(key)) continue;
    seen.add(key);
    const token = inner[at];
    if (token === undefined && !reached.includes(outer.length)) return false;
    if (token === '*') open.push({ at: at + 1, reached });
    for (const character of token === undefined ? [] : hasWildcard(token) ? alphabet : [token]) {
      open.push({ at: token === '*' ? at : at + 1, reached: step(outer, reached, character) });
    }
  }
  return true;
}

/** Some text matches both patterns. Walks the pairs of places that one text can have reached. */
export function globsMeet(a: string, b: string): boolean {
  const seen = new Set<string>();
  const open: [number, number][] = [[0, 0]];
  for (let pair = open.pop(); pair !== undefined; pair = open.pop()) {
    const [i, j] = pair;
    if (i === a.length && j === b.length) return true;
    if (seen.has(pair.join())) continue;
    seen.add(pair.join());
    const [left, right] = [a[i], b[j]];
    if (left === '*') open.push([i + 1, j]);
    if (right === '*') open.push([i, j + 1]);
    if (left === undefined || right === undefined) continue;
    if (left === '*' || right === '*') open.push([left === '*' ? i : i + 1, right === '*' ? j : j + 1]);
    else if (left === '?' || right === '?' || left === right) open.push([i + 1, j + 1]);
  }
  return false;
}

/** The places in a pattern after one more character. */
function step(pattern: string, reached: readonly number[], character: string): number[] {
  return spread(
    pattern,
    reached.flatMap((at) => {
      if (pattern[at] === '*') return [at];
      return pattern[at] === '?' || pattern[at] === character ? [at + 1] : [];
    }),
  );
}

/** A '*' may also be nothing: its end is reached together with its beginning. */
function spread(pattern: string, reached: readonly number[]): number[] {
  const all = new Set(reached);
  for (const at of all) if (pattern[at] === '*') all.add(at + 1);
  return [...all].sort((a, b) => a - b);
}
