import type { QueueDelaySpec } from '../spec/scaling';
import { type Metric, type MetricQuery, measured } from './metric-query';

/** Seconds in which the first replica may need a new host, and counts as on its way: without it each minute would add one more. */
export const WAKE_COOLDOWN_SECONDS = 300;

/** Where the messages are and who works on them, by the names that CloudWatch knows. */
export interface QueueWorkers {
  readonly queueName: string;
  readonly clusterName: string;
  readonly serviceName: string;
}

/** Messages that a replica may have before it: with more, the last of them would wait too long. */
export function backlogTarget({ acceptableSeconds, processingSeconds }: QueueDelaySpec): number {
  return acceptableSeconds / processingSeconds;
}

/**
 * Messages for each running replica, what target tracking keeps at `backlogTarget`. With none running it is all the messages, as if one
 * ran: nothing is divided by zero, and a backlog of more than one replica's share raises the number from 0 as well (SageMaker Developer
 * Guide, "Autoscale an asynchronous endpoint": target tracking takes a number to 0 and, above its target, from there; read 2026-11-22).
 *
 * Running replicas are counted by the samples of their cpu use, one a minute each and none for a service that runs nothing (ECS Developer
 * Guide, "CloudWatch metrics"; aws/containers-roadmap#2718, read 2026-11-22), so that Container Insights need not be paid for.
 * `FILL(..., REPEAT)` and not 0 for messages: the youngest minute is often not yet there, and 0 would be an empty queue.
 *
 * Where the last replica may go, messages that are being worked on hold it: they count as one replica's share at least.
 */
export function backlogQueries(delay: QueueDelaySpec, workers: QueueWorkers, mayEnd: boolean): MetricQuery[] {
  const share = backlogTarget(delay);
  const waiting: MetricQuery[] = mayEnd
    ? [
        { id: 'inflight', metric: sqs(workers, 'messagesInFlight') },
        { id: 'held', expression: `IF(FILL(inflight, REPEAT) > 0, ${share}, 0)` },
        { id: 'seen', expression: 'FILL(visible, REPEAT)' },
        { id: 'work', expression: 'IF(seen > held, seen, held)' },
      ]
    : [{ id: 'work', expression: 'FILL(visible, REPEAT)' }];
  return [
    { id: 'visible', metric: sqs(workers, 'messages') },
    { id: 'tasks', metric: runningTasks(workers) },
    ...waiting,
    { id: 'workers', expression: 'IF(FILL(tasks, 0) > 0, FILL(tasks, 0), 1)' },
    { id: 'backlog', expression: 'work / workers' },
  ];
}

/**
 * 1 while messages wait and nothing runs. Target tracking alone would let them wait until there are more than one replica's share of them,
 * so an alarm on this adds the first replica; it is silent as soon as one runs, so the two never pull in different directions.
 */
export function wakeQueries(workers: QueueWorkers): MetricQuery[] {
  return [
    { id: 'visible', metric: sqs(workers, 'messages') },
    { id: 'tasks', metric: runningTasks(workers) },
    { id: 'wake', expression: 'IF(FILL(visible, REPEAT) > 0, IF(FILL(tasks, 0) > 0, 0, 1), 0)' },
  ];
}

function sqs({ queueName }: QueueWorkers, metric: 'messages' | 'messagesInFlight'): Metric {
  // One value a minute: of a late second one in the same minute the larger is taken, not the sum.
  return measured(metric, 'Maximum', { QueueName: queueName });
}

function runningTasks({ clusterName, serviceName }: QueueWorkers): Metric {
  return measured('cpu', 'SampleCount', { ClusterName: clusterName, ServiceName: serviceName });
}
