/** A part that fails, and how. */
export interface Failure<T> {
  readonly items: readonly T[];
  readonly error: string;
}

/**
 * Halves a list that fails until what is left cannot be halved: one item, or a few that fail only together.
 * @param fails how a part of the list fails, or undefined where it does not. Never asked about an empty part.
 */
export async function bisect<T>(
  items: readonly T[],
  error: string,
  fails: (part: readonly T[]) => Promise<string | undefined>,
): Promise<Failure<T>> {
  if (items.length < 2) return { items, error };
  const middle = Math.ceil(items.length / 2);
  for (const half of [items.slice(0, middle), items.slice(middle)]) {
    const found = await fails(half);
    if (found !== undefined) return bisect(half, found, fails);
  }
  return { items, error };
}
