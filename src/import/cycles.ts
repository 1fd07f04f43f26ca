/** Circles among things that wait for each other, one for each that can be found apart from the others, each with its first by name. */
export function cyclesIn(waits: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const found: string[][] = [];
  for (const start of waits.keys()) {
    const path: string[] = [];
    const steps: { name: string; next: number }[] = [{ name: start, next: 0 }];
    while (steps.length > 0) {
      const step = steps.at(-1) as { name: string; next: number };
      if (step.next === 0) path.push(step.name);
      const on = done.has(step.name) ? undefined : waits.get(step.name)?.[step.next++];
      if (on === undefined) {
        done.add(step.name);
        path.pop();
        steps.pop();
      } else if (path.includes(on)) found.push(rotated(path.slice(path.indexOf(on))));
      else if (!done.has(on)) steps.push({ name: on, next: 0 });
    }
  }
  return found;
}

function rotated(cycle: readonly string[]): string[] {
  const first = cycle.indexOf([...cycle].sort()[0] as string);
  return [...cycle.slice(first), ...cycle.slice(0, first)];
}
