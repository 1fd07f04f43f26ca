/** The object or list that a string is JSON of, as policies and containers are; undefined for any other string. */
export function nestedJson(text: string): object | undefined {
  if (!/^\s*[[{]/.test(text) || !/[\]}]\s*$/.test(text)) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keys and values of an object or a list; none of anything else. */
export function entriesOf(value: unknown): [string, unknown][] {
  return typeof value === 'object' && value !== null ? Object.entries(value) : [];
}

/** What stands under a key of the value's own: never what every object inherits. */
export function at(value: unknown, key: string | number): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
}

/** Whether text is an expression that only reads something from elsewhere, as code has it: `${random_password.a.result}`. */
export function isReference(text: string): boolean {
  return /^\$\{[\w.[\]"*-]+\}$/.test(text);
}
