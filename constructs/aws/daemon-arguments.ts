import type { EcsServiceConfig } from '@cdktf/provider-aws/lib/ecs-service';

/**
 * One replica on each host of a fleet, and no scaling for its sake. ECS takes no capacity provider, no number and no breaker for it
 * (aws/containers-roadmap#692; aws/aws-cdk#38102), so the fleet is named by the attribute that its hosts have. Here a `memberOf` constraint is safe: a
 * daemon never waits for a host.
 */
export function daemonArguments(fleet: string): Partial<EcsServiceConfig> {
  return {
    schedulingStrategy: 'DAEMON',
    launchType: 'EC2',
    desiredCount: undefined,
    capacityProviderStrategy: undefined,
    orderedPlacementStrategy: undefined,
    deploymentCircuitBreaker: undefined,
    deploymentMinimumHealthyPercent: 0,
    deploymentMaximumPercent: 100,
    availabilityZoneRebalancing: 'DISABLED',
    placementConstraints: [{ type: 'memberOf', expression: `attribute:stowage.fleet == ${fleet}` }],
  };
}
