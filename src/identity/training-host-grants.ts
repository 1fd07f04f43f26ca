import { arn, type Place } from '../naming/arns';
import { HOST_EVENT } from '../training/cluster-events';
import type { Statement } from './policy';

/**
 * What a host of a training cluster may do beside what the agent needs: say that it could not start, in an event that nobody else sends. Source:
 * Service Authorization Reference, "Amazon EventBridge", 2026-11.
 */
export function trainingHostGrants(place: Place): Statement[] {
  return [
    {
      actions: ['events:PutEvents'],
      resources: [arn(place, 'events', 'event-bus/default')],
      conditions: {
        StringEquals: { 'events:source': HOST_EVENT.source, 'events:detail-type': HOST_EVENT.detailType },
      },
    },
  ];
}
