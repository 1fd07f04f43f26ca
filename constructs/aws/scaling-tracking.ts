import {
  AppautoscalingPolicy,
  type AppautoscalingPolicyTargetTrackingScalingPolicyConfiguration as TrackingConfiguration,
} from '@cdktf/provider-aws/lib/appautoscaling-policy';
import type { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { Construct } from 'constructs';
import type { Metric, MetricQuery } from '../../src/scaling/metric-query';
import type { Measure, Tracking } from '../../src/scaling/tracking';
import type { ScalingSpec } from '../../src/spec/scaling';
import { escapeTemplate } from '../terraform/json';
import { loadBalancerSuffix } from './load-balancer-suffix';
import type { ScalableDimension, ServiceScalingProps } from './service-scaling';

/** What a policy is put on. */
export interface PolicyProps extends ServiceScalingProps {
  readonly of: ScalableDimension;
  readonly target: AppautoscalingTarget;
  readonly cooldown: ScalingSpec['cooldownSeconds'];
}

/** Keeps a measure at a value. AWS makes and owns the alarms of such a policy. */
export function scalingTracking(
  scope: Construct,
  id: string,
  { name, value, measure }: Tracking,
  props: PolicyProps,
): void {
  new AppautoscalingPolicy(scope, id, {
    ...props.of,
    name,
    policyType: 'TargetTrackingScaling',
    targetTrackingScalingPolicyConfiguration: {
      targetValue: value,
      ...measured(measure, props),
      scaleInCooldown: props.cooldown.in,
      scaleOutCooldown: props.cooldown.out,
    },
    dependsOn: [props.target],
  });
}

function measured(measure: Measure, { platform, routes }: PolicyProps): Partial<TrackingConfiguration> {
  switch (measure.kind) {
    case 'predefined':
      return { predefinedMetricSpecification: { predefinedMetricType: measure.type } };
    case 'requests': {
      const { gateway } = measure.target;
      const balancer = loadBalancerSuffix(platform.gateway(gateway).contract.arn);
      return {
        predefinedMetricSpecification: {
          predefinedMetricType: 'ALBRequestCountPerTarget',
          resourceLabel: `${balancer}/${routes.targetGroups(measure.target)[0]?.arnSuffix}`,
        },
      };
    }
    case 'metric': {
      const { name, dimensions, ...metric } = written(measure.metric);
      return { customizedMetricSpecification: { ...metric, metricName: name, dimensions } };
    }
    case 'math':
      return { customizedMetricSpecification: { metrics: measure.queries.map(line) } };
  }
}

function line(query: MetricQuery, index: number, all: readonly MetricQuery[]) {
  const { id } = query;
  const returnData = index === all.length - 1;
  if ('expression' in query) return { id, expression: query.expression, returnData };
  const { namespace, name, dimensions, statistic } = written(query.metric);
  return { id, metricStat: { metric: { namespace, metricName: name, dimensions }, stat: statistic }, returnData };
}

/** A metric as a user wrote it, kept from Terraform's templates. */
function written({ namespace, name, dimensions, statistic }: Metric) {
  const pairs = Object.keys(dimensions).sort();
  return {
    namespace: escapeTemplate(namespace),
    name: escapeTemplate(name),
    statistic,
    dimensions: pairs.map((key) => ({ name: escapeTemplate(key), value: escapeTemplate(dimensions[key] as string) })),
  };
}
