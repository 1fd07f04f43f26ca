import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { Json } from './inventory';

/** A synthesized stack, and the names of the stacks that are deployed before it. */
export interface Synthesized {
  readonly name: string;
  readonly dependencies: readonly string[];
  /** What Terraform reads of it: without cdktf's notes on where in the tree a thing was made. */
  readonly json: Json;
}

/** The stacks in an output directory, each after those that it depends on. */
export function stacksIn(outdir: string): Synthesized[] {
  const { stacks } = read(outdir, 'manifest.json') as {
    stacks: Record<string, { dependencies: string[]; synthesizedStackPath: string }>;
  };
  const done = new Map<string, Synthesized>();
  const visit = (name: string): void => {
    if (done.has(name)) return;
    const { dependencies, synthesizedStackPath } = stacks[name] as (typeof stacks)[string];
    dependencies.forEach(visit);
    done.set(name, { name, dependencies, json: withoutNotes(read(outdir, synthesizedStackPath)) as Json });
  };
  Object.keys(stacks).forEach(visit);
  return [...done.values()];
}

/** How many resources they have together. */
export function countResources(stacks: readonly Synthesized[]): number {
  const types = stacks.flatMap(({ json }) => Object.values((json.resource ?? {}) as Record<string, Json>));
  return types.reduce((sum, byId) => sum + Object.keys(byId).length, 0);
}

/** Throws at the first thing that is in one output and not, or not equally, in the other. */
export function assertEqual(ours: readonly Synthesized[], theirs: readonly Synthesized[]): void {
  const all = [flat(ours), flat(theirs)] as const;
  for (const address of new Set(all.flatMap((one) => [...one.keys()]))) {
    const [a, b] = all.map((one) => one.get(address));
    if (!isDeepStrictEqual(a, b))
      throw new Error(`${address} differs.\nStowage: ${JSON.stringify(a)}\nraw cdktf: ${JSON.stringify(b)}`);
  }
}

/** By stack, section (`resource`), kind (`aws_ecs_service`) and id. */
function flat(stacks: readonly Synthesized[]): Map<string, unknown> {
  const entries = stacks.flatMap(({ name, json }) =>
    Object.entries(json).flatMap(([section, kinds]) =>
      Object.entries(kinds as Json).flatMap(([kind, byId]) =>
        Object.entries(byId as Json).map(([id, value]) => [`${name}: ${section} ${kind} ${id}`, value] as const),
      ),
    ),
  );
  return new Map([
    ...entries,
    ...stacks.map(({ name, dependencies }) => [`${name}: dependencies`, [...dependencies].sort()] as const),
  ]);
}

function withoutNotes(x: unknown): unknown {
  if (Array.isArray(x)) return x.map(withoutNotes);
  if (typeof x !== 'object' || x === null) return x;
  return Object.fromEntries(
    Object.entries(x)
      .filter(([key]) => key !== '//')
      .map(([key, value]) => [key, withoutNotes(value)]),
  );
}

function read(outdir: string, file: string): unknown {
  return JSON.parse(readFileSync(join(outdir, file), 'utf8'));
}
