import type { ContractTrainingCluster } from '../spec/contract';
import type { Capacity } from '../spec/training/training-cluster';
import { clusterVcpus, type VcpuDemand } from '../training/vcpu-quotas';

/** What hosts a training cluster has, and what it may come to of the account's quotas. */
export interface ClusterExplanation {
  readonly cluster: string;
  readonly instanceTypes: readonly string[];
  readonly capacity: readonly Capacity[];
  readonly zones: readonly string[];
  readonly maxVcpus: number;
  readonly quotas: readonly VcpuDemand[];
}

/** A training cluster, as its contract has it. */
export function explainCluster(cluster: string, contract: ContractTrainingCluster): ClusterExplanation {
  const { instanceTypes, capacity, zones, maxVcpus } = contract;
  return { cluster, instanceTypes, capacity, zones, maxVcpus, quotas: clusterVcpus(instanceTypes, capacity, maxVcpus) };
}
