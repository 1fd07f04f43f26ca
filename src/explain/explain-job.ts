import type { Contract, ContractTrainingCluster } from '../spec/contract';
import type { JobSpec } from '../spec/training/job';
import type { Capacity } from '../spec/training/training-cluster';
import { clusterOf } from '../training/cluster-of';
import { type HostFit, jobFit, type QueueHosts, queueHosts, type RunCost, runCost } from '../training/job-fit';

/** What a job's request means on the hosts of its cluster, and what a run of it costs at most. */
export interface JobExplanation {
  readonly system: string;
  readonly job: string;
  readonly cluster: string;
  readonly capacity: readonly Capacity[];
  readonly nodes: number;
  readonly attempts: number;
  readonly timeoutSeconds: number;
  /** By type, in the order of the cluster. */
  readonly hosts: readonly HostFit[];
  readonly queue: readonly QueueHosts[];
  readonly cost: RunCost;
}

/** A job that the rules accept. */
export function explainJob(
  { system, job }: { readonly system: string; readonly job: string },
  spec: JobSpec,
  contract: Pick<Contract, 'trainingClusters'>,
): JobExplanation {
  const cluster = clusterOf(spec, contract);
  const { instanceTypes, capacity, maxVcpus } = contract.trainingClusters[cluster] as ContractTrainingCluster;
  const { nodes, retries, timeoutSeconds } = spec;
  return {
    system,
    job,
    cluster,
    capacity,
    nodes,
    attempts: retries.attempts,
    timeoutSeconds,
    hosts: jobFit(spec, instanceTypes).hosts,
    queue: queueHosts(spec, instanceTypes, maxVcpus),
    cost: runCost(spec, instanceTypes),
  };
}
