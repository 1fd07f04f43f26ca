import fc from 'fast-check';
import { partsOf, type Step, stepsOf } from '../../../src/pipeline/graph';

type Graph = ReadonlyMap<string, readonly string[]>;

/** Graphs without circles: each waits for some before it. */
const graph = fc
  .array(fc.array(fc.nat(20), { maxLength: 3 }), { minLength: 1, maxLength: 8 })
  .map(
    (waits) =>
      new Map(waits.map((before, i) => [`j${i}`, [...new Set(before.filter((b) => b < i).map((b) => `j${b}`))]])),
  ) as fc.Arbitrary<Graph>;

/** When each job begins, where each takes so long: by what steps are, one after another or side by side. */
function begins(step: Step, length: (job: string) => number, from: number, at: Map<string, number>): number {
  if ('job' in step) {
    at.set(step.job, from);
    return from + length(step.job);
  }
  if ('series' in step) return step.series.reduce((end, one) => begins(one, length, end, at), from);
  return Math.max(...step.parallel.map((one) => begins(one, length, from, at)));
}

/** The same where each begins as soon as it can. */
function soonest(graph: Graph, length: (job: string) => number): Map<string, number> {
  const at = new Map<string, number>();
  const of = (job: string): number => {
    const known = at.get(job) ?? Math.max(0, ...(graph.get(job) ?? []).map((before) => of(before) + length(before)));
    at.set(job, known);
    return known;
  };
  for (const job of graph.keys()) of(job);
  return at;
}

const asMap = (waits: Record<string, string[]>): Graph => new Map(Object.entries(waits));
const lengths = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 21, maxLength: 21 });
const taking = (all: readonly number[]) => (job: string) => all[Number(job.slice(1))] as number;

describe('the steps of a graph', () => {
  it('have each job once, behind all that it waits for', () => {
    fc.assert(
      fc.property(graph, lengths, (waits, all) => {
        const at = new Map<string, number>();
        begins(stepsOf(waits), taking(all), 0, at);
        expect([...at.keys()].sort()).toEqual([...waits.keys()].sort());
        for (const [job, before] of waits)
          for (const one of before)
            expect(at.get(job)).toBeGreaterThanOrEqual((at.get(one) ?? Number.NaN) + taking(all)(one));
      }),
    );
  });

  it('let each begin as soon as it can, where jobs are one after another or side by side', () => {
    // Made of series and parallels alone, as a graph of waits.
    const made = fc.letrec<{ step: Step }>((tie) => ({
      step: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constant<Step>({ job: '' }),
        fc.array(tie('step'), { minLength: 2, maxLength: 3 }).map((series) => ({ series })),
        fc.array(tie('step'), { minLength: 2, maxLength: 3 }).map((parallel) => ({ parallel })),
      ),
    })).step;
    fc.assert(
      fc.property(made, lengths, (shape, all) => {
        const waits = new Map<string, string[]>();
        const add = (step: Step, before: string[]): string[] => {
          if ('job' in step) {
            const name = `j${waits.size}`;
            waits.set(name, before);
            return [name];
          }
          if ('parallel' in step) return step.parallel.flatMap((one) => add(one, before));
          return step.series.reduce((last, one) => add(one, last), before);
        };
        add(shape, []);
        fc.pre(waits.size <= 20);
        const at = new Map<string, number>();
        begins(stepsOf(waits), taking(all), 0, at);
        expect(at).toEqual(new Map([...soonest(waits, taking(all))].filter(([job]) => at.has(job))));
        for (const [job, when] of soonest(waits, taking(all))) expect(at.get(job)).toBe(when);
      }),
    );
  });

  it('are waves where neither is so', () => {
    expect(stepsOf(asMap({ a: [], b: [], c: ['a', 'b'], d: ['b'] }))).toEqual({
      series: [{ parallel: [{ job: 'a' }, { job: 'b' }] }, { parallel: [{ job: 'c' }, { job: 'd' }] }],
    });
  });
});

describe('the parts of a graph', () => {
  it('are all of its jobs, and none waits for one of another', () => {
    fc.assert(
      fc.property(graph, (waits) => {
        const parts = partsOf(waits);
        expect(parts.flat().sort()).toEqual([...waits.keys()].sort());
        for (const [job, before] of waits)
          for (const one of before) expect(parts.find((part) => part.includes(job))).toContain(one);
      }),
    );
    expect(partsOf(asMap({ a: [], b: ['a'], c: [], d: ['b'] }))).toEqual([['a', 'b', 'd'], ['c']]);
  });
});
