import { asked, type MetricName } from '../catalog/metrics';
import type { Query, WatchedTarget } from './alarm-plans';

/** A metric of each group of a target; a group without replicas sends none, which counts as zero. */
function ofGroups({ loadBalancer, groups }: WatchedTarget, id: string, metric: MetricName, stat: string) {
  const queries = groups.map(
    (TargetGroup, i): Query => asked(`${id}${i}`, metric, stat, { LoadBalancer: loadBalancer, TargetGroup }),
  );
  return { queries, filled: queries.map((query) => `FILL(${query.id},0)`) };
}

/**
 * What load balancers and the mesh measure of a service, as one line each: the last is the result. Requests move between the groups of a target,
 * and which of them has the new version changes with each rollout: so both are added. No list has more than six metrics; CloudWatch gives an
 * alarm ten ("Limits", CloudWatch user guide, 2026-11).
 */
export const targetQueries = {
  /** Server errors of a target, percent. */
  routeErrors(target: WatchedTarget): Query[] {
    const answers = ofGroups(target, 'e', 'answered5xx', 'Sum');
    const refused = ofGroups(target, 'c', 'unconnected', 'Sum');
    const requests = ofGroups(target, 'r', 'requests', 'Sum');
    return [
      ...[...answers.queries, ...refused.queries, ...requests.queries],
      { id: 'errors', expression: [...answers.filled, ...refused.filled].join('+') },
      { id: 'requests', expression: requests.filled.join('+') },
      { id: 'percent', expression: 'IF(requests>0,100*errors/requests,0)' },
    ];
  },

  /** The same of the mesh, which counts answers by their class and knows both versions by one name. */
  meshErrors(TargetDiscoveryName: string): Query[] {
    const classes = (['mesh2xx', 'mesh3xx', 'mesh4xx', 'mesh5xx'] as const).map(
      (metric, i): Query => asked(`a${i}`, metric, 'Sum', { TargetDiscoveryName }),
    );
    return [
      ...classes,
      { id: 'errors', expression: 'FILL(a3,0)' },
      { id: 'requests', expression: 'FILL(a0,0)+FILL(a1,0)+FILL(a2,0)+FILL(a3,0)' },
      { id: 'percent', expression: 'IF(requests>0,100*errors/requests,0)' },
    ];
  },

  /** Percentiles cannot be added: the slower of the groups counts. Seconds. */
  slowest(target: WatchedTarget, percentile: number): Query[] {
    const { queries, filled } = ofGroups(target, 'l', 'responseTime', `p${percentile}`);
    return [...queries, { id: 'slowest', expression: `MAX([${filled.join(',')}])` }];
  },

  /** Replicas of a target that fail their checks. */
  unhealthy(target: WatchedTarget): Query[] {
    const metric = target.kind === 'application' ? 'unhealthyTargets' : 'unhealthyFlowTargets';
    const { queries, filled } = ofGroups(target, 'u', metric, 'Maximum');
    return [...queries, { id: 'unhealthy', expression: filled.join('+') }];
  },
} as const;
