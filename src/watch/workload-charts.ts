import { asked, type MetricName } from '../catalog/metrics';
import { HTTP, type Query, type Watched, type WatchedTarget } from '../rollout/alarm-plans';
import { targetQueries } from '../rollout/target-queries';
import { type Chart, mathLines, metricLine } from './charts';

/** A service as its dashboard knows it. Names may be late-bound. */
export interface ShownService {
  readonly name: string;
  readonly watched: Watched;
  /** Protocols of its ports, by name. */
  readonly protocols: Readonly<Record<string, string>>;
  /** Names of the queues that it consumes. */
  readonly queues: readonly string[];
  readonly gpus: number;
  /** Whether the cluster publishes how many replicas there are and should be. */
  readonly insights: boolean;
}

/** A job as its dashboard knows it. Names may be late-bound. */
export interface ShownJob {
  readonly name: string;
  readonly logGroup: string;
  /** State machines of the pipelines that it is a part of, by their names. */
  readonly pipelines: Readonly<Record<string, string>>;
}

/** Targets of which one chart has lines: of more nobody could tell one from another, and each has up to six metrics. */
const MOST_TARGETS = 20;

/** What is shown of a service: what comes, how it is answered, what that takes, who is there for it. */
export function serviceCharts(service: ShownService): Chart[] {
  const { watched, protocols, queues, gpus, insights } = service;
  const routes = watched.targets.filter(({ kind }) => kind === 'application').slice(0, MOST_TARGETS);
  const edges = watched.targets.filter(({ kind }) => kind === 'network').slice(0, MOST_TARGETS);
  const spoken = routes.filter(({ port }) => HTTP.includes(protocols[port] ?? ''));
  const mesh = routes.length > 0 ? [] : Object.entries(watched.mesh).slice(0, MOST_TARGETS);
  const of = { ClusterName: watched.cluster, ServiceName: watched.service };
  const line = (metric: MetricName, stat: string, label: string) => metricLine(asked('m', metric, stat, of), label);
  return [
    chart('Requests and connections', [
      ...each(routes, (target, i) => mathLines(requests(target), target.key, i)),
      ...each(mesh, ([port, at], i) => mathLines(targetQueries.meshErrors(at).slice(0, -1), port, i)),
      ...each(edges, (target) => ofGroups(target, 'flows', 'Sum')),
    ]),
    chart('Server errors, percent', [
      ...each(spoken, (target, i) => mathLines(targetQueries.routeErrors(target), target.key, i)),
      ...each(mesh, ([port, at], i) => mathLines(targetQueries.meshErrors(at), port, i)),
    ]),
    chart('Response time, seconds', [
      ...each(routes, (target, i) => mathLines(targetQueries.slowest(target, 50), `${target.key} p50`, 2 * i)),
      ...each(routes, (target, i) => mathLines(targetQueries.slowest(target, 99), `${target.key} p99`, 2 * i + 1)),
    ]),
    // AWS promises no percentiles of the mesh.
    chart('Response time, average milliseconds', [
      ...each(mesh, ([port, TargetDiscoveryName]) => [
        metricLine(asked('m', 'meshResponseTime', 'Average', { TargetDiscoveryName }), port),
      ]),
    ]),
    chart('Cores and memory that are used, percent', [
      line('cpu', 'Average', 'cpu'),
      line('memory', 'Average', 'memory'),
    ]),
    // No metric of AWS says how busy a GPU is.
    chart('GPUs of the cluster that tasks have, percent', [
      ...(gpus > 0
        ? [metricLine(asked('m', 'gpusReserved', 'Average', { ClusterName: watched.cluster }), 'reserved')]
        : []),
    ]),
    chart('Replicas', [
      // One sample a minute of each that runs.
      ...(insights
        ? [line('running', 'Average', 'running'), line('desired', 'Average', 'desired')]
        : [line('cpu', 'SampleCount', 'running')]),
    ]),
    chart('Age of the oldest message, seconds', [
      ...each(queues.slice(0, MOST_TARGETS), (QueueName) => [
        metricLine(asked('m', 'oldestMessage', 'Maximum', { QueueName }), QueueName),
      ]),
    ]),
    chart(
      'Versions that run: two while one replaces the other',
      insights ? [line('deployments', 'Maximum', 'versions')] : [],
    ),
  ].flat();
}

/** What AWS measures of a job: what it writes to its log, and the runs of its pipelines. Batch itself measures nothing of jobs. */
export function jobCharts({ logGroup, pipelines }: ShownJob): Chart[] {
  const runs = Object.entries(pipelines).slice(0, MOST_TARGETS);
  return [
    ...chart('Lines that it logged', [metricLine(asked('m', 'logLines', 'Sum', { LogGroupName: logGroup }), 'lines')]),
    ...chart('Runs of its pipelines', [
      ...each(runs, ([name, StateMachineArn]) => [
        metricLine(asked('m', 'runsSucceeded', 'Sum', { StateMachineArn }), `${name} succeeded`),
        metricLine(asked('m', 'runsFailed', 'Sum', { StateMachineArn }), `${name} failed`),
      ]),
    ]),
  ].map((one) => ({ ...one, periodSeconds: 300 }));
}

/** Nothing where there is nothing to show. */
function chart(title: string, lines: readonly unknown[]): Chart[] {
  return lines.length === 0 ? [] : [{ title, lines }];
}

function each<T>(all: readonly T[], lines: (one: T, index: number) => unknown[]): unknown[] {
  return all.flatMap(lines);
}

/** What a target was asked, of all that its errors are a share of. */
function requests(target: WatchedTarget): Query[] {
  // The share of errors is one of these: they are numbered, or called `requests`.
  return targetQueries.routeErrors(target).filter(({ id }) => /^r(\d+|equests)$/.test(id));
}

function ofGroups(
  { key, loadBalancer: LoadBalancer, groups }: WatchedTarget,
  metric: MetricName,
  stat: string,
): unknown[] {
  return groups.map((TargetGroup) => metricLine(asked('m', metric, stat, { LoadBalancer, TargetGroup }), key));
}
