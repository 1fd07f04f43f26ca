import { AppautoscalingScheduledAction } from '@cdktf/provider-aws/lib/appautoscaling-scheduled-action';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { Construct } from 'constructs';
import type { KnownQueues } from '../../src/rules/known-queues';
import { planScaling } from '../../src/scaling/scaling-plan';
import { scalingSteps } from './scaling-steps';
import { scalingTracking } from './scaling-tracking';
import type { ServiceRoutes } from './service-routes';
import type { AttachProps } from './target-group';

export interface ServiceScalingProps extends AttachProps {
  readonly service: EcsService;
  readonly routes: ServiceRoutes;
  /** Queues that it may name. */
  readonly queues: KnownQueues;
}

/** What every resource of Application Auto Scaling says of what it scales. */
export interface ScalableDimension {
  readonly serviceNamespace: string;
  readonly scalableDimension: string;
  readonly resourceId: string;
}

/** Moves the number of replicas between its bounds as `scaling` says. Nothing where the bounds are equal. */
export class ServiceScaling extends Construct {
  constructor(scope: Construct, id: string, props: ServiceScalingProps) {
    super(scope, id);
    const { platform, system, name, spec, service, queues } = props;
    const { contract } = platform;
    const plan = planScaling(spec, { contract, system, name, queues });
    if (plan === undefined) return;
    const of: ScalableDimension = {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${contract.cluster.name}/${service.name}`,
    };
    const isBoundByTime = Object.keys(plan.schedules).length > 0;
    const target = new AppautoscalingTarget(this, 'Target', {
      ...of,
      minCapacity: plan.min,
      maxCapacity: plan.max,
      // A deploy at noon would otherwise put back the bounds of the night.
      ...(isBoundByTime && { lifecycle: { ignoreChanges: ['min_capacity', 'max_capacity'] } }),
    });
    for (const [key, tracking] of Object.entries(plan.tracking))
      scalingTracking(this, key, tracking, { ...props, of, target, cooldown: spec.scaling.cooldownSeconds });
    scalingSteps(this, plan, { ...props, of, target, cooldown: spec.scaling.cooldownSeconds });
    for (const [key, { name: actionName, expression, timezone, min, max }] of Object.entries(plan.schedules))
      new AppautoscalingScheduledAction(this, `Schedule-${key}`, {
        ...of,
        name: actionName,
        schedule: expression,
        timezone,
        scalableTargetAction: { minCapacity: String(min), maxCapacity: String(max) },
        dependsOn: [target],
      });
  }
}
