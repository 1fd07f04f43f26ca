import type { Contract } from '../spec/contract';
import type { JobSpec } from '../spec/training/job';

/** The name of the training cluster that a job runs on: as it says, or the only one, or 'training'. It may not exist. */
export function clusterOf(
  { cluster }: Pick<JobSpec, 'cluster'>,
  { trainingClusters }: Pick<Contract, 'trainingClusters'>,
): string {
  const [only, ...more] = Object.keys(trainingClusters);
  return cluster ?? (more.length === 0 ? only : undefined) ?? 'training';
}
