import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import {
  EcsService,
  type EcsServiceLoadBalancer,
  type EcsServiceServiceConnectConfiguration,
  type EcsServiceDeploymentConfigurationLifecycleHook as LifecycleHook,
} from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { Lazy } from 'cdktf';
import type { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import { fleetOf } from '../../src/rules/choose';
import { isScaled } from '../../src/scaling/scaled';
import type { ContractFleet } from '../../src/spec/contract';
import { DEFAULT_READINESS } from '../../src/spec/health';
import { hasShell, isDaemon, replicaBounds, type ServiceSpec } from '../../src/spec/service';
import { logConfiguration } from '../../src/task/container';
import { serviceHost } from '../../src/task/endpoint';
import { kept } from '../terraform/lifecycle';
import { daemonArguments } from './daemon-arguments';
import { placementArguments } from './placement-arguments';
import type { AwsPlatform } from './platform';
import { deployment, meshTests } from './service-rollout';

interface EcsServiceProps {
  readonly platform: AwsPlatform;
  readonly system: string;
  readonly name: string;
  readonly spec: ServiceSpec;
  readonly fleet: ContractFleet;
  readonly task: EcsTaskDefinition;
  /** Groups of each replica's interface; asked for late, because verbs add to them. */
  readonly securityGroupIds: () => string[];
  readonly logGroup: CloudwatchLogGroup;
  readonly targets: readonly EcsServiceLoadBalancer[];
  readonly hooks: readonly LifecycleHook[];
  /** Names of the alarms that undo its rollouts. */
  readonly alarms: readonly string[];
}

/** Keeps replicas of a revision running, spread over zones, and replaces them as its rollout says. */
export function ecsService(scope: Construct, props: EcsServiceProps): EcsService {
  const { platform, system, name, spec, fleet, task, securityGroupIds, targets, hooks } = props;
  const { site, cluster } = platform.contract;
  return new EcsService(scope, 'Service', {
    name: resourceName('service', system, name),
    cluster: cluster.arn,
    taskDefinition: task.arn,
    desiredCount: replicaBounds(spec.replicas).min,
    capacityProviderStrategy: [{ capacityProvider: fleet.capacityProvider, weight: 1 }],
    // Without it a change of the strategy would replace the service.
    forceNewDeployment: true,
    networkConfiguration: {
      subnets: platform.privateSubnets(fleet.zones),
      securityGroups: Lazy.listValue({ produce: securityGroupIds }),
      assignPublicIp: false,
    },
    ...deployment(spec, hooks, props.alarms),
    ...placementArguments(spec, fleet, fleetOf(spec, platform.contract)),
    serviceConnectConfiguration: serviceConnect(props),
    ...(targets.length > 0 && {
      loadBalancer: [...targets],
      healthCheckGracePeriodSeconds: (spec.health.readiness ?? DEFAULT_READINESS).graceSeconds,
    }),
    enableExecuteCommand: hasShell(spec),
    enableEcsManagedTags: true,
    propagateTags: 'SERVICE',
    ...(isDaemon(spec) && daemonArguments(fleetOf(spec, platform.contract))),
    ...kept(site, isScaled(spec) ? { ignoreChanges: ['desired_count'] } : {}),
  });
}

/** Its place in the mesh: reachable at `<service>.<system>` where it has ports, and able to reach others either way. */
function serviceConnect({
  platform,
  system,
  name,
  spec,
  logGroup,
}: EcsServiceProps): EcsServiceServiceConnectConfiguration {
  const { site, cluster } = platform.contract;
  const ports = Object.keys(spec.ports).sort();
  const log = logConfiguration({ place: site, logGroup: logGroup.name }, 'proxy');
  return {
    enabled: true,
    namespace: cluster.namespaceArn,
    ...(ports.length > 0 && { logConfiguration: log as EcsServiceServiceConnectConfiguration['logConfiguration'] }),
    service: ports.map((port) => {
      const { number, protocol, timeoutSeconds } = spec.ports[port] as ServiceSpec['ports'][string];
      return {
        portName: port,
        // CloudWatch knows it by this name alone, over all environments of an account and region.
        discoveryName: resourceName('discoveryName', site.name, system, name, port),
        clientAlias: {
          port: number,
          dnsName: serviceHost(system, name),
          ...(protocol !== 'tcp' && meshTests(spec.rollout)),
        },
        ...(protocol !== 'tcp' && {
          timeout: { idleTimeoutSeconds: Math.max(timeoutSeconds, 300), perRequestTimeoutSeconds: timeoutSeconds },
        }),
      };
    }),
  };
}
