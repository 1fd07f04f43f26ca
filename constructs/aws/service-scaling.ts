import { AppautoscalingPolicy } from '@cdktf/provider-aws/lib/appautoscaling-policy';
import { AppautoscalingTarget } from '@cdktf/provider-aws/lib/appautoscaling-target';
import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import { Construct } from 'constructs';
import { replicaBounds, type ServiceSpec } from '../../src/spec/service';
import type { AwsPlatform } from './platform';

/** Average cpu use that scaling keeps to: room for a burst while new replicas start. */
const CPU_PERCENT = 60;

interface ServiceScalingProps {
  readonly platform: AwsPlatform;
  readonly spec: ServiceSpec;
  readonly service: EcsService;
}

/** Moves the number of replicas between its bounds, so that their average cpu use stays near 60 %. Nothing where the bounds are equal. */
export class ServiceScaling extends Construct {
  constructor(scope: Construct, id: string, { platform, spec, service }: ServiceScalingProps) {
    super(scope, id);
    const { min, max } = replicaBounds(spec.replicas);
    if (min === max) return;
    const of = {
      serviceNamespace: 'ecs',
      scalableDimension: 'ecs:service:DesiredCount',
      resourceId: `service/${platform.contract.cluster.name}/${service.name}`,
    };
    const target = new AppautoscalingTarget(this, 'Target', { ...of, minCapacity: min, maxCapacity: max });
    new AppautoscalingPolicy(this, 'Cpu', {
      ...of,
      name: 'cpu',
      policyType: 'TargetTrackingScaling',
      targetTrackingScalingPolicyConfiguration: {
        targetValue: CPU_PERCENT,
        predefinedMetricSpecification: { predefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        scaleInCooldown: 300,
        scaleOutCooldown: 60,
      },
      dependsOn: [target],
    });
  }
}
