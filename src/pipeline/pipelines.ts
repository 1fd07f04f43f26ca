import type { StartGraph } from '../rules/start-order';
import type { JobSchedule } from '../spec/training/job-schedule';
import type { SystemJobSpec } from '../spec/training/system-job';
import { partsOf } from './graph';

type Jobs = Readonly<Record<string, SystemJobSpec>>;

/** Jobs that run together: one that is scheduled, or several of which some are after others. */
export interface Pipeline {
  /** The job that is scheduled, or the first that waits for none. */
  readonly name: string;
  /** Each job with those that it waits for. */
  readonly graph: StartGraph;
  readonly schedule?: JobSchedule;
}

/** Which jobs of a system wait for which others of it. */
export function jobGraph(jobs: Jobs): StartGraph {
  return new Map(Object.entries(jobs).map(([name, { after }]) => [name, [...new Set(after)].sort()]));
}

/** The jobs of a system that are told the period of a run: all of a pipeline whose schedule has one. */
export function jobsWithPeriod(jobs: Jobs): ReadonlySet<string> {
  const told = pipelinesOf(jobs).filter(({ schedule }) => schedule?.period !== undefined);
  return new Set(told.flatMap(({ graph }) => [...graph.keys()]));
}

/** The pipelines of a system that the rules accept, by name. A job that stands alone and is not scheduled is in none. */
export function pipelinesOf(jobs: Jobs): Pipeline[] {
  const graph = jobGraph(jobs);
  return partsOf(graph).flatMap((part) => {
    const scheduled = part.find((name) => jobs[name]?.schedule !== undefined);
    const name = scheduled ?? part.find((job) => jobs[job]?.after.length === 0);
    if (name === undefined || (part.length === 1 && scheduled === undefined)) return [];
    const schedule = jobs[name]?.schedule;
    return [
      {
        name,
        graph: new Map(part.map((job) => [job, graph.get(job) ?? []])),
        ...(schedule !== undefined && { schedule }),
      },
    ];
  });
}
