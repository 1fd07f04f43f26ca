import { asked } from '../catalog/metrics';
import type { ServiceSpec } from '../spec/service';
import { errorPercentOf } from './error-percent';
import { targetQueries } from './target-queries';

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

/** What is spoken where answers have a class. */
export const HTTP = ['http', 'http2'];

/**
 * The alarms that undo rollouts of a service. They tell nobody: ECS looks at them while it rolls out, so they are strict, quick, and about what moves
 * first. What people are told of is in `src/watch`: it holds on all days, takes longer to be sure, and undoes nothing.
 */
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
    ...(errors === undefined ? [] : spoken.map((t) => plan(`errors-${t.key}`, errors, targetQueries.routeErrors(t)))),
    ...(errors === undefined || routes.length > 0
      ? []
      : Object.entries(mesh).map(([port, at]) => plan(`errors-${port}`, errors, targetQueries.meshErrors(at)))),
    ...(latency === undefined
      ? []
      : routes.map((t) => plan(`latency-${t.key}`, latency.seconds, targetQueries.slowest(t, latency.percentile)))),
    // New replicas are unhealthy until they have loaded.
    ...(unhealthyReplicas === undefined
      ? []
      : targets.map((t) =>
          plan(`unhealthy-${t.key}`, unhealthyReplicas - 1, targetQueries.unhealthy(t), ALARM_MINUTES + grace),
        )),
    ...(cpuPercent === undefined ? [] : [plan('cpu', cpuPercent, ecs('cpu'))]),
    ...(memoryPercent === undefined ? [] : [plan('memory', memoryPercent, ecs('memory'))]),
  ];
}
