type Json = Readonly<Record<string, unknown>>;

/** Fields whose value is replaced whole, though it may be a list. */
const REPLACED = new Set(['command', 'entrypoint', 'test', 'profiles']);

/** Lists of entries that are told apart by where they lead to. */
const BY_TARGET = new Set(['volumes', 'devices', 'secrets', 'configs']);

/** What a service is that extends another, as Compose merges: objects key by key, lists one after the other, all else from what extends. */
export function mergedService(base: Json, over: Json): Json {
  return merged(base, over);
}

function merged(base: Json, over: Json): Json {
  const keys = [...new Set([...Object.keys(base), ...Object.keys(over)])];
  return Object.fromEntries(
    keys.map((key) => {
      if (!Object.hasOwn(over, key)) return [key, base[key]];
      if (!Object.hasOwn(base, key)) return [key, over[key]];
      return [key, mergedValue(key, base[key], over[key])];
    }),
  );
}

function mergedValue(key: string, base: unknown, over: unknown): unknown {
  if (over === null) return base;
  if (REPLACED.has(key)) return over;
  if (Array.isArray(base) && Array.isArray(over))
    return BY_TARGET.has(key) ? byTarget(base, over) : unique([...base, ...over]);
  const [left, right] = [asObject(base), asObject(over)];
  return left !== undefined && right !== undefined ? merged(left, right) : over;
}

/** An object, or a list of `NAME=value` as one. */
function asObject(value: unknown): Json | undefined {
  if (Array.isArray(value))
    return value.every((entry) => typeof entry === 'string')
      ? Object.fromEntries(
          value.map((entry: string) => {
            const at = entry.indexOf('=');
            return at < 0 ? [entry, null] : [entry.slice(0, at), entry.slice(at + 1)];
          }),
        )
      : undefined;
  return typeof value === 'object' && value !== null ? (value as Json) : undefined;
}

function byTarget(base: readonly unknown[], over: readonly unknown[]): unknown[] {
  const targets = new Set(over.map(targetOf));
  return [...base.filter((entry) => !targets.has(targetOf(entry))), ...over];
}

function targetOf(entry: unknown): unknown {
  if (typeof entry === 'string') return entry.split(':')[1] ?? entry;
  const { target, source } = (entry ?? {}) as { target?: unknown; source?: unknown };
  return target ?? source;
}

function unique(values: readonly unknown[]): unknown[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const text = JSON.stringify(value);
    return seen.has(text) ? false : seen.add(text);
  });
}
