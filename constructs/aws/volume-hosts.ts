import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { AutoscalingLifecycleHook } from '@cdktf/provider-aws/lib/autoscaling-lifecycle-hook';
import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Token } from 'cdktf';
import { Construct } from 'constructs';
import { imageId } from '../../src/fleet/ami';
import { exportLines, userData } from '../../src/fleet/user-data';
import { SLOT_TAG } from '../../src/identity/ebs-host-grants';
import { resourceName } from '../../src/naming/names';
import { refreshAlarm } from '../../src/operations/cluster-watch-alarms';
import type { OwnHosts } from '../../src/rules/own-hosts';
import { fleetTraits } from '../../src/sizing/fleet-types';
import { HOST_RESERVE } from '../../src/sizing/host-capacity';
import { hostEndpoints } from '../../src/storage/endpoints';
import { DRAIN_HOOK, type HostProgram } from '../../src/storage/host-program';
import { dependOn } from '../terraform/depend';
import { type Connectable, Connections } from './connections';
import { firstStart } from './host-programs';
import { groupTags, HostTemplate } from './host-template';
import type { AwsPlatform } from './platform';
import { toldAlarm } from './told-alarm';

/** What `VolumeHosts` takes. */
export interface VolumeHostsProps {
  readonly platform: AwsPlatform;
  /** System and name of the service that they are for. */
  readonly system: string;
  readonly name: string;
  /** How many, where, and like those of which fleet. */
  readonly hosts: OwnHosts;
  /** What they run before they take tasks. */
  readonly program: HostProgram;
}

/** The Terraform resources behind the hosts of a service, for `addOverride`. */
export interface VolumeHostsResources {
  readonly launchTemplate: LaunchTemplate;
  readonly autoscalingGroup: AutoscalingGroup;
  readonly securityGroup: SecurityGroup;
  /** Keeps a host that is to end until it has given its volume back. Undefined where it has nothing to give back. */
  readonly lifecycleHook?: AutoscalingLifecycleHook;
}

/** Name of the scaling group of a service's own hosts: what tells them from all others. */
export function hostsName(environment: string, system: string, service: string): string {
  return resourceName('autoScalingGroup', environment, system, service);
}

/**
 * Hosts that one service has for itself, because they mount its volume before they take tasks: a number that never changes by itself, in the
 * cluster but in none of its capacity providers, so that nothing else is placed on them.
 *
 * A change of what they are (image, type, program) replaces them one after another. Not those of a volume that is attached to one at a time:
 * that would stop the service, and with it at once all others of which each replica has such a volume. There the change takes effect when a
 * host is replaced, by Auto Scaling or by `aws autoscaling start-instance-refresh --auto-scaling-group-name <hostsName>`.
 */
export class VolumeHosts extends Construct implements Connectable {
  readonly connections: Connections;
  readonly resources: VolumeHostsResources;
  private readonly name: string;
  private readonly kind: HostProgram['kind'];

  constructor(scope: Construct, id: string, { platform, system, name, hosts, program }: VolumeHostsProps) {
    super(scope, id);
    const { site, cluster, network } = platform.contract;
    const like = platform.fleet(hosts.fleet);
    this.kind = program.kind;
    this.name = hostsName(site.name, system, name);
    const traits = fleetTraits(like.instanceTypes);
    const agent = userData({
      cluster: cluster.name,
      attributes: { 'stowage.slot': this.name },
      reserve: HOST_RESERVE,
      spot: false,
      gpu: traits.accelerator === 'nvidia',
    });
    const host = new HostTemplate(this, 'Host', {
      site,
      name: [system, name],
      description: 'Hosts of a service',
      vpcId: network.vpcId,
      imageId: imageId(like.amiRelease, traits),
      rootGiB: like.rootGiB,
      userData: firstStart(this, agent + exportLines(program.variables), program.kind),
      tags: { 'stowage:system': system, [SLOT_TAG]: this.name },
      grants: program.grants,
    });
    const group = this.group(platform, hosts, host, like.instanceTypes);
    const alarm = refreshAlarm(`${system}/${name}`, this.name);
    toldAlarm(this, 'Alarm-failed-refresh', { site, of: [system, name], alarm });
    this.resources = {
      launchTemplate: host.template,
      autoscalingGroup: group,
      securityGroup: host.securityGroup,
      ...(program.drainSeconds !== undefined && { lifecycleHook: this.hook(group, program.drainSeconds) }),
    };
    this.connections = new Connections(this, {
      key: `hosts-${name}_${system}`,
      securityGroupId: host.securityGroup.id,
      endpoints: hostEndpoints(system, name, program.kind),
      workload: group,
      isToldToCallers: false,
    });
  }

  /** Places the tasks of a service on these hosts, and nowhere else. */
  take(service: EcsService): void {
    service.resetCapacityProviderStrategy();
    service.launchType = 'EC2';
    const said = service.placementConstraintsInput;
    service.putPlacementConstraints([
      ...(Array.isArray(said) ? said : []),
      { type: 'memberOf', expression: `attribute:stowage.slot == ${this.name}` },
    ]);
    const { autoscalingGroup, lifecycleHook } = this.resources;
    dependOn(service, autoscalingGroup, ...(lifecycleHook === undefined ? [] : [lifecycleHook]));
  }

  /** Lets the servers of a volume reach these hosts, where they call back. */
  answer(volume: Connections, why: string): void {
    const ports = hostEndpoints('', '', this.kind).map(({ port }) => port);
    if (ports.length > 0) this.connections.allowFrom({ connections: volume }, why, ports);
  }

  private group(
    platform: AwsPlatform,
    { count, zones, oneAtATime }: OwnHosts,
    host: HostTemplate,
    instanceTypes: readonly string[],
  ): AutoscalingGroup {
    // Where a volume is attached to one host at a time, the new one starts as the old one is told to end, and waits for the volume; else a
    // new one works first (Amazon EC2 Auto Scaling user guide, "Instance maintenance policies": "Terminate and launch", 2026-11).
    const healthy = oneAtATime
      ? { minHealthyPercentage: 0, maxHealthyPercentage: 100 }
      : { minHealthyPercentage: 100, maxHealthyPercentage: 200 };
    return new AutoscalingGroup(this, 'Group', {
      name: this.name,
      minSize: count,
      maxSize: count,
      desiredCapacity: count,
      vpcZoneIdentifier: platform.privateSubnets(zones),
      healthCheckType: 'EC2',
      mixedInstancesPolicy: {
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: host.template.id,
            version: Token.asString(host.template.latestVersion),
          },
          override: instanceTypes.map((instanceType) => ({ instanceType })),
        },
        instancesDistribution: {
          onDemandAllocationStrategy: 'prioritized',
          onDemandBaseCapacity: 0,
          onDemandPercentageAboveBaseCapacity: 100,
        },
      },
      instanceMaintenancePolicy: healthy,
      ...(!oneAtATime && {
        instanceRefresh: { strategy: 'Rolling', preferences: { ...healthy, skipMatching: true } },
      }),
      tag: groupTags(host.tags),
      dependsOn: host.needs,
      // A host that drains may take that long to end.
      timeouts: { delete: '150m', update: '150m' },
    });
  }

  private hook(group: AutoscalingGroup, heartbeatTimeout: number): AutoscalingLifecycleHook {
    return new AutoscalingLifecycleHook(this, 'Drain', {
      name: DRAIN_HOOK,
      autoscalingGroupName: group.name,
      lifecycleTransition: 'autoscaling:EC2_INSTANCE_TERMINATING',
      heartbeatTimeout,
      defaultResult: 'CONTINUE',
    });
  }
}
