import type { Capacity } from '../spec/training/training-cluster';

/** What a job must know of the training cluster that it runs on: what the contract says of one. */
export interface KnownCluster {
  readonly instanceTypes: readonly string[];
  readonly capacity: readonly Capacity[];
  readonly maxVcpus: number;
  readonly zones: readonly string[];
  readonly multiNode: boolean;
  /** Root volume of each host, GiB. */
  readonly rootGiB: number;
  /** Names of those who share it. */
  readonly teams: readonly string[];
}
