import type { Query } from '../rollout/alarm-plans';

/** Where the function that is told of failures counts them; it says the same (`constructs/aws/failure-card`). */
export const OPERATION_METRICS = 'Stowage/Operations';

/** What it counts, and by what. */
const DIMENSIONS = {
  Restarts: ['Cluster', 'Service'],
  PlacementFailures: ['Cluster'],
  DisconnectedAgents: ['Cluster'],
  FailedRefreshes: ['Group'],
} as const;

export type OperationMetric = keyof typeof DIMENSIONS;

/** How many in a period: failures are added, hosts out of reach are those of the worst look. */
export function operationMetric<Name extends OperationMetric>(
  metric: Name,
  dimensions: Readonly<Record<(typeof DIMENSIONS)[Name][number], string>>,
): Extract<Query, { readonly metric: string }> {
  const stat = metric === 'DisconnectedAgents' ? 'Maximum' : 'Sum';
  return { id: 'seen', namespace: OPERATION_METRICS, metric, stat, dimensions };
}
