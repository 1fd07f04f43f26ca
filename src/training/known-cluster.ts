import type { ContractHostMount } from '../spec/contract';
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
  /** What its hosts mount for jobs, by name. @default {} */
  readonly hostMounts?: Readonly<Record<string, ContractHostMount>> | undefined;
  /** Names of those who share it. */
  readonly teams: readonly string[];
}
