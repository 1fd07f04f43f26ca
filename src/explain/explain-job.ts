import type { Pipeline } from '../pipeline/pipelines';
import { startsInAYear, timingOf } from '../schedule/timing';
import type { Contract, ContractTrainingCluster } from '../spec/contract';
import type { JobSpec } from '../spec/training/job';
import type { JobSchedule } from '../spec/training/job-schedule';
import type { Capacity } from '../spec/training/training-cluster';
import { type Endpoint, endpointUrl } from '../task/endpoint';
import { clusterOf } from '../training/cluster-of';
import { hostMountOf } from '../training/host-mounts';
import { type HostFit, jobFit, type QueueHosts, queueHosts, type RunCost, runCost } from '../training/job-fit';

/** What a job's request means on the hosts of its cluster, and what a run of it costs at most. */
export interface JobExplanation {
  readonly system: string;
  readonly job: string;
  readonly cluster: string;
  readonly capacity: readonly Capacity[];
  readonly nodes: number;
  /** Devices of AWS Neuron of each host, all of which it has. Absent where it has none. */
  readonly neuronDevices?: number;
  readonly attempts: number;
  readonly timeoutSeconds: number;
  /** By type, in the order of the cluster. */
  readonly hosts: readonly HostFit[];
  readonly queue: readonly QueueHosts[];
  readonly cost: RunCost;
  /** What it mounts of its hosts, with their permission. Absent where that is nothing. */
  readonly hostMounts?: readonly { readonly volume: string; readonly path: string; readonly readOnly: boolean }[];
  /** What it may call, where it is told that is. Absent where it calls nothing. */
  readonly calls?: readonly { readonly service: string; readonly url: string }[];
  /** When it starts by itself. Absent where somebody runs it. */
  readonly starts?: JobStarts;
}

/** When a job starts by itself. */
export interface JobStarts {
  /** Name of the pipeline that it runs in. */
  readonly pipeline: string;
  /** `cron(...)` or `rate(...)`. */
  readonly expression: string;
  readonly timezone: string;
  /** On average over a year. */
  readonly aMonth: number;
  /** What all of them cost at most in a month; absent where that of a run is unknown. */
  readonly atMostUsdAMonth?: number;
}

/** A job that the rules accept. */
export function explainJob(
  { system, job }: { readonly system: string; readonly job: string },
  spec: JobSpec,
  contract: Pick<Contract, 'trainingClusters'>,
  { pipeline, callees = [] }: { readonly pipeline?: Pipeline | undefined; readonly callees?: readonly Endpoint[] } = {},
): JobExplanation {
  const cluster = clusterOf(spec, contract);
  const { instanceTypes, capacity, maxVcpus } = contract.trainingClusters[cluster] as ContractTrainingCluster;
  const { nodes, neuronDevices, retries, timeoutSeconds } = spec;
  const cost = runCost(spec, instanceTypes);
  const ofHosts = spec.mounts.filter((mount) => hostMountOf(mount) !== undefined);
  return {
    system,
    job,
    cluster,
    capacity,
    nodes,
    ...(neuronDevices > 0 && { neuronDevices }),
    attempts: retries.attempts,
    timeoutSeconds,
    hosts: jobFit(spec, instanceTypes).hosts,
    queue: queueHosts(spec, instanceTypes, maxVcpus),
    cost,
    ...(ofHosts.length > 0 && {
      hostMounts: ofHosts.map(({ volume, path, readOnly }) => ({ volume, path, readOnly })),
    }),
    ...(callees.length > 0 && {
      calls: callees.map((endpoint) => ({ service: endpoint.service, url: endpointUrl(endpoint) })),
    }),
    ...(pipeline?.schedule && { starts: startsOf(pipeline.name, pipeline.schedule, cost) }),
  };
}

function startsOf(pipeline: string, schedule: JobSchedule, { atMostUsd }: RunCost): JobStarts {
  const timing = timingOf(schedule);
  const aMonth = startsInAYear(timing) / 12;
  return {
    pipeline,
    expression: timing.expression,
    timezone: timing.timezone,
    aMonth,
    ...(atMostUsd !== undefined && { atMostUsdAMonth: atMostUsd * aMonth }),
  };
}
