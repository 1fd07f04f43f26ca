/** What a record has under a name that somebody wrote: nothing for `toString`, which every object of JavaScript has. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
