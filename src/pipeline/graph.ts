import { type StartGraph, wayBetween } from '../rules/start-order';

/** How the jobs of a graph run: one, all of several at once, or one after another. */
export type Step =
  | { readonly job: string }
  | { readonly parallel: readonly Step[] }
  | { readonly series: readonly Step[] };

type IsSo = (a: string, b: string) => boolean;

/** The parts of a graph that have nothing to do with each other, each sorted; the parts by their first. */
export function partsOf(graph: StartGraph): string[][] {
  return connected([...graph.keys()].sort(), (a, b) => waits(graph, a, b) || waits(graph, b, a));
}

/**
 * A graph without circles as steps that Step Functions can take, which knows no graphs: one after another and side by side. Where jobs have
 * nothing to do with each other, or all of some are before all of others, each starts as soon as those are over that it waits for. What is
 * neither (`c` after `a` and `b`, `d` after `b` alone) runs in waves: there `d` waits for `a` too.
 */
export function stepsOf(graph: StartGraph): Step {
  const jobs = [...graph.keys()].sort();
  const before = new Set(
    jobs.flatMap((b) => jobs.filter((a) => a !== b && wayBetween(graph, b, a) !== undefined).map((a) => `${a} ${b}`)),
  );
  return steps(jobs, (a, b) => before.has(`${a} ${b}`));
}

function waits(graph: StartGraph, job: string, other: string): boolean {
  return graph.get(job)?.includes(other) === true;
}

function steps(jobs: readonly string[], isBefore: IsSo): Step {
  const [only] = jobs;
  if (jobs.length === 1 && only !== undefined) return { job: only };
  const isOrdered: IsSo = (a, b) => isBefore(a, b) || isBefore(b, a);
  const parts = connected(jobs, isOrdered);
  if (parts.length > 1) return { parallel: parts.map((part) => steps(part, isBefore)) };
  const layers = connected(jobs, (a, b) => !isOrdered(a, b));
  const series = layers.length > 1 ? inOrder(layers, isBefore) : waves(jobs, isBefore);
  return { series: series.map((layer) => steps(layer, isBefore)) };
}

/** Layers of which each is before all of the next. */
function inOrder(layers: readonly string[][], isBefore: IsSo): string[][] {
  return [...layers].sort(([a = ''], [b = '']) => (isBefore(a, b) ? -1 : 1));
}

/** Those that wait for none of the others, and the others. */
function waves(jobs: readonly string[], isBefore: IsSo): string[][] {
  const first = jobs.filter((job) => !jobs.some((other) => isBefore(other, job)));
  return [first, jobs.filter((job) => !first.includes(job))];
}

/** Groups of those that are linked, directly or through others, each sorted, in the order of their first. */
function connected(all: readonly string[], isLinked: IsSo): string[][] {
  const left = new Set(all);
  const groups: string[][] = [];
  for (const one of all) {
    if (!left.delete(one)) continue;
    const group = [one];
    for (const member of group)
      for (const other of [...left])
        if (isLinked(member, other)) {
          left.delete(other);
          group.push(other);
        }
    groups.push(group.sort());
  }
  return groups;
}
