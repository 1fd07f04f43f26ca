import { createHash } from 'node:crypto';
import type { IamRole } from '@cdktf/provider-aws/lib/iam-role';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { PlacementGroup } from '@cdktf/provider-aws/lib/placement-group';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { imageId } from '../../src/fleet/ami';
import { hasInstanceStore } from '../../src/fleet/scratch';
import { trainingHostGrants } from '../../src/identity/training-host-grants';
import { resourceName } from '../../src/naming/names';
import { fleetTraits } from '../../src/sizing/fleet-types';
import type { ContractNetwork } from '../../src/spec/contract';
import type { Site } from '../../src/spec/site';
import type { Capacity, TrainingClusterSpec } from '../../src/spec/training/training-cluster';
import { TRAINING_TAG } from '../../src/training/budget';
import { clusterKey } from '../../src/training/cluster-events';
import { efaInterfaces } from '../../src/training/efa-layout';
import { hostMountPrograms } from '../../src/training/host-mount-program';
import { hostHooks, hostPrelude, startParts } from '../../src/training/host-start';
import { hostTypes } from '../../src/training/host-types';
import { PLACEMENT, placementOf } from '../../src/training/placement-group';
import { reservationOf } from '../../src/training/reservation';
import { hostMountRules } from './host-mount-rules';
import { batchStart } from './host-programs';
import { HostTemplate, type HostTemplateProps } from './host-template';

interface TrainingHostsProps {
  readonly site: Site;
  /** Name of their cluster. */
  readonly name: string;
  readonly spec: TrainingClusterSpec;
  readonly network: ContractNetwork;
}

/** The Terraform resources that hosts are made from. */
export interface HostResources {
  readonly launchTemplate: LaunchTemplate;
  /** That of hosts in a reservation. */
  readonly reservedLaunchTemplate?: LaunchTemplate;
  readonly placementGroup?: PlacementGroup;
  readonly hostRole: IamRole;
  readonly securityGroup: SecurityGroup;
}

/** What the hosts of a training cluster are made from, and where they stand to each other. */
export class TrainingHosts extends Construct {
  readonly securityGroupId: string;
  readonly profileArn: string;
  readonly placementGroup?: PlacementGroup;
  /** What they are started from, in a few characters: Batch goes on with the old one while a compute environment is there. */
  readonly imageKey: string;
  /** What a host needs while it lives, beside what the template names. */
  readonly needs: ITerraformDependable[];
  readonly resources: HostResources;
  private readonly plain: LaunchTemplate;
  private readonly reserved?: LaunchTemplate;

  constructor(scope: Construct, id: string, { site, name, spec, network }: TrainingHostsProps) {
    super(scope, id);
    const { types } = hostTypes(spec, '');
    const layout = spec.multiNode ? efaInterfaces(types) : [];
    const props = this.likeness(site, name, spec, network, types);
    const host = new HostTemplate(this, 'Host', props);
    this.securityGroupId = host.securityGroup.id;
    this.profileArn = host.profileArn;
    this.imageKey = createHash('sha256').update(props.imageId).digest('hex').slice(0, 8);
    this.plain = host.template;
    const reservation = reservationOf(spec);
    if (reservation !== undefined)
      this.reserved = host.like('Reserved', props, {
        name: resourceName('launchTemplate', site.name, name, 'training', 'reserved'),
        // As AWS itself has it in its template for Batch (aws-samples/awsome-distributed-training, 3.aws-batch, 2026-02).
        ...(reservation.isBlock && { instanceMarketOptions: { marketType: 'capacity-block' } }),
        capacityReservationSpecification: {
          ...(!reservation.isBlock && { capacityReservationPreference: 'capacity-reservations-only' }),
          capacityReservationTarget: { capacityReservationId: reservation.id },
        },
      });
    for (const template of layout.length === 0 ? [] : [this.plain, ...(this.reserved ? [this.reserved] : [])])
      template.putNetworkInterfaces(
        layout.map(({ networkCard, deviceIndex, kind }) => ({
          networkCardIndex: networkCard,
          deviceIndex,
          ...(kind !== 'interface' && { interfaceType: kind }),
          deleteOnTermination: 'true',
          securityGroups: [host.securityGroup.id],
        })),
      );
    const strategy = placementOf(spec);
    if (strategy !== 'none')
      this.placementGroup = new PlacementGroup(this, 'Placement', {
        // The new one is made before the old one goes.
        name: resourceName('placementGroup', site.name, name, strategy),
        strategy,
        ...(strategy === 'partition' && { partitionCount: PLACEMENT.partitionsPerZone }),
      });
    this.resources = {
      launchTemplate: this.plain,
      ...(this.reserved !== undefined && { reservedLaunchTemplate: this.reserved }),
      ...(this.placementGroup !== undefined && { placementGroup: this.placementGroup }),
      hostRole: host.role,
      securityGroup: host.securityGroup,
    };
    this.needs = [
      ...host.needs,
      ...(spec.multiNode ? this.amongThemselves() : []),
      ...hostMountRules(this, this.securityGroupId, spec.hostMounts),
    ];
  }

  /** The template of hosts that are paid for like this. */
  template(capacity: Capacity): LaunchTemplate {
    return capacity === 'reserved' && this.reserved !== undefined ? this.reserved : this.plain;
  }

  private likeness(
    site: Site,
    name: string,
    spec: TrainingClusterSpec,
    network: ContractNetwork,
    types: readonly string[],
  ): HostTemplateProps {
    const traits = fleetTraits(types);
    const instanceStore = hasInstanceStore(types);
    const prelude = hostPrelude({ cluster: clusterKey(site.name, name), region: site.region, instanceStore });
    const mounts = hostMountPrograms(name, spec, site);
    const agent = { spot: spec.capacity.includes('spot'), gpu: traits.accelerator === 'nvidia' };
    return {
      site,
      name: [name, 'training'],
      description: 'Hosts of a training cluster',
      vpcId: network.vpcId,
      imageId: imageId(spec.amiRelease, traits),
      rootGiB: spec.rootGiB,
      groupsElsewhere: true,
      userData: batchStart(this, {
        prelude,
        programs: startParts(instanceStore, mounts),
        after: hostHooks(agent, spec.onHostStart),
      }),
      tags: { [TRAINING_TAG]: name },
      endsItself: true,
      grants: [...trainingHostGrants(site), ...mounts.flatMap(({ grants }) => grants)],
    };
  }

  /** Jobs of several hosts talk to each other on any port, and Elastic Fabric Adapter by no port at all. */
  private amongThemselves(): ITerraformDependable[] {
    const all = {
      securityGroupId: this.securityGroupId,
      referencedSecurityGroupId: this.securityGroupId,
      ipProtocol: '-1',
      description: 'Nodes of one job',
    };
    return [
      new VpcSecurityGroupIngressRule(this, 'FromNodes', all),
      new VpcSecurityGroupEgressRule(this, 'ToNodes', all),
    ];
  }
}
