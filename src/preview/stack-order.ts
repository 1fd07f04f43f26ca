/** Stacks after those that they depend on, otherwise as they were given. Where they depend on each other somebody is first all the same. */
export function inOrder<T extends { readonly stack: string }>(
  stacks: readonly T[],
  dependencies: ReadonlyMap<string, readonly string[]>,
): T[] {
  const done = new Set<T>();
  const begun = new Set<string>();
  const visit = (name: string): void => {
    if (begun.has(name)) return;
    begun.add(name);
    for (const dependency of dependencies.get(name) ?? []) visit(dependency);
    for (const stack of stacks) if (stack.stack === name) done.add(stack);
  };
  for (const { stack } of stacks) visit(stack);
  return [...done];
}
