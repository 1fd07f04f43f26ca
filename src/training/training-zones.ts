import type { TrainingClusterSpec } from '../spec/training/training-cluster';

/** The zones of a cluster's hosts, sorted: what it says, or all; of jobs with several hosts, which must be close together, the first. */
export function trainingZones(
  { zones, multiNode }: Pick<TrainingClusterSpec, 'zones' | 'multiNode'>,
  all: readonly string[],
): string[] {
  const sorted = [...(zones ?? all)].sort();
  return zones === undefined && multiNode ? sorted.slice(0, 1) : sorted;
}
