import type {
  EcsServiceConfig,
  EcsServiceDeploymentConfiguration,
  EcsServiceDeploymentConfigurationLifecycleHook as LifecycleHook,
  EcsServiceServiceConnectConfigurationServiceClientAliasTestTrafficRules as TestTrafficRule,
} from '@cdktf/provider-aws/lib/ecs-service';
import type { Construct } from 'constructs';
import { needsShiftRole, rolloutPercents, shiftOf } from '../../src/rollout/strategy';
import type { RolloutSpec } from '../../src/spec/rollout';
import type { ServiceSpec } from '../../src/spec/service';
import type { Site } from '../../src/spec/site';
import { escapeTemplate } from '../terraform/json';
import { Role } from './role';

/**
 * How ECS replaces the replicas of a service. Both ways of detecting that a deployment failed work for rolling and for blue/green deployments
 * (ECS developer guide, "Amazon ECS deployment failure detection", 2026; the API reference still says rolling only of the breaker).
 */
export function deployment(
  { rollout }: ServiceSpec,
  hooks: readonly LifecycleHook[],
  alarms: readonly string[],
): Partial<EcsServiceConfig> {
  const { minimumHealthyPercent, maximumPercent } = rolloutPercents(rollout);
  return {
    deploymentMinimumHealthyPercent: minimumHealthyPercent,
    deploymentMaximumPercent: maximumPercent,
    deploymentCircuitBreaker: { enable: true, rollback: true },
    ...(alarms.length > 0 && { alarms: { enable: true, rollback: true, alarmNames: [...alarms] } }),
    deploymentConfiguration: {
      ...deploymentConfiguration(rollout),
      ...(hooks.length > 0 && { lifecycleHook: [...hooks] }),
    },
  };
}

/** Said of every service: left out, the provider keeps whatever strategy the service had. */
function deploymentConfiguration(rollout: RolloutSpec): EcsServiceDeploymentConfiguration {
  const shift = shiftOf(rollout);
  if (shift === undefined) return { strategy: 'ROLLING' };
  const bakeTimeInMinutes = String(shift.bakeMinutes);
  if (shift.strategy === 'blue-green') return { strategy: 'BLUE_GREEN', bakeTimeInMinutes };
  if (shift.strategy === 'canary') {
    const canaryBakeTimeInMinutes = String(shift.canaryBakeMinutes);
    const canaryConfiguration = { canaryPercent: shift.percent, canaryBakeTimeInMinutes };
    return { strategy: 'CANARY', bakeTimeInMinutes, canaryConfiguration };
  }
  const stepBakeTimeInMinutes = String(shift.stepBakeMinutes);
  const linearConfiguration = { stepPercent: shift.stepPercent, stepBakeTimeInMinutes };
  return { strategy: 'LINEAR', bakeTimeInMinutes, linearConfiguration };
}

/** The requests of the mesh that reach new replicas first. */
export function meshTests(rollout: RolloutSpec): { testTrafficRules?: TestTrafficRule[] } {
  const header = shiftOf(rollout)?.testHeader;
  return header === undefined
    ? {}
    : { testTrafficRules: [{ header: { name: header.name, value: { exact: escapeTemplate(header.value) } } }] };
}

/**
 * The role with which ECS moves requests between target groups; none where no load balancer leads to the service. ECS does not say for which
 * account it acts (ECS developer guide, "Amazon ECS infrastructure IAM role for load balancers", 2026-11); only who may pass the role can use it.
 */
export function shiftRole(
  scope: Construct,
  {
    site,
    system,
    name,
    spec,
  }: { readonly site: Site; readonly system: string; readonly name: string; readonly spec: ServiceSpec },
): Role | undefined {
  if (!needsShiftRole(spec)) return undefined;
  return new Role(scope, 'ShiftRole', {
    site,
    name: [system, name, 'shift'],
    service: 'ecs.amazonaws.com',
    namesAccount: false,
  });
}
