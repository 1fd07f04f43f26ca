import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import { alarmPlans, HTTP, type Watched, type WatchedTarget } from '../../src/rollout/alarm-plans';
import { metricQueries } from './metric-query';
import type { AwsPlatform } from './platform';
import type { TargetGroups } from './shifted-targets';
import type { AttachProps } from './target-group';

/** The part of a load balancer's ARN that CloudWatch knows it by: what follows `loadbalancer/`. */
function watchedAs(arn: string): string {
  return Fn.element(Fn.split('loadbalancer/', arn), 1);
}

/** What a service is known by to CloudWatch. */
export function watchedService(
  { platform, system, name, spec }: AttachProps,
  targets: readonly WatchedTarget[],
): Watched {
  const { site, cluster } = platform.contract;
  const http = Object.keys(spec.ports).filter((port) => HTTP.includes(spec.ports[port]?.protocol ?? ''));
  return {
    targets,
    cluster: cluster.name,
    service: resourceName('service', system, name),
    mesh: Object.fromEntries(http.map((port) => [port, resourceName('discoveryName', site.name, system, name, port)])),
  };
}

/** What load balancers measure of the groups of a target. */
export function watched(
  platform: AwsPlatform,
  target: Pick<WatchedTarget, 'key' | 'port'> & { readonly gateway: string },
  { main, alternate }: TargetGroups,
): WatchedTarget {
  const { kind, arn } = platform.gateway(target.gateway).contract;
  const groups = [main, ...(alternate ? [alternate] : [])].map((group) => group.arnSuffix);
  return { key: target.key, port: target.port, kind, loadBalancer: watchedAs(arn), groups };
}

/**
 * The alarms that make ECS undo a rollout. They know the service by its name and not by its resource, so it can name them in turn. An alarm that
 * goes off before a rollout begins is not looked at during it, so that a fix can be rolled out (ECS developer guide, "How CloudWatch alarms detect
 * Amazon ECS deployment failures", 2026-11).
 */
export class ServiceAlarms extends Construct {
  /** Names of all alarms of the service, those that existed already last. */
  readonly names: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    { platform, system, name, spec, watched: seen }: AttachProps & { readonly watched: Watched },
  ) {
    super(scope, id);
    const { site } = platform.contract;
    const alarms = alarmPlans(spec, seen).map(
      ({ key, threshold, minutes, queries }) =>
        new CloudwatchMetricAlarm(this, key, {
          alarmName: resourceName('alarm', site.name, system, name, key),
          alarmDescription: `Undoes rollouts of ${system}/${name}`,
          comparisonOperator: 'GreaterThanThreshold',
          threshold,
          evaluationPeriods: minutes,
          treatMissingData: 'notBreaching',
          metricQuery: metricQueries(queries, 60),
        }),
    );
    this.names = [...alarms.map((alarm) => alarm.alarmName), ...spec.alarms.names];
  }
}
