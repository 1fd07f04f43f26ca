import type { JobSpec } from '../spec/training/job';

/**
 * What the processes of a job are told of its checkpoints: where they are, and how often one is expected. Nothing without checkpoints. The
 * directory is the job's own; runs of it are told apart by AWS_BATCH_JOB_ID, which stays when one is started again.
 */
export function checkpointVariables(
  { checkpoint, mounts }: Pick<JobSpec, 'checkpoint' | 'mounts'>,
  job: string,
): Record<string, string> {
  const mount = mounts.find(({ volume }) => volume === checkpoint?.volume);
  if (checkpoint === undefined || mount === undefined) return {};
  return {
    CHECKPOINT_DIR: `${mount.path}/checkpoints/${job}`,
    CHECKPOINT_EVERY_SECONDS: String(checkpoint.everySeconds),
  };
}
