import { asked } from '../catalog/metrics';
import type { ToldAlarm } from '../rollout/told-alarm';

/** What a pipeline is known by to CloudWatch. May be late-bound. */
export interface WatchedPipeline {
  readonly stateMachineArn: string;
  /** Name of the queue that keeps what its schedule could not start. @default - it has no schedule */
  readonly deadLetters?: string;
}

/** Both count what should never be: one is too many. */
const ANY = { when: 'above', threshold: 0, times: 1, periodSeconds: 300 } as const;

/**
 * Runs that failed, and starts that came to nothing. Metrics: Step Functions developer guide, "Monitoring Step Functions metrics"; SQS developer
 * guide, "Available CloudWatch metrics" (2026-11).
 */
export function pipelineAlarms({ stateMachineArn, deadLetters }: WatchedPipeline): ToldAlarm[] {
  const failed = asked('failed', 'runsFailed', 'Sum', { StateMachineArn: stateMachineArn });
  const missed = asked('missed', 'messages', 'Maximum', { QueueName: deadLetters ?? '' });
  return [
    { key: 'failed', says: 'A run failed: its state machine names the jobs', ...ANY, queries: [failed] },
    ...(deadLetters === undefined
      ? []
      : [
          {
            key: 'missed',
            says: 'A run was not started: its queue of dead letters says why',
            ...ANY,
            queries: [missed],
          },
        ]),
  ];
}
