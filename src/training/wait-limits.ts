import type { TrainingClusterSpec } from '../spec/training/training-cluster';

/** When Batch gives up a job that is first in its queue and cannot start. */
export interface WaitLimit {
  readonly action: 'CANCEL';
  readonly state: 'RUNNABLE';
  readonly reason: string;
  readonly maxTimeSeconds: number;
}

/** The three reasons for which Batch can give up a job, each with its limit (Batch API_JobStateTimeLimitAction, 2026-11). */
export function waitLimits({ capacitySeconds, misconfiguredSeconds }: TrainingClusterSpec['waitLimits']): WaitLimit[] {
  const after = (reason: string, maxTimeSeconds: number): WaitLimit => ({
    action: 'CANCEL',
    state: 'RUNNABLE',
    reason,
    maxTimeSeconds,
  });
  return [
    after('CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY', capacitySeconds),
    after('MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE', misconfiguredSeconds),
    after('MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT', misconfiguredSeconds),
  ];
}
