import { asked } from '../catalog/metrics';
import { HTTP, type Watched, type WatchedTarget } from '../rollout/alarm-plans';
import { targetQueries } from '../rollout/target-queries';
import type { ToldAlarm } from '../rollout/told-alarm';
import type { ServiceSpec } from '../spec/service';
import type { Symptom } from '../spec/slo';
import type { ConsumedQueue } from './consumed-queues';

/** Share of server errors that users notice. */
export const DEFAULT_ERROR_PERCENT = 1;

/** Who must be served in time where nothing says so. */
export const DEFAULT_PERCENTILE = 99;

/** Minutes for which a replica may be unhealthy beside those that it takes to start: in less, ECS has replaced it. */
const UNHEALTHY_MINUTES = 10;

/** Of what has no port, an answer that takes as long is worth a look. */
const SLOW_SECONDS = 1;

interface Told extends Pick<Watched, 'targets' | 'mesh'> {
  /** Whose symptoms: `ads/bidder`. */
  readonly of: string;
  readonly queues: readonly ConsumedQueue[];
}

/**
 * What people are told of a service, on all days: symptoms that its users notice, whatever causes them. They undo nothing: what undoes a rollout
 * (`alarmPlans`) goes off sooner, only while ECS rolls out, and tells nobody. Both may look at the same metric, with thresholds of their own.
 */
export function symptomAlarms(service: ServiceSpec, { of, targets, mesh, queues }: Told): ToldAlarm[] {
  const { slo, ports } = service;
  const told = (symptom: Symptom) => !slo.untold.includes(symptom);
  const routes = targets.filter(({ kind }) => kind === 'application');
  const spoken = routes.filter(({ port }) => HTTP.includes(ports[port]?.protocol ?? ''));
  const percent = slo.errorPercent ?? DEFAULT_ERROR_PERCENT;
  const errors = (key: string, queries: ToldAlarm['queries']): ToldAlarm => ({
    ...above(`errors-${key}`, percent, slo.minutes),
    says: `More than ${percent} percent of the answers of ${of} are server errors`,
    queries,
  });
  return [
    ...(told('errors') ? spoken.map((t) => errors(t.key, targetQueries.routeErrors(t))) : []),
    ...(told('errors') && routes.length === 0
      ? Object.entries(mesh).map(([port, at]) => errors(port, targetQueries.meshErrors(at)))
      : []),
    ...(told('latency') ? routes.map((target) => slow(service, of, target)) : []),
    ...(told('unhealthy') ? targets.map((target) => unhealthy(service, of, target)) : []),
    ...(told('queue') ? queues.map((queue) => waiting(of, queue, slo.minutes)) : []),
  ];
}

/** How slow a route may be, and for how many of its requests. */
export function latencyOf({ slo, ports }: Pick<ServiceSpec, 'slo' | 'ports'>, port: string) {
  return slo.latency ?? { percentile: DEFAULT_PERCENTILE, seconds: (ports[port]?.timeoutSeconds ?? 0) / 2 };
}

/** How long an answer may take before it is looked for: as `slo` says, or as the most patient of its ports. */
export function slowSeconds(service: Pick<ServiceSpec, 'slo' | 'ports'>): number {
  const all = Object.keys(service.ports).map((port) => latencyOf(service, port).seconds);
  return all.length === 0 ? SLOW_SECONDS : Math.max(...all);
}

function slow(service: ServiceSpec, of: string, target: WatchedTarget): ToldAlarm {
  const { percentile, seconds } = latencyOf(service, target.port);
  return {
    ...above(`latency-${target.key}`, seconds, service.slo.minutes),
    says: `More than ${rest(percentile)} percent of the requests to ${of} take longer than ${seconds} s`,
    queries: targetQueries.slowest(target, percentile),
  };
}

function unhealthy({ slo, health }: ServiceSpec, of: string, target: WatchedTarget): ToldAlarm {
  const most = slo.unhealthyReplicas ?? 0;
  const minutes = UNHEALTHY_MINUTES + Math.ceil((health.readiness?.graceSeconds ?? 60) / 60);
  const many = most === 0 ? 'Replicas' : `More than ${most} replicas`;
  return {
    ...above(`unhealthy-${target.key}`, most, minutes),
    says: `${many} of ${of} fail the checks of their load balancer, for ${minutes} minutes by now`,
    queries: targetQueries.unhealthy(target),
  };
}

function waiting(of: string, { name, seconds }: ConsumedQueue, minutes: number): ToldAlarm {
  return {
    ...above(`queue-${name}`, seconds, minutes),
    says: `Messages wait in queue ${name} for longer than ${seconds} s: ${of} does not keep up, or does not delete them`,
    queries: [asked('oldest', 'oldestMessage', 'Maximum', { QueueName: name })],
  };
}

/** Rollouts have alarms of the same kinds: these have names of their own. */
function above(key: string, threshold: number, times: number) {
  return { key: `slo-${key}`, when: 'above', threshold, times, periodSeconds: 60 } as const;
}

/** What remains of 100 percent, without the noise of binary fractions. */
function rest(percentile: number): number {
  return Number((100 - percentile).toFixed(4));
}
