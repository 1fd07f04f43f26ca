import { BatchComputeEnvironment } from '@cdktf/provider-aws/lib/batch-compute-environment';
import { BatchJobQueue } from '@cdktf/provider-aws/lib/batch-job-queue';
import { BatchSchedulingPolicy } from '@cdktf/provider-aws/lib/batch-scheduling-policy';
import { Annotations, Fn, Token } from 'cdktf';
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
import type { FailureCard } from './failure-card';
import { subnetIds } from './subnet-ids';
import { type BudgetResources, TrainingBudget } from './training-budget';
import { type HostResources, TrainingHosts } from './training-hosts';
import { TrainingWatch, type WatchResources } from './training-watch';

/** What `TrainingCluster` takes: its spec, and where it is. */
export interface TrainingClusterProps extends TrainingClusterInput {
  readonly site: SiteInput;
  /** Name among the training clusters of the environment. */
  readonly name: string;
  readonly network: ContractNetwork;
  /** Key of the logs of what watches it. @default - CloudWatch's own */
  readonly logKeyArn?: string;
  /** Tells of jobs that failed what an event alone does not. @default - the topics are told of the event */
  readonly failureCard?: FailureCard;
}

/** The Terraform resources behind a training cluster, for `addOverride`. */
export interface TrainingClusterResources extends HostResources, WatchResources {
  readonly queue: BatchJobQueue;
  /** By capacity, in order. */
  readonly computeEnvironments: readonly BatchComputeEnvironment[];
  readonly schedulingPolicy: BatchSchedulingPolicy;
  /** Where it has a budget. */
  readonly budget?: BudgetResources;
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

  constructor(scope: Construct, id: string, props: TrainingClusterProps) {
    super(scope, id);
    const { site: siteInput, name, network, logKeyArn: _, failureCard: __, ...input } = props;
    const what = `TrainingCluster '${this.node.path}'`;
    const site = parseSpec(what, siteSpec, siteInput);
    const spec = parseSpec(what, trainingClusterSpec, input);
    refuse(what, checkTrainingCluster(name, spec, site.zones));
    for (const warning of within(`trainingClusters.${name}`, trainingClusterWarnings(spec, site.zones)))
      Annotations.of(this).addWarning(renderProblem(warning));
    const host = new TrainingHosts(this, 'Host', { site, name, spec, network });
    const values: Record<string, string> = { securityGroupId: host.securityGroupId };
    const decided = contractTrainingCluster(site, spec, ([field]) => values[field as string] as string);

    const computeEnvironments = spec.capacity.map((capacity, i) =>
      this.computeEnvironment(site, name, {
        ...decided,
        capacity,
        warmVcpus: warmOf(spec, i),
        stops: spec.budget !== undefined,
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
      ...(spec.budget !== undefined && { lifecycle: { ignoreChanges: STOPPED } }),
    });
    this.contract = { ...decided, queueArn: queue.arn };
    this.connections = trainingConnections(this, name, this.contract);
    const made = { queue, computeEnvironments, schedulingPolicy };
    this.resources = { ...made, ...host.resources, ...this.watched(site, spec, props, made) };
  }

  /** A cluster that exists already, as the contract describes it. @param scope where its edges are built. */
  static fromExisting(scope: Construct, name: string, contract: ContractTrainingCluster): TrainingPeer {
    return { contract, connections: trainingConnections(scope, name, contract) };
  }

  /** What tells of it, and what keeps it to its budget. */
  private watched(
    site: Site,
    spec: TrainingClusterSpec,
    { name, logKeyArn, failureCard }: Pick<TrainingClusterProps, 'name' | 'logKeyArn' | 'failureCard'>,
    { queue, computeEnvironments }: Pick<TrainingClusterResources, 'queue' | 'computeEnvironments'>,
  ): WatchResources & { readonly budget?: BudgetResources } {
    const { instanceTypes } = this.contract;
    const { resources } = new TrainingWatch(this, 'Watch', {
      site,
      name,
      spec,
      queueArn: queue.arn,
      ecsClusters: Object.fromEntries(spec.capacity.map((each, i) => [each, ecsCluster(computeEnvironments[i])])),
      gpus: fleetTraits(instanceTypes).accelerator === 'nvidia',
      ...(failureCard && { failureCard }),
    });
    if (spec.budget === undefined) return resources;
    const budget = new TrainingBudget(this, 'Budget', {
      site,
      name,
      budget: spec.budget,
      instanceTypes,
      queue,
      computeEnvironments: computeEnvironments.map((made, i) => ({ made, warmVcpus: warmOf(spec, i) })),
      ...(logKeyArn !== undefined && { logKeyArn }),
    });
    return { ...resources, budget: budget.resources };
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
      lifecycle: {
        createBeforeDestroy: true,
        ignoreChanges: ['compute_resources[0].desired_vcpus', ...(of.stops ? STOPPED : [])],
      },
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
  /** Something else than Terraform may turn them off. */
  readonly stops: boolean;
  readonly maxVcpus: number;
  readonly instanceTypes: readonly string[];
  readonly subnets: readonly string[];
  readonly host: TrainingHosts;
}

/** Warm hosts are of the capacity that comes first. */
function warmOf({ warmVcpus }: TrainingClusterSpec, order: number): number {
  return order === 0 ? warmVcpus : 0;
}

/** Name of the cluster of ECS that Batch makes for an environment: the end of its ARN. */
function ecsCluster(environment: BatchComputeEnvironment | undefined): string {
  return Fn.element(Fn.split('/', environment?.ecsClusterArn ?? ''), 1);
}

/** What the function of a budget turns off stays off until it, or somebody, turns it on. */
const STOPPED = ['state'];

/** Minutes that jobs of hosts which are replaced may go on: the longest that the provider takes before 6.0. */
const UPDATE_MINUTES = 360;

function trainingConnections(scope: Construct, name: string, contract: ContractTrainingCluster): Connections {
  const { securityGroupId } = contract;
  return new Connections(scope, { key: `training-${name}`, securityGroupId, endpoints: [] });
}
