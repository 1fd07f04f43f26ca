/**
 * Whether the whole of `value` matches, as Marathon's patterns do; undefined for a pattern that cannot be read. Marathon reads patterns
 * as Java does. What Java and this reader would understand differently (`\Q`, `a++`, inline flags) is an error under the `u` flag, so
 * that no pattern is read as something else. ECS has `=~` with Java's patterns too, but none is ever handed to it.
 */
export function matchesWhole(pattern: string, value: string): boolean | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u').test(value);
  } catch {
    return undefined;
  }
}
