import { arn, type Place } from '../../../src/naming/arns';
import type { QueueInput } from '../../../src/spec/queue';
import type { Draw } from './draw';
import { label } from './label';

/** Queues of one random system, by name. */
export function randomQueues(draw: Draw, place: Place): Record<string, QueueInput> {
  const queues = draw.list(draw.chance(0.8) ? 1 : 0, 3, (i) => {
    const fifo = draw.chance(0.6) ? draw.chance(0.6) : undefined;
    const queue = {
      ...(fifo !== undefined && { fifo }),
      ...draw.some<QueueInput>({
        visibilityTimeoutSeconds: () => draw.one(0, 43_200, draw.int(1, 3600)),
        retentionDays: () => draw.int(1, fifo ? 14 : 13),
        maxReceives: () => draw.one(1, 1000, draw.int(2, 10)),
        kmsKeyArn: () => arn(place, 'kms', 'key/33333333-2222-4333-8444-555555555555'),
      }),
    };
    return [label(draw, 'queue', i), queue] as const;
  });
  return Object.fromEntries(queues);
}
