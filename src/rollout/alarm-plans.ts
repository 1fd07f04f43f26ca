import { asked, type MetricName } from '../catalog/metrics';
import type { ServiceSpec } from '../spec/service';
import { errorPercentOf } from './error-percent';

/** A pair of target groups, or the only one of a route. The suffixes of ARNs that CloudWatch knows them by may be late-bound. */
export interface WatchedTarget {
  /** Stable name among the targets of the service. */
  readonly key: string;
  readonly kind: 'application' | 'network';
  /** Name of the port that it leads to. */
  readonly port: string;
  readonly loadBalancer: string;
  readonly groups: readonly string[];
}

/** What a service is known by to CloudWatch. */
export interface Watched {
  readonly targets: readonly WatchedTarget[];
  readonly cluster: string;
  readonly service: string;
  /** Names in the mesh of its ports that speak HTTP, by port. */
  readonly mesh: Readonly<Record<string, string>>;
}

/** A metric, or an expression over others; the last of a list is what the alarm watches. */
export type Query =
  | { readonly id: string; readonly expression: string }
  | {
      readonly id: string;
      readonly namespace: string;
      readonly metric: string;
      readonly stat: string;
      readonly dimensions: Readonly<Record<string, string>>;
    };

/** An alarm that undoes a rollout. */
export interface AlarmPlan {
  /** Stable name among the alarms of the service: `errors-public-http`. */
  readonly key: string;
  /** It goes off above this, */
  readonly threshold: number;
  /** for so many minutes on end. */
  readonly minutes: number;
  readonly queries: readonly Query[];
}

/** Minutes on end that an alarm must see too much before it goes off: one bad minute is no bad version. */
export const ALARM_MINUTES = 3;

const HTTP = ['http', 'http2'];

/** The alarms of a service. No alarm needs more than six metrics; CloudWatch gives one ten ("Limits", CloudWatch user guide, 2026-11). */
export function alarmPlans(service: ServiceSpec, { targets, cluster, service: name, mesh }: Watched): AlarmPlan[] {
  const { latency, unhealthyReplicas, cpuPercent, memoryPercent } = service.alarms;
  const errors = errorPercentOf(service);
  const routes = targets.filter(({ kind }) => kind === 'application');
  const spoken = routes.filter(({ port }) => HTTP.includes(service.ports[port]?.protocol ?? ''));
  const plan = (key: string, threshold: number, queries: Query[], minutes = ALARM_MINUTES) => ({
    key,
    threshold,
    minutes,
    queries,
  });
  const ecs = (metric: 'cpu' | 'memory'): Query[] => [
    asked('m0', metric, 'Average', { ClusterName: cluster, ServiceName: name }),
  ];
  const grace = Math.ceil((service.health.readiness?.graceSeconds ?? 60) / 60);
  return [
    ...(errors === undefined ? [] : spoken.map((t) => plan(`errors-${t.key}`, errors, routeErrors(t)))),
    ...(errors === undefined || routes.length > 0
      ? []
      : Object.entries(mesh).map(([port, at]) => plan(`errors-${port}`, errors, meshErrors(at)))),
    ...(latency === undefined
      ? []
      : routes.map((t) => plan(`latency-${t.key}`, latency.seconds, slowest(t, `p${latency.percentile}`)))),
    // New replicas are unhealthy until they have loaded.
    ...(unhealthyReplicas === undefined
      ? []
      : targets.map((t) => plan(`unhealthy-${t.key}`, unhealthyReplicas - 1, unhealthy(t), ALARM_MINUTES + grace))),
    ...(cpuPercent === undefined ? [] : [plan('cpu', cpuPercent, ecs('cpu'))]),
    ...(memoryPercent === undefined ? [] : [plan('memory', memoryPercent, ecs('memory'))]),
  ];
}

/** A metric of each group of a target; a group without replicas sends none, which counts as zero. */
function ofGroups({ loadBalancer, groups }: WatchedTarget, id: string, metric: MetricName, stat: string) {
  const queries = groups.map(
    (TargetGroup, i): Query => asked(`${id}${i}`, metric, stat, { LoadBalancer: loadBalancer, TargetGroup }),
  );
  return { queries, filled: queries.map((query) => `FILL(${query.id},0)`) };
}

/**
 * Requests move between the groups, and which of them has the new version changes with each rollout: so both are added. Metrics: ELB user
 * guide, "CloudWatch metrics for your Application Load Balancer", 2026-11.
 */
function routeErrors(target: WatchedTarget): Query[] {
  const answers = ofGroups(target, 'e', 'answered5xx', 'Sum');
  const refused = ofGroups(target, 'c', 'unconnected', 'Sum');
  const requests = ofGroups(target, 'r', 'requests', 'Sum');
  return [
    ...[...answers.queries, ...refused.queries, ...requests.queries],
    { id: 'errors', expression: [...answers.filled, ...refused.filled].join('+') },
    { id: 'requests', expression: requests.filled.join('+') },
    { id: 'percent', expression: 'IF(requests>0,100*errors/requests,0)' },
  ];
}

/** The same of the mesh, which counts answers by their class and knows both versions by one name (ECS developer guide, "Amazon ECS CloudWatch metrics", 2026-11). */
function meshErrors(TargetDiscoveryName: string): Query[] {
  const classes = (['mesh2xx', 'mesh3xx', 'mesh4xx', 'mesh5xx'] as const).map(
    (metric, i): Query => asked(`a${i}`, metric, 'Sum', { TargetDiscoveryName }),
  );
  return [
    ...classes,
    { id: 'errors', expression: 'FILL(a3,0)' },
    { id: 'requests', expression: 'FILL(a0,0)+FILL(a1,0)+FILL(a2,0)+FILL(a3,0)' },
    { id: 'percent', expression: 'IF(requests>0,100*errors/requests,0)' },
  ];
}

/** Percentiles cannot be added: the slower of the groups counts. */
function slowest(target: WatchedTarget, stat: string): Query[] {
  const { queries, filled } = ofGroups(target, 'l', 'responseTime', stat);
  return [...queries, { id: 'slowest', expression: `MAX([${filled.join(',')}])` }];
}

function unhealthy(target: WatchedTarget): Query[] {
  const metric = target.kind === 'application' ? 'unhealthyTargets' : 'unhealthyFlowTargets';
  const { queries, filled } = ofGroups(target, 'u', metric, 'Maximum');
  return [...queries, { id: 'unhealthy', expression: filled.join('+') }];
}
