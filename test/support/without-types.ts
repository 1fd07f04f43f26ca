import type { Arguments, TerraformJson } from './shim';

/**
 * A stack without the resources of some types: those that an emulator lacks. References to them become plausible fixed text, so that the
 * rest can be applied. `removed` lists their addresses, sorted; callers assert it exactly, because nothing in it is tried.
 */
export function withoutTypes(
  json: TerraformJson,
  types: readonly string[],
): { json: TerraformJson; removed: readonly string[] } {
  const gone = Object.entries(json.resource ?? {}).filter(([type]) => types.includes(type));
  const removed = gone.flatMap(([type, byName]) => Object.keys(byName).map((name) => `${type}.${name}`)).sort();
  if (removed.length === 0) return { json, removed };
  const resource = Object.fromEntries(Object.entries(json.resource ?? {}).filter(([type]) => !types.includes(type)));
  return { json: withoutReferences({ ...json, resource }, removed) as TerraformJson, removed };
}

function withoutReferences(value: unknown, removed: readonly string[]): unknown {
  if (typeof value === 'string') return removed.reduce(replaced, value);
  if (Array.isArray(value)) return value.map((v) => withoutReferences(v, removed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value as Arguments).map(([key, v]): [string, unknown] => [
    key,
    // What is gone cannot be waited for.
    key === 'depends_on' && Array.isArray(v)
      ? v.filter((address) => !removed.includes(address as string))
      : withoutReferences(v, removed),
  ]);
  return Object.fromEntries(entries);
}

/** `${aws_x.y.arn}` becomes `fake-y-arn`, within other text too. A reference inside a function call stays and fails in `plan`. */
function replaced(text: string, address: string): string {
  const name = address.slice(address.indexOf('.') + 1);
  const reference = new RegExp(`\\$\\{${address.replaceAll('.', '\\.')}\\.([a-z_]+)\\}`, 'g');
  return text.replace(reference, (_, attribute: string) => `fake-${name}-${attribute}`);
}
