/**
 * Names in an order in which all that each waits for comes before it; where there is a choice, in the order given. Of those that wait for each
 * other, which rules refuse, none is lost.
 */
export function startOrder(waits: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string[] {
  const ordered = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    if (ordered.has(name) || way.includes(name) || !Object.hasOwn(waits, name)) return;
    for (const other of Object.keys(waits[name] ?? {}).sort()) visit(other, [...way, name]);
    ordered.add(name);
  };
  for (const name of Object.keys(waits)) visit(name, []);
  return [...ordered];
}
