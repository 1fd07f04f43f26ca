import type { EcsServiceConfig } from '@cdktf/provider-aws/lib/ecs-service';
import { decidePlacement } from '../../src/placement/decide-placement';
import { rolloutPercents } from '../../src/rollout/strategy';
import { placedTask } from '../../src/rules/placed-task';
import type { ContractFleet } from '../../src/spec/contract';
import type { ServiceSpec } from '../../src/spec/service';

type Arguments = Pick<
  EcsServiceConfig,
  'availabilityZoneRebalancing' | 'orderedPlacementStrategy' | 'placementConstraints'
>;

/** Where ECS puts the replicas of a service, of the hosts of its fleet. */
export function placementArguments(spec: ServiceSpec, fleet: ContractFleet, name: string): Arguments {
  const placed = placedTask(spec, name, fleet);
  const { strategies, apart, rebalanced } = decidePlacement(
    spec.placement,
    placed,
    rolloutPercents(spec.rollout).maximumPercent,
  );
  return {
    availabilityZoneRebalancing: rebalanced ? 'ENABLED' : 'DISABLED',
    orderedPlacementStrategy: [...strategies],
    ...(apart && { placementConstraints: [{ type: 'distinctInstance' }] }),
  };
}
