type Json = Readonly<Record<string, unknown>>;

/**
 * Whether EventBridge takes an event for one that a pattern means: each field of the pattern has any of its values, a list any of its members;
 * `exists`, `prefix` and `wildcard` are all that is known of comparisons, and `$or` of what stands in
 * place of a field. EventBridge user guide, "Event patterns" and "Comparison operators", 2026-11.
 */
export function matches(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((wanted) => matchesOne(wanted, leaves(event)));
  return Object.entries(pattern as Json).every(([key, inner]) => {
    if (key === '$or') return (inner as readonly unknown[]).some((any) => matches(any, event));
    const parts = (Array.isArray(event) ? event : [event]).map((part) => (part as Json | undefined)?.[key]);
    return parts.some((part) => matches(inner, part)) || (parts.length === 0 && matches(inner, undefined));
  });
}

interface Comparison {
  readonly exists?: boolean;
  readonly prefix?: string;
  readonly wildcard?: string;
}

function matchesOne(wanted: unknown, values: readonly unknown[]): boolean {
  if (typeof wanted !== 'object' || wanted === null) return values.includes(wanted);
  const { exists, prefix, wildcard, ...unknown } = wanted as Comparison;
  if (Object.keys(unknown).length > 0) throw new Error(`no comparison is known as ${Object.keys(unknown)[0]}`);
  if (exists !== undefined) return exists === values.length > 0;
  const texts = values.filter((value) => typeof value === 'string');
  if (wildcard === undefined) return texts.some((text) => text.startsWith(prefix as string));
  const [first = '', ...parts] = wildcard.split('*').map((part) => part.replace(/[^\w ]/g, '\\$&'));
  return texts.some((text) => new RegExp(`^${[first, ...parts].join('.*')}$`, 's').test(text));
}

function leaves(event: unknown): unknown[] {
  if (event === undefined) return [];
  return Array.isArray(event) ? event : [event];
}
