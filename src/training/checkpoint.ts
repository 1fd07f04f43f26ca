import type { JobSpec } from '../spec/training/job';

/** What the processes of a job are told of its checkpoints: where they are, and how often one is expected. Nothing without checkpoints. */
export function checkpointVariables({
  checkpoint,
  mounts,
}: Pick<JobSpec, 'checkpoint' | 'mounts'>): Record<string, string> {
  const mount = mounts.find(({ volume }) => volume === checkpoint?.volume);
  if (checkpoint === undefined || mount === undefined) return {};
  return { CHECKPOINT_DIR: mount.path, CHECKPOINT_EVERY_SECONDS: String(checkpoint.everySeconds) };
}
