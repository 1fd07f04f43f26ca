import { resourceName } from '../naming/names';
import { mapValues } from '../spec/map-values';
import type { TargetChoice } from '../spec/scaling';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import type { Metric, MetricQuery } from './metric-query';
import { backlogQueries, backlogTarget, type QueueWorkers } from './queue-delay';
import type { RouteTarget } from './route-target';

/** Average use of the promised cores that is kept where nothing else says when replicas may go: room for a burst while new ones start. */
export const DEFAULT_CPU_PERCENT = 60;

/** What is measured. */
export type Measure =
  | { readonly kind: 'predefined'; readonly type: string }
  | { readonly kind: 'requests'; readonly target: RouteTarget }
  | { readonly kind: 'metric'; readonly metric: Metric }
  | { readonly kind: 'math'; readonly queries: readonly MetricQuery[] };

/** A measure that is kept at a value, by more replicas and by fewer. */
export interface Tracking {
  readonly name: string;
  readonly value: number;
  readonly measure: Measure;
}

/** The fields of `scaling` that let replicas go again. Latency and schedules do not: the one only adds, the others only bound. */
export function trackers({ scaling }: Pick<ServiceSpec, 'scaling'>): string[] {
  const { cpuPercent, memoryPercent, requestsPerReplica, queueDelay, metrics } = scaling;
  return [
    ...Object.entries({ cpuPercent, memoryPercent, requestsPerReplica, queueDelay }).flatMap(([field, value]) =>
      value === undefined ? [] : [field],
    ),
    ...Object.keys(metrics)
      .sort()
      .map((name) => `metrics.${name}`),
  ];
}

/** What target tracking keeps for a service, by construct id. There is always something: replicas that only come would never go. */
export function trackingOf(
  service: ServiceSpec,
  workers: QueueWorkers,
  only: (choice: TargetChoice) => RouteTarget,
): Record<string, Tracking> {
  const { cpuPercent, memoryPercent, requestsPerReplica, queueDelay, metrics } = service.scaling;
  const cpu = cpuPercent ?? (trackers(service).length === 0 ? DEFAULT_CPU_PERCENT : undefined);
  const mayEnd = replicaBounds(service.replicas).min === 0;
  return {
    ...(cpu !== undefined && { Cpu: predefined('cpu', cpu, 'ECSServiceAverageCPUUtilization') }),
    ...(memoryPercent !== undefined && {
      Memory: predefined('memory', memoryPercent, 'ECSServiceAverageMemoryUtilization'),
    }),
    ...(requestsPerReplica && {
      Requests: {
        name: 'requests',
        value: requestsPerReplica.perMinute,
        measure: { kind: 'requests', target: only(requestsPerReplica) },
      },
    }),
    ...(queueDelay && {
      Queue: {
        name: 'queue',
        value: backlogTarget(queueDelay),
        measure: { kind: 'math', queries: backlogQueries(queueDelay, workers, mayEnd) },
      },
    }),
    ...prefixed(
      mapValues(metrics, ({ namespace, metric, dimensions, statistic, target }, key) => ({
        name: resourceName('scalingPolicy', 'metric', key),
        value: target,
        measure: { kind: 'metric', metric: { namespace, name: metric, dimensions, statistic } },
      })),
    ),
  };
}

function predefined(name: string, value: number, type: string): Tracking {
  return { name, value, measure: { kind: 'predefined', type } };
}

/** A metric of a user's own name never meets one of ours. */
function prefixed(metrics: Readonly<Record<string, Tracking>>): Record<string, Tracking> {
  return Object.fromEntries(Object.entries(metrics).map(([key, tracking]) => [`Metric-${key}`, tracking]));
}
