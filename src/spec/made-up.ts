/** Stands where a contract has a value that only an apply knows. */
export const MADE_UP = '<made up>';

/**
 * The texts of a document that are made up: those at which the same document, made with `MADE_UP` for everything late, says so.
 * @param shape the same document with `MADE_UP` in it
 */
export function madeUpValues(document: unknown, shape: unknown): string[] {
  if (shape === MADE_UP) return typeof document === 'string' ? [document] : [];
  if (typeof shape !== 'object' || shape === null || typeof document !== 'object' || document === null) return [];
  const all = Object.entries(shape).flatMap(([key, inner]) =>
    madeUpValues((document as Record<string, unknown>)[key], inner),
  );
  return [...new Set(all)].sort();
}
