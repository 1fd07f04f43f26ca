import { parseCidr } from '../address/cidr';
import { alarmTopic } from '../naming/alarm-topic';
import { resourceName } from '../naming/names';
import { interfaceEndpoints } from '../network/endpoints';
import { fleetTraits } from '../sizing/fleet-types';
import { publishedHostMount } from '../training/host-mounts';
import { hostTypes } from '../training/host-types';
import { trainingZones } from '../training/training-zones';
import {
  CONTRACT_VERSION,
  type Contract,
  type ContractFleet,
  type ContractGateway,
  type ContractNetwork,
  type ContractRegistry,
  type ContractTrainingCluster,
} from './contract';
import type { EnvironmentSpec } from './environment';
import type { FleetSpec } from './fleet';
import type { GatewaySpec } from './gateway';
import { mapValues } from './map-values';
import type { NetworkSpec } from './network';
import type { Site } from './site';
import type { TrainingClusterSpec } from './training/training-cluster';

/** Gives the value of a contract field that is only known after an apply: an id, a reference, or something plausible. */
export type LateBound = (path: readonly string[]) => string;

/**
 * The contract of an environment. What the spec decides is filled in; each id comes from `late`, with the field's own path.
 * One function serves the foundation (references to resources), its readers (references to its state) and offline plans.
 */
export function contractOf(environment: EnvironmentSpec, late: LateBound): Contract {
  const zones = (tier: string) =>
    Object.fromEntries(environment.zones.map((zone) => [zone, late(['network', 'subnets', tier, zone])]));
  return {
    version: CONTRACT_VERSION,
    site: siteOf(environment),
    network: {
      vpcId: late(['network', 'vpcId']),
      cidr: environment.network.cidr,
      subnets: { public: zones('public'), private: zones('private'), isolated: zones('isolated') },
      ...contractWays(environment.network, (path) => late(['network', ...path])),
    },
    cluster: {
      name: resourceName('cluster', environment.name),
      containerInsights: environment.cluster.containerInsights,
      arn: late(['cluster', 'arn']),
      namespaceArn: late(['cluster', 'namespaceArn']),
    },
    // Only jobs are outside of the mesh.
    ...(Object.keys(environment.trainingClusters).length > 0 && {
      dns: { namespaceId: late(['dns', 'namespaceId']), name: resourceName('dnsNamespace', environment.name) },
    }),
    registry: contractRegistry(environment),
    keys: { logs: late(['keys', 'logs']) },
    ...(environment.logs.archive !== undefined && {
      logArchive: { streamArn: late(['logArchive', 'streamArn']), roleArn: late(['logArchive', 'roleArn']) },
    }),
    fleets: mapValues(environment.fleets, (fleet, name) => contractFleet(environment, name, fleet)),
    trainingClusters: mapValues(environment.trainingClusters, (cluster, name) =>
      contractTrainingCluster(environment, cluster, (path) => late(['trainingClusters', name, ...path])),
    ),
    gateways: mapValues(environment.gateways, (gateway, name) =>
      contractGateway(gateway, environment.network.cidr, (path) => late(['gateways', name, ...path])),
    ),
    ...(Object.keys(environment.quotas).length > 0 && { quotas: environment.quotas }),
  };
}

/** How workloads of a network get out of it, and to AWS. */
export function contractWays(
  { nat, endpoints: asked }: Pick<NetworkSpec, 'nat' | 'endpoints'>,
  late: LateBound,
): Pick<ContractNetwork, 'nat' | 'prefixLists' | 'endpoints'> {
  const services = interfaceEndpoints(nat, asked);
  return {
    nat,
    prefixLists: { s3: late(['prefixLists', 's3']), dynamodb: late(['prefixLists', 'dynamodb']) },
    ...(services.length > 0 && { endpoints: { securityGroupId: late(['endpoints', 'securityGroupId']), services } }),
  };
}

