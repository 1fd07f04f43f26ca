import { BatchComputeEnvironment } from '@cdktf/provider-aws/lib/batch-compute-environment';
import { BatchJobQueue } from '@cdktf/provider-aws/lib/batch-job-queue';
import { BatchSchedulingPolicy } from '@cdktf/provider-aws/lib/batch-scheduling-policy';
import type { LaunchTemplate } from '@cdktf/provider-aws/lib/launch-template';
import { Annotations, Token } from 'cdktf';
import { Construct } from 'constructs';
import { refuse, renderProblem, within } from '../../src/errors';
import { resourceName } from '../../src/naming/names';
import { fleetTraits } from '../../src/sizing/fleet-types';
import type { ContractNetwork, ContractTrainingCluster } from '../../src/spec/contract';
import { contractTrainingCluster } from '../../src/spec/contract-of';
import { parseSpec } from '../../src/spec/parse';
import { type Site, type SiteInput, siteSpec } from '../../src/spec/site';
import {
  type Capacity,
  type TrainingClusterInput,
  type TrainingClusterSpec,
  trainingClusterSpec,
} from '../../src/spec/training/training-cluster';
import { checkTrainingCluster, trainingClusterWarnings } from '../../src/training/check-cluster';
import { fairShare } from '../../src/training/fair-share';
import { waitLimits } from '../../src/training/wait-limits';
import { type Connectable, Connections } from './connections';
import { subnetIds } from './subnet-ids';
import { TrainingHosts } from './training-hosts';

/** What `TrainingCluster` takes: its spec, and where it is. */
export interface TrainingClusterProps extends TrainingClusterInput {
  readonly site: SiteInput;
  /** Name among the training clusters of the environment. */
  readonly name: string;
  readonly network: ContractNetwork;
}

/** The Terraform resources behind a training cluster, for `addOverride`. */
export interface TrainingClusterResources {
  readonly queue: BatchJobQueue;
  /** By capacity, in order. */
  readonly computeEnvironments: readonly BatchComputeEnvironment[];
  readonly schedulingPolicy: BatchSchedulingPolicy;
  readonly launchTemplate: LaunchTemplate;
}

/** A cluster as a peer: its jobs have the network edge of their hosts. */
export interface TrainingPeer extends Connectable {
  readonly contract: ContractTrainingCluster;
}

/**
 * Hosts that come when a job waits for them and go when none does: a Batch queue, and for each capacity, in order, a compute environment
 * that can be changed in place. Pinned image, encrypted disk, no public address, no keys, no inbound rule; jobs are kept from what their host
 * may do.
 *
 * Throws `SpecError` for hosts that there are not, or that AWS would refuse to start.
 */
export class TrainingCluster extends Construct implements TrainingPeer {
  readonly contract: ContractTrainingCluster;
  readonly connections: Connections;
  readonly resources: TrainingClusterResources;

  constructor(scope: Construct, id: string, { site: siteInput, name, network, ...input }: TrainingClusterProps) {
    super(scope, id);
    const what = `TrainingCluster '${this.node.path}'`;
    const site = parseSpec(what, siteSpec, siteInput);
    const spec = parseSpec(what, trainingClusterSpec, input);
    refuse(what, checkTrainingCluster(name, spec, site.zones));
    for (const warning of within(`trainingClusters.${name}`, trainingClusterWarnings(spec)))
      Annotations.of(this).addWarning(renderProblem(warning));
    const host = new TrainingHosts(this, 'Host', { site, name, spec, network });
    const values: Record<string, string> = { securityGroupId: host.securityGroupId };
    const decided = contractTrainingCluster(site, spec, ([field]) => values[field as string] as string);

    const computeEnvironments = spec.capacity.map((capacity, i) =>
      this.computeEnvironment(site, name, {
        ...decided,
        capacity,
        warmVcpus: i === 0 ? spec.warmVcpus : 0,
        subnets: subnetIds(network, 'private', decided.zones),
        host,
      }),
    );
    const schedulingPolicy = this.schedulingPolicy(site, name, spec);
    const queue = new BatchJobQueue(this, 'Queue', {
      name: resourceName('jobQueue', site.name, name),
      state: 'ENABLED',
      priority: 1,
      schedulingPolicyArn: schedulingPolicy.arn,
      computeEnvironmentOrder: computeEnvironments.map(({ arn }, i) => ({ order: i + 1, computeEnvironment: arn })),
      jobStateTimeLimitAction: waitLimits(spec.waitLimits),
    });
    this.contract = { ...decided, queueArn: queue.arn };
    this.connections = trainingConnections(this, name, this.contract);
    this.resources = { queue, computeEnvironments, schedulingPolicy, launchTemplate: host.template('on-demand') };
  }

