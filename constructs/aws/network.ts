import { DefaultSecurityGroup } from '@cdktf/provider-aws/lib/default-security-group';
import { InternetGateway } from '@cdktf/provider-aws/lib/internet-gateway';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Subnet } from '@cdktf/provider-aws/lib/subnet';
import { Vpc } from '@cdktf/provider-aws/lib/vpc';
import { Construct } from 'constructs';
import { planSubnets, type SubnetPlan, type Tier } from '../../src/address/subnets';
import { refuse } from '../../src/errors';
import { resourceName } from '../../src/naming/names';
import { checkNetwork } from '../../src/rules/check-network';
import type { ContractNetwork } from '../../src/spec/contract';
import { contractWays } from '../../src/spec/contract-of';
import { type NetworkInput, networkSpec } from '../../src/spec/network';
import { parseSpec } from '../../src/spec/parse';
import { type Site, type SiteInput, siteSpec } from '../../src/spec/site';
import { kept } from '../terraform/lifecycle';
import { FlowLogs } from './flow-logs';
import { NetworkEndpoints } from './network-endpoints';
import { NetworkRoutes } from './network-routes';

/** What `Network` takes: its spec, and where it is. */
export interface NetworkProps extends NetworkInput {
  readonly site: SiteInput;
  /** KMS key that encrypts the flow log; its policy must admit CloudWatch Logs. May be late-bound. */
  readonly logKeyArn: string;
}

/** The Terraform resources behind a network, for `addOverride`. Keys of `subnets` are `<tier>/<zone>`. */
export interface NetworkResources {
  readonly vpc: Vpc;
  readonly subnets: Readonly<Record<string, Subnet>>;
  readonly routes: NetworkRoutes;
  readonly endpoints: NetworkEndpoints;
  readonly flowLogs: FlowLogs;
}

/**
 * A VPC with public, private and isolated subnets in each zone. Subnets are allocated by the zone's name, so that adding or removing a
 * zone moves no other. Nothing in it has a public address but NAT gateways and what a gateway puts there.
 *
 * Throws `SpecError` for addresses that overlap, lie outside or are too small.
 */
export class Network extends Construct implements ContractNetwork {
  readonly vpcId: string;
  readonly cidr: string;
  readonly subnets: ContractNetwork['subnets'];
  readonly nat: ContractNetwork['nat'];
  readonly prefixLists: ContractNetwork['prefixLists'];
  readonly endpoints?: NonNullable<ContractNetwork['endpoints']>;
  readonly resources: NetworkResources;

  constructor(scope: Construct, id: string, { site: siteInput, logKeyArn, ...input }: NetworkProps) {
    super(scope, id);
    const what = `Network '${this.node.path}'`;
    const site = parseSpec(what, siteSpec, siteInput);
    const spec = parseSpec(what, networkSpec, input);
    refuse(what, checkNetwork(spec, site.zones));
    const { subnets: plan } = planSubnets({ cidr: spec.cidr, zones: site.zones, fixed: spec.subnets });

    const { lifecycle, tags } = kept(site);
    const vpc = new Vpc(this, 'Vpc', {
      cidrBlock: spec.cidr,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      ...(lifecycle && { lifecycle }),
      tags: { ...tags, Name: resourceName('network', site.name) },
    });
    // AWS makes a default group that lets its members talk; without rules it cannot be used by mistake.
    new DefaultSecurityGroup(this, 'DefaultSecurityGroup', { vpcId: vpc.id });
    const internet = new InternetGateway(this, 'InternetGateway', {
      vpcId: vpc.id,
      tags: { Name: resourceName('network', site.name) },
    });
    const subnets = Object.fromEntries(plan.map((s) => [`${s.tier}/${s.zone}`, subnet(this, vpc, site, s)]));
    const idsOf = (tier: Tier) =>
      Object.fromEntries([...site.zones].sort().map((zone) => [zone, (subnets[`${tier}/${zone}`] as Subnet).id]));

    this.vpcId = vpc.id;
    this.cidr = spec.cidr;
    this.subnets = { public: idsOf('public'), private: idsOf('private'), isolated: idsOf('isolated') };
    const routes = new NetworkRoutes(this, 'Routes', {
      site,
      network: this,
      internetGatewayId: internet.id,
      nat: spec.nat,
    });
    const endpoints = new NetworkEndpoints(this, 'Endpoints', {
      site,
      network: this,
      routeTableIds: routes.privateRouteTableIds,
      nat: spec.nat,
      asked: spec.endpoints,
    });
    const ways = contractWays(spec, (path) =>
      path[0] === 'prefixLists'
        ? endpoints.prefixLists[path[1] as 's3' | 'dynamodb']
        : (endpoints.securityGroup as SecurityGroup).id,
    );
    this.nat = ways.nat;
    this.prefixLists = ways.prefixLists;
    if (ways.endpoints !== undefined) this.endpoints = ways.endpoints;
    const flowLogs = new FlowLogs(this, 'FlowLogs', { site, vpcId: vpc.id, logKeyArn });
    this.resources = { vpc, subnets, routes, endpoints, flowLogs };
  }

  /** A network that exists already. Throws `SpecError` when a tier that workloads need has no subnet. */
  static fromExisting(network: ContractNetwork): ContractNetwork {
    const missing = (['public', 'private'] as const).filter((tier) => Object.keys(network.subnets[tier]).length === 0);
    refuse(
      'Network',
      missing.map((tier) => ({
        code: 'MissingSubnets',
        field: `subnets.${tier}`,
        problem: 'is empty',
        fix: 'name a subnet id for each zone',
      })),
    );
    return network;
  }
}

function subnet(scope: Construct, vpc: Vpc, site: Site, { tier, zone, cidr }: SubnetPlan): Subnet {
  return new Subnet(scope, `${tier}-${zone}`, {
    vpcId: vpc.id,
    availabilityZone: zone,
    cidrBlock: cidr,
    mapPublicIpOnLaunch: false,
    tags: { Name: resourceName('subnet', site.name, tier, zone) },
  });
}