/** What the contract says of the registry: all of it is decided by the spec. */
export function contractRegistry({
  account,
  region,
  registry,
}: Pick<EnvironmentSpec, 'account' | 'region' | 'registry'>): ContractRegistry {
  return {
    account: registry.account ?? account,
    region: registry.region ?? region,
    pullThrough: Object.keys(registry.pullThrough).sort(),
  };
}

/** The part of an environment that every construct needs. Its own topic is told first; those who built on it before it had one find theirs still. */
export function siteOf({ name, account, region, zones, protect, iam, tags, alarmTopicArns: told, logs }: Site): Site {
  const { arn: own } = alarmTopic({ account, region, name });
  const alarmTopicArns = [...new Set([own, ...told])];
  return { name, account, region, zones, protect, iam, tags, alarmTopicArns, logs };
}

/** What the contract says of one fleet: all of it is decided by the spec. */
export function contractFleet(
  environment: Pick<Site, 'name' | 'zones'>,
  name: string,
  fleet: FleetSpec,
): ContractFleet {
  return {
    capacityProvider: resourceName('capacityProvider', environment.name, name),
    instanceTypes: fleet.instanceTypes,
    trunking: fleet.trunking ?? fleetTraits(fleet.instanceTypes).trunking,
    maxHosts: fleet.maxHosts,
    spot: fleet.onDemand.percentAboveBase < 100,
    zones: fleet.zones ?? environment.zones,
    amiRelease: fleet.amiRelease,
    rootGiB: fleet.rootGiB,
  };
}

/** What the contract says of one training cluster. */
export function contractTrainingCluster(
  environment: Pick<Site, 'zones'>,
  cluster: TrainingClusterSpec,
  late: LateBound,
): ContractTrainingCluster {
  const { capacity, maxVcpus, multiNode, rootGiB, teams, hostMounts } = cluster;
  return {
    queueArn: late(['queueArn']),
    securityGroupId: late(['securityGroupId']),
    instanceTypes: hostTypes(cluster, '').types,
    capacity,
    maxVcpus,
    multiNode,
    zones: trainingZones(cluster, environment.zones),
    rootGiB,
    teams: Object.keys(teams).sort(),
    ...(Object.keys(hostMounts).length > 0 && { hostMounts: mapValues(hostMounts, publishedHostMount) }),
  };
}

/** What the contract says of one gateway. */
export function contractGateway(gateway: GatewaySpec, networkCidr: string, late: LateBound): ContractGateway {
  const shared = {
    arn: late(['arn']),
    securityGroupId: late(['securityGroupId']),
    dnsName: late(['dnsName']),
    hostedZoneId: late(['hostedZoneId']),
    scheme: gateway.scheme,
    ...(gateway.domain && { domain: gateway.domain }),
  };
  if (gateway.kind === 'network') {
    const certified = gateway.certificateArn !== undefined || gateway.domain !== undefined;
    return {
      kind: 'network',
      ...shared,
      clients: gatewayClients(gateway, networkCidr),
      ...(certified && { certificateArn: late(['certificateArn']) }),
    };
  }
  return {
    kind: 'application',
    ...shared,
    listenerArn: late(['listenerArn']),
    protocol: gateway.plainHttp ? 'http' : 'https',
    idleTimeoutSeconds: gateway.idleTimeoutSeconds,
    outboundHttps: gateway.outboundHttps !== undefined,
    limited: gateway.scheme === 'internet-facing' && !gatewayClients(gateway, networkCidr).some(isWide),
    priorities: gateway.priorities,
  };
}

/** A range that says nothing of who connects: a large part of all addresses. */
function isWide(range: string): boolean {
  return (parseCidr(range)?.prefix ?? 32) < 8;
}

/** Who may connect to a gateway: the network itself, or for one that faces the internet everybody, unless the spec names ranges. Sorted. */
export function gatewayClients(
  { clients, scheme }: Pick<GatewaySpec, 'clients' | 'scheme'>,
  networkCidr: string,
): string[] {
  return [...new Set(clients ?? [scheme === 'internal' ? networkCidr : '0.0.0.0/0'])].sort();
}
