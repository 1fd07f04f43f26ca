import { resourceName } from '../naming/names';
import { type KnownQueues, namedQueue } from '../rules/known-queues';
import type { Contract } from '../spec/contract';
import { mapValues } from '../spec/map-values';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import { latencySteps, type Step } from './latency';
import type { MetricQuery } from './metric-query';
import { wakeQueries } from './queue-delay';
import { chosenTargets, type RouteTarget, routeTargets } from './route-target';
import { scheduleExpression } from './schedule';
import { type Tracking, trackingOf } from './tracking';

/** Bounds from a time on. */
export interface PlannedSchedule {
  readonly name: string;
  readonly expression: string;
  readonly timezone: string;
  readonly min: number;
  readonly max: number;
}

/** Replicas that are added while a route answers too slowly. */
export interface PlannedLatency {
  /** As CloudWatch names it: `p90`. */
  readonly percentile: string;
  readonly seconds: number;
  readonly target: RouteTarget;
  readonly steps: readonly Step[];
}

/** Everything that moves the number of replicas of a service. Keys are ids of constructs. */
export interface ScalingPlan {
  readonly min: number;
  readonly max: number;
  readonly tracking: Readonly<Record<string, Tracking>>;
  readonly latency?: PlannedLatency;
  /** What becomes 1 when the first replica is wanted. */
  readonly wake?: readonly MetricQuery[];
  readonly schedules: Readonly<Record<string, PlannedSchedule>>;
}

/** Whose replicas they are. */
export interface Scaled {
  readonly contract: Contract;
  readonly system: string;
  readonly name: string;
  readonly queues: KnownQueues;
}

/** What scales a service that `checkScaling` found nothing wrong with; undefined where its bounds are equal. */
export function planScaling(service: ServiceSpec, { contract, system, name, queues }: Scaled): ScalingPlan | undefined {
  const { min, max } = replicaBounds(service.replicas);
  if (min === max) return undefined;
  const { latency, queueDelay, schedules } = service.scaling;
  const only = (choice: { gateway?: string | undefined; port?: string | undefined }) =>
    chosenTargets(routeTargets(service, contract), choice)[0] as RouteTarget;
  const workers = {
    queueName: namedQueue(queueDelay?.queue ?? '', system, contract.site, queues)?.name ?? '',
    clusterName: contract.cluster.name,
    serviceName: resourceName('service', system, name),
  };
  return {
    min,
    max,
    tracking: trackingOf(service, workers, only),
    ...(latency && {
      latency: {
        percentile: latency.percentile,
        seconds: latency.seconds,
        target: only(latency),
        steps: latencySteps(latency.seconds),
      },
    }),
    ...(min === 0 && queueDelay && { wake: wakeQueries(workers) }),
    // An action that set one bound alone would leave the other as an earlier action had set it.
    schedules: mapValues(schedules, (schedule, key) => ({
      name: resourceName('scheduledAction', key),
      expression: scheduleExpression(schedule),
      timezone: schedule.timezone,
      min: schedule.min ?? min,
      max: schedule.max ?? max,
    })),
  };
}