  /** A cluster that exists already, as the contract describes it. @param scope where its edges are built. */
  static fromExisting(scope: Construct, name: string, contract: ContractTrainingCluster): TrainingPeer {
    return { contract, connections: trainingConnections(scope, name, contract) };
  }

  private computeEnvironment(site: Site, name: string, of: Hosts): BatchComputeEnvironment {
    const { capacity, host } = of;
    const template = host.template(capacity);
    return new BatchComputeEnvironment(this, `Hosts-${capacity}`, {
      // An update leaves the image as it is (Batch API_LaunchTemplateSpecification, 2026-11): another one is another environment.
      namePrefix: resourceName('computeEnvironmentPrefix', site.name, name, capacity, host.imageKey),
      type: 'MANAGED',
      state: 'ENABLED',
      computeResources: {
        type: capacity === 'spot' ? 'SPOT' : 'EC2',
        // With these strategies and the service-linked role nearly every change is made in place.
        allocationStrategy: capacity === 'spot' ? 'SPOT_PRICE_CAPACITY_OPTIMIZED' : 'BEST_FIT_PROGRESSIVE',
        minVcpus: of.warmVcpus,
        maxVcpus: of.maxVcpus,
        instanceType: [...of.instanceTypes],
        instanceRole: host.profileArn,
        subnets: [...of.subnets],
        // Nodes of a job get these for interfaces of their own; said with the interfaces of the template too, these win.
        securityGroupIds: [host.securityGroupId],
        ...(host.placementGroup !== undefined && { placementGroup: host.placementGroup.name }),
        ec2Configuration: [
          { imageType: fleetTraits(of.instanceTypes).accelerator === 'nvidia' ? 'ECS_AL2023_NVIDIA' : 'ECS_AL2023' },
        ],
        launchTemplate: {
          launchTemplateId: template.id,
          version: Token.asString(template.latestVersion),
        },
      },
      updatePolicy: { terminateJobsOnUpdate: false, jobExecutionTimeoutMinutes: UPDATE_MINUTES },
      // Batch moves the number of hosts.
      lifecycle: { createBeforeDestroy: true, ignoreChanges: ['compute_resources[0].desired_vcpus'] },
      dependsOn: host.needs,
    });
  }

  /** A queue without a policy can never get one (Batch API_UpdateJobQueue, 2026-11). */
  private schedulingPolicy(site: Site, name: string, spec: TrainingClusterSpec): BatchSchedulingPolicy {
    const { computeReservation, shareDecaySeconds, shares } = fairShare(spec);
    return new BatchSchedulingPolicy(this, 'Shares', {
      name: resourceName('schedulingPolicy', site.name, name),
      fairSharePolicy: {
        computeReservation,
        shareDecaySeconds,
        shareDistribution: shares.map(({ identifier, weightFactor }) => ({
          shareIdentifier: identifier,
          weightFactor,
        })),
      },
    });
  }
}

interface Hosts {
  readonly capacity: Capacity;
  readonly warmVcpus: number;
  readonly maxVcpus: number;
  readonly instanceTypes: readonly string[];
  readonly subnets: readonly string[];
  readonly host: TrainingHosts;
}

/** Minutes that jobs of hosts which are replaced may go on: the longest that the provider takes before 6.0. */
const UPDATE_MINUTES = 360;

function trainingConnections(scope: Construct, name: string, contract: ContractTrainingCluster): Connections {
  const { securityGroupId } = contract;
  return new Connections(scope, { key: `training-${name}`, securityGroupId, endpoints: [] });
}
