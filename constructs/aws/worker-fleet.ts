import { AutoscalingGroup } from '@cdktf/provider-aws/lib/autoscaling-group';
import { EcsCapacityProvider } from '@cdktf/provider-aws/lib/ecs-capacity-provider';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Annotations, Token } from 'cdktf';
import { Construct } from 'constructs';
import { refuse, renderProblem, within } from '../../src/errors';
import { canRollBack, imageId } from '../../src/fleet/ami';
import { HOST_SCRIPT_FILES, HOST_WATCH } from '../../src/fleet/host-scripts';
import { hasInstanceStore } from '../../src/fleet/scratch';
import { exportLines, userData } from '../../src/fleet/user-data';
import { sayWhyGrant } from '../../src/identity/host-grants';
import { resourceName } from '../../src/naming/names';
import { checkFleet } from '../../src/rules/check-fleet';
import { fleetWarnings } from '../../src/rules/warnings';
import { fleetTraits } from '../../src/sizing/fleet-types';
import { HOST_RESERVE } from '../../src/sizing/host-capacity';
import type { ContractFleet, ContractNetwork } from '../../src/spec/contract';
import { contractFleet } from '../../src/spec/contract-of';
import { type FleetInput, type FleetSpec, fleetSpec } from '../../src/spec/fleet';
import { parseSpec } from '../../src/spec/parse';
import { type Site, type SiteInput, siteSpec } from '../../src/spec/site';
import { fleetAlarms, fleetKey, hostWatchGrant } from '../../src/watch/fleet-alarms';
import type { Cluster } from './cluster';
import { startOf } from './host-programs';
import { groupTags, HostTemplate, type HostTemplateProps } from './host-template';
import { subnetIds } from './subnet-ids';
import { toldAlarm } from './told-alarm';

/** What `WorkerFleet` takes: its spec, and where it is. */
export interface WorkerFleetProps extends FleetInput {
  readonly site: SiteInput;
  /** Name among the fleets of the environment. */
  readonly name: string;
  readonly cluster: Cluster;
  readonly network: ContractNetwork;
}

/** The Terraform resources behind a fleet, for `addOverride`. */
export interface WorkerFleetResources {
  readonly launchTemplate: LaunchTemplate;
  readonly autoscalingGroup: AutoscalingGroup;
  readonly capacityProvider: EcsCapacityProvider;
  readonly securityGroup: SecurityGroup;
}

interface ScriptOf {
  readonly cluster: { readonly name: string };
  readonly site: Site;
  readonly name: string;
  readonly spec: FleetSpec;
}

/**
 * EC2 hosts that come and go with what is asked of them: pinned image, encrypted disk, no public address, no keys, no inbound rule.
 * Destroying works in this order: cluster's list of providers, capacity provider, group, template; no step waits for another's tasks.
 *
 * Throws `SpecError` for unknown or mixed instance types, an image for another machine, and bounds that AWS refuses.
 */
export class WorkerFleet extends Construct implements ContractFleet {
  readonly capacityProvider: string;
  readonly instanceTypes: string[];
  readonly trunking: boolean;
  readonly maxHosts: number;
  readonly spot: boolean;
  readonly zones: string[];
  readonly amiRelease: string;
  readonly rootGiB: number;
  readonly resources: WorkerFleetResources;

