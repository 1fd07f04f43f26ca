import type { ContractHostMount, ContractTrainingCluster } from '../spec/contract';
import type { Capacity } from '../spec/training/training-cluster';
import type { Budget } from '../training/budget';
import { clusterVcpus, type VcpuDemand } from '../training/vcpu-quotas';

/** What hosts a training cluster has, and what it may come to of the account's quotas. */
export interface ClusterExplanation {
  readonly cluster: string;
  readonly instanceTypes: readonly string[];
  readonly capacity: readonly Capacity[];
  readonly zones: readonly string[];
  readonly maxVcpus: number;
  readonly quotas: readonly VcpuDemand[];
  /** What its hosts mount for jobs. Absent where that is nothing. */
  readonly hostMounts?: readonly (ContractHostMount & { readonly name: string })[];
  /** What it may cost in a month, and what becomes of jobs then. Absent where nothing stops it. */
  readonly budget?: Budget;
}

/** A training cluster, as its contract has it, and its budget. */
export function explainCluster(
  cluster: string,
  contract: ContractTrainingCluster,
  budget?: Budget,
): ClusterExplanation {
  const { instanceTypes, capacity, zones, maxVcpus, hostMounts } = contract;
  const quotas = clusterVcpus(instanceTypes, capacity, maxVcpus);
  return {
    cluster,
    instanceTypes,
    capacity,
    zones,
    maxVcpus,
    quotas,
    ...(hostMounts !== undefined && { hostMounts: mounted(hostMounts) }),
    ...(budget !== undefined && { budget }),
  };
}

function mounted(hostMounts: NonNullable<ContractTrainingCluster['hostMounts']>): ClusterExplanation['hostMounts'] {
  return Object.entries(hostMounts)
    .map(([name, mount]) => ({ name, ...mount }))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
