import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import { slowestQueries } from '../../src/scaling/latency';
import { type Metric, type MetricQuery, measured } from '../../src/scaling/metric-query';
import { WAKE_COOLDOWN_SECONDS } from '../../src/scaling/queue-delay';
import type { RouteTarget } from '../../src/scaling/route-target';
import type { PlannedLatency, ScalingPlan } from '../../src/scaling/scaling-plan';
import { loadBalancerSuffix } from './load-balancer-suffix';
import type { PolicyProps } from './scaling-tracking';

/** One value a minute, the finest that load balancers, queues and ECS have. */
const PERIOD_SECONDS = 60;

/** The policies that only add, each with the alarm that calls for it. */
export function scalingSteps(scope: Construct, { latency, wake }: ScalingPlan, props: PolicyProps): void {
  if (latency !== undefined) addsWhenSlow(scope, latency, props);
  if (wake !== undefined) addsTheFirst(scope, wake, props);
}

function addsWhenSlow(
  scope: Construct,
  { percentile, seconds, target, steps }: PlannedLatency,
  props: PolicyProps,
): void {
  const policy = stepPolicy(scope, 'Latency', 'latency', props, {
    adjustmentType: 'PercentChangeInCapacity',
    cooldown: props.cooldown.out,
    minAdjustmentMagnitude: 1,
    metricAggregationType: 'Maximum',
    stepAdjustment: steps.map(({ from, addPercent }, i) => ({
      metricIntervalLowerBound: String(from),
      ...(steps[i + 1] && { metricIntervalUpperBound: String(steps[i + 1]?.from) }),
      scalingAdjustment: addPercent,
    })),
  });
  new CloudwatchMetricAlarm(scope, 'LatencyAlarm', {
    ...called(props, 'latency', policy),
    alarmDescription: `Adds replicas while ${percentile} of the response times is above ${seconds} s`,
    ...responseTime(percentile, target, props),
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    threshold: seconds,
    treatMissingData: 'notBreaching',
  });
}

/** Of one group the alarm reads the metric itself; of several, the slowest. */
function responseTime(percentile: string, target: RouteTarget, { platform, routes }: PolicyProps) {
  const LoadBalancer = loadBalancerSuffix(platform.gateway(target.gateway).contract.arn);
  const groups: readonly Metric[] = routes
    .targetGroups(target)
    .map(({ arnSuffix: TargetGroup }) => measured('responseTime', percentile, { LoadBalancer, TargetGroup }));
  if (groups.length > 1) return { metricQuery: alarmLines(slowestQueries(groups)) };
  const one = groups[0] as Metric;
  return {
    namespace: one.namespace,
    metricName: one.name,
    dimensions: one.dimensions,
    extendedStatistic: one.statistic,
    // Of a few requests the slowest is no percentile.
    evaluateLowSampleCountPercentiles: 'ignore',
    period: PERIOD_SECONDS,
  };
}

function addsTheFirst(scope: Construct, wake: readonly MetricQuery[], props: PolicyProps): void {
  const policy = stepPolicy(scope, 'Wake', 'wake', props, {
    adjustmentType: 'ChangeInCapacity',
    cooldown: WAKE_COOLDOWN_SECONDS,
    metricAggregationType: 'Maximum',
    stepAdjustment: [{ metricIntervalLowerBound: '0', scalingAdjustment: 1 }],
  });
  new CloudwatchMetricAlarm(scope, 'WakeAlarm', {
    ...called(props, 'wake', policy),
    alarmDescription: 'Adds the first replica when messages wait and none runs',
    metricQuery: alarmLines(wake),
    // The youngest minute of ECS is often not yet there, which looks as if nothing ran: two in a row are believed.
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    comparisonOperator: 'GreaterThanOrEqualToThreshold',
    threshold: 1,
    treatMissingData: 'notBreaching',
  });
}

function alarmLines(queries: readonly MetricQuery[]) {
  return queries.map((query, i) => {
    const returnData = i === queries.length - 1;
    if ('expression' in query) return { id: query.id, expression: query.expression, returnData };
    const { namespace, name: metricName, dimensions, statistic: stat } = query.metric;
    return { id: query.id, metric: { namespace, metricName, dimensions, stat, period: PERIOD_SECONDS }, returnData };
  });
}

function stepPolicy(
  scope: Construct,
  id: string,
  name: string,
  { of, target }: PolicyProps,
  configuration: object,
): AppautoscalingPolicy {
  return new AppautoscalingPolicy(scope, id, {
    ...of,
    name,
    policyType: 'StepScaling',
    stepScalingPolicyConfiguration: configuration,
    dependsOn: [target],
  });
}

function called({ platform, system, name }: PolicyProps, what: string, policy: AppautoscalingPolicy) {
  return {
    alarmName: resourceName('alarm', platform.contract.site.name, system, name, what),
    alarmActions: [policy.arn],
  };
}
