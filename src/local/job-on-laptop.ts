import { PERIOD_VARIABLE } from '../schedule/period';
import type { SystemJobSpec } from '../spec/training/system-job';
import { type Endpoint, serviceHost, urlVariables } from '../task/endpoint';
import { jobVariables } from '../training/job-container';
import { sweepRuns } from '../training/sweep';
import { containerOnLaptop, type LaptopContext } from './container-on-laptop';
import { mountsOnLaptop } from './mounts-on-laptop';
import { type LocalContainer, placeOn, type StartCondition } from './plan';

/** What a job on a laptop needs to know beside its spec. */
export interface LocalJobContext extends LaptopContext {
  readonly system: string;
  readonly name: string;
  readonly volumes: Parameters<typeof mountsOnLaptop>[1]['volumes'];
  readonly callees: readonly Endpoint[];
  readonly networks: Readonly<Record<string, readonly string[]>>;
  readonly after: Readonly<Record<string, StartCondition>>;
  /** Its runs have a period. */
  readonly hasPeriod: boolean;
}

/**
 * A job as one container, which runs when somebody asks for it: the first of an array, the first combination of a sweep, the one node of several.
 * It is told what it is told on AWS; its period by whoever starts it.
 */
export function jobOnLaptop(job: SystemJobSpec, context: LocalJobContext): LocalContainer {
  const { system, name, volumes, callees, networks, after, hasPeriod } = context;
  const container = serviceHost(system, name);
  const told = {
    ...jobVariables({ ...job, nodes: 1 }, name),
    ...urlVariables(system, callees),
    ...(job.array !== undefined && { AWS_BATCH_JOB_ARRAY_INDEX: '0' }),
    ...sweepRuns(job.sweep)[0],
  };
  const core = containerOnLaptop(job, context, told);
  return {
    ...core,
    name: container,
    asked: { ...core.asked, ...(hasPeriod && { [PERIOD_VARIABLE]: { from: PERIOD_VARIABLE, isRequired: false } }) },
    mounts: mountsOnLaptop(job.mounts, { system, volumes, container }),
    place: placeOn(networks),
    after,
    stopSeconds: 30,
    life: 'job',
  };
}
