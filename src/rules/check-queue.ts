import type { Problem } from '../errors';
import { checkName } from '../naming/names';
import type { QueueSpec } from '../spec/queue';
import { checkArn } from './check-arn';
import { checkSameRegion } from './check-same-region';

/** Longest that SQS keeps a message, and so a dead letter, days (API_SetQueueAttributes, 2026-11). */
export const DEAD_LETTER_DAYS = 14;

/** What AWS would refuse of a queue, or lose without a word. Fields are those of the queue. */
export function checkQueue(name: string, queue: QueueSpec, region: string): Problem[] {
  return [
    ...checkName('queue', name, ''),
    ...checkRetention(queue),
    ...checkArn('key', queue.kmsKeyArn, 'kmsKeyArn'),
    ...checkSameRegion(queue.kmsKeyArn, region, 'kmsKeyArn'),
  ];
}

/**
 * A dead letter of a standard queue keeps the age it had, and goes with it; one of a FIFO queue begins anew.
 * Source: SQS developer guide, "Setting-up dead-letter queue retention", 2026-11.
 */
function checkRetention({ fifo, retentionDays }: QueueSpec): Problem[] {
  if (fifo || retentionDays < DEAD_LETTER_DAYS) return [];
  return [
    {
      code: 'DeadLettersExpire',
      field: 'retentionDays',
      problem: `is ${retentionDays}, and dead letters go ${DEAD_LETTER_DAYS} days after they were sent: one that failed late would never be seen`,
      fix: `use ${DEAD_LETTER_DAYS - 1} or less`,
    },
  ];
}