  constructor(scope: Construct, id: string, { site: siteInput, name, cluster, network, ...input }: WorkerFleetProps) {
    super(scope, id);
    const what = `WorkerFleet '${this.node.path}'`;
    const site = parseSpec(what, siteSpec, siteInput);
    const spec = parseSpec(what, fleetSpec, input);
    refuse(what, checkFleet(spec, site.zones));
    for (const warning of within(`fleets.${name}`, fleetWarnings(spec)))
      Annotations.of(this).addWarning(renderProblem(warning));
    const decided = contractFleet(site, name, spec);
    ({ capacityProvider: this.capacityProvider, instanceTypes: this.instanceTypes, trunking: this.trunking } = decided);
    ({ maxHosts: this.maxHosts, spot: this.spot, zones: this.zones } = decided);
    ({ amiRelease: this.amiRelease, rootGiB: this.rootGiB } = decided);

    const traits = fleetTraits(spec.instanceTypes);
    const host = new HostTemplate(this, 'Host', {
      site,
      name: [name],
      description: 'Hosts of a fleet',
      vpcId: network.vpcId,
      imageId: imageId(this.amiRelease, traits),
      rootGiB: this.rootGiB,
      ...this.script({ cluster, site, name, spec }),
    });
    const autoscalingGroup = this.group(site, name, spec, host, network);
    const capacityProvider = new EcsCapacityProvider(this, 'CapacityProvider', {
      name: this.capacityProvider,
      autoScalingGroupProvider: {
        autoScalingGroupArn: autoscalingGroup.arn,
        managedDraining: 'ENABLED',
        // Protection would leave hosts behind that nothing can end: a destroy would hang on them. Draining is what keeps tasks safe.
        managedTerminationProtection: 'DISABLED',
        managedScaling: {
          status: 'ENABLED',
          targetCapacity: spec.targetCapacityPercent,
          minimumScalingStepSize: 1,
          maximumScalingStepSize: Math.min(10_000, spec.maxHosts),
          instanceWarmupPeriod: spec.warmupSeconds,
        },
      },
    });
    cluster.attach(capacityProvider.name);
    const watched = { environment: site.name, name, cluster: cluster.name, capacityProvider: this.capacityProvider };
    for (const alarm of fleetAlarms(spec, watched))
      toldAlarm(this, `Alarm-${alarm.key}`, { site, of: [name, 'fleet'], alarm });
    this.resources = {
      launchTemplate: host.template,
      autoscalingGroup,
      capacityProvider,
      securityGroup: host.securityGroup,
    };
  }

  /** The agent's settings, and before the agent starts room for scratch volumes where every host has a disk for it. */
  private script({ cluster, site, name, spec }: ScriptOf): Pick<HostTemplateProps, 'userData' | 'grants'> {
    const agent = userData({
      cluster: cluster.name,
      attributes: { 'stowage.fleet': name },
      reserve: HOST_RESERVE,
      spot: this.spot,
      gpu: fleetTraits(spec.instanceTypes).accelerator === 'nvidia',
    });
    const said = { REGION: site.region, FLEET: fleetKey({ environment: site.name, name }) };
    if (!hasInstanceStore(spec.instanceTypes))
      return { userData: startOf(this, agent + exportLines(said), [HOST_WATCH]), grants: [hostWatchGrant()] };
    const scratch = exportLines({ ...said, AWS_DEFAULT_REGION: site.region, VOLUME_KIND: 'scratch' });
    return {
      userData: startOf(this, agent + scratch, [HOST_WATCH, ...HOST_SCRIPT_FILES.scratch]),
      grants: [
        hostWatchGrant(),
        sayWhyGrant(site, { key: 'Name', value: resourceName('autoScalingGroup', site.name, name) }),
      ],
    };
  }

  /** A fleet that exists already, as the contract describes it. */
  static fromExisting(fleet: ContractFleet): ContractFleet {
    refuse('WorkerFleet', checkFleet({ instanceTypes: fleet.instanceTypes }, undefined));
    return fleet;
  }

  private group(
    site: Site,
    name: string,
    spec: FleetSpec,
    host: HostTemplate,
    network: ContractNetwork,
  ): AutoscalingGroup {
    return new AutoscalingGroup(this, 'Group', {
      name: resourceName('autoScalingGroup', site.name, name),
      minSize: spec.minHosts,
      maxSize: spec.maxHosts,
      vpcZoneIdentifier: subnetIds(network, 'private', this.zones),
      healthCheckType: 'EC2',
      defaultInstanceWarmup: spec.warmupSeconds,
      capacityRebalance: this.spot,
      // Hosts hold nothing that lasts, so deleting the group does not wait for each of them to end.
      forceDelete: true,
      mixedInstancesPolicy: {
        launchTemplate: {
          launchTemplateSpecification: {
            launchTemplateId: host.template.id,
            version: Token.asString(host.template.latestVersion),
          },
          override: spec.instanceTypes.map((instanceType) => ({ instanceType })),
        },
        instancesDistribution: {
          onDemandAllocationStrategy: 'prioritized',
          onDemandBaseCapacity: spec.onDemand.base,
          onDemandPercentageAboveBaseCapacity: spec.onDemand.percentAboveBase,
          spotAllocationStrategy: 'price-capacity-optimized',
        },
      },
      instanceRefresh: {
        strategy: 'Rolling',
        preferences: { minHealthyPercentage: 90, autoRollback: canRollBack(spec.amiRelease), skipMatching: true },
      },
      tag: groupTags({ ...host.tags, AmazonECSManaged: 'true' }),
      // The capacity provider owns the number of hosts.
      lifecycle: { ignoreChanges: ['desired_capacity'] },
      dependsOn: host.needs,
    });
  }
}
