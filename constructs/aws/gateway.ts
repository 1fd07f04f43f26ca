import { Lb } from '@cdktf/provider-aws/lib/lb';
import type { LbListener } from '@cdktf/provider-aws/lib/lb-listener';
import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { Wafv2WebAclAssociation } from '@cdktf/provider-aws/lib/wafv2-web-acl-association';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { refuse } from '../../src/errors';
import { resourceName } from '../../src/naming/names';
import { ANYWHERE } from '../../src/network/egress-rules';
import { checkGateway } from '../../src/rules/check-gateway';
import type { ContractGateway, ContractNetwork } from '../../src/spec/contract';
import { contractGateway, gatewayClients } from '../../src/spec/contract-of';
import { type GatewayInput, type GatewaySpec, gatewaySpec } from '../../src/spec/gateway';
import { parseSpec } from '../../src/spec/parse';
import { type Site, type SiteInput, siteSpec } from '../../src/spec/site';
import { kept } from '../terraform/lifecycle';
import { applicationGateway, applicationPorts, facesInternet, type GatewayParts } from './application-gateway';
import { Certificate } from './certificate';
import { clientRule } from './client-rule';
import { type Connectable, Connections } from './connections';
import { egressRule } from './egress-rule';
import { securityGroup } from './security-group';
import { subnetIds } from './subnet-ids';

/** What `Gateway` takes: its spec, and where it is. */
export type GatewayProps = GatewayInput & {
  readonly site: SiteInput;
  /** Name among the gateways of the environment. */
  readonly name: string;
  readonly network: ContractNetwork;
  /** Where it writes its access log: an `AccessLogs`, or a bucket that exists and lets load balancers write. */
  readonly accessLogs: AccessLogBucket;
};

/** A gateway as those see it who attach to it. */
export interface GatewayPeer extends Connectable {
  readonly contract: ContractGateway;
}

/** A bucket that load balancers may write their access logs to. */
export interface AccessLogBucket {
  readonly bucketName: string;
  /** What must exist before a load balancer may write. */
  readonly ready: ITerraformDependable[];
}

/** The Terraform resources behind a gateway, for `addOverride`. */
export interface GatewayResources {
  readonly loadBalancer: Lb;
  /** The listener that takes routes comes first; a network gateway has none of its own. */
  readonly listeners: readonly LbListener[];
  readonly securityGroup: SecurityGroup;
  readonly certificate?: Certificate;
  readonly webAcl?: Wafv2WebAclAssociation;
}

/**
 * A shared load balancer: reachable from inside the network only unless it says `internet-facing`, encrypted unless it says why not.
 * Services attach routes (or, to a network gateway, listeners) from their own stacks.
 *
 * Throws `SpecError` for HTTPS without a certificate, fewer than two zones, and ranges that are not networks.
 */
export class Gateway extends Construct implements GatewayPeer {
  readonly connections: Connections;
  /** What this gateway publishes. */
  readonly contract: ContractGateway;
  readonly resources: GatewayResources;

  constructor(scope: Construct, id: string, { site: siteInput, name, network, accessLogs, ...input }: GatewayProps) {
    super(scope, id);
    const what = `Gateway '${this.node.path}'`;
    const site = parseSpec(what, siteSpec, siteInput);
    const spec = parseSpec(what, gatewaySpec, input);
    refuse(what, checkGateway(spec, site.zones));

    const group = this.group(site, name, spec, network);
    const certificate =
      spec.domain !== undefined && spec.certificateArn === undefined && !('plainHttp' in spec && spec.plainHttp)
        ? new Certificate(this, 'Certificate', { domain: spec.domain })
        : undefined;
    const certificateArn = spec.certificateArn ?? certificate?.arn;
    const parts: GatewayParts = {
      site,
      name,
      subnetIds: subnetIds(network, spec.scheme === 'internal' ? 'private' : 'public', spec.zones ?? site.zones),
      certificateArn,
      accessLogs: { bucket: accessLogs.bucketName, dependsOn: accessLogs.ready },
    };
    const { loadBalancer, listeners } =
      spec.kind === 'application'
        ? applicationGateway(this, parts, spec, group)
        : { loadBalancer: this.networkLoadBalancer(parts, spec, group), listeners: [] };

    const webAcl =
      spec.kind === 'application' && spec.webAclArn !== undefined
        ? new Wafv2WebAclAssociation(this, 'WebAcl', { resourceArn: loadBalancer.arn, webAclArn: spec.webAclArn })
        : undefined;
    const values: Record<string, string | undefined> = {
      arn: loadBalancer.arn,
      securityGroupId: group.id,
      dnsName: loadBalancer.dnsName,
      hostedZoneId: loadBalancer.zoneId,
      listenerArn: listeners[0]?.arn,
      certificateArn,
    };
    this.contract = contractGateway(spec, network.cidr, ([field]) => values[field as string] as string);
    this.connections = new Connections(this, { key: `gateway-${name}`, securityGroupId: group.id, endpoints: [] });
    this.resources = {
      loadBalancer,
      listeners,
      securityGroup: group,
      ...(certificate && { certificate }),
      ...(webAcl && { webAcl }),
    };
  }

  /**
   * A gateway that exists already, as the contract describes it: something that services can be opened to.
   *
   * @param scope where its edges are built.
   */
  static fromExisting(scope: Construct, name: string, contract: ContractGateway): GatewayPeer {
    const { securityGroupId } = contract;
    return {
      contract,
      connections: new Connections(scope, { key: `gateway-${name}`, securityGroupId, endpoints: [] }),
    };
  }

  private group(site: Site, name: string, spec: GatewaySpec, network: ContractNetwork): SecurityGroup {
    const group = securityGroup(this, 'SecurityGroup', {
      site,
      vpcId: network.vpcId,
      name: [name, 'gateway'],
      description: 'Load balancer of a gateway',
    });
    // A network gateway has no listeners of its own: the services that attach them let clients in.
    if (spec.kind === 'network') return group;
    const why = spec.plainHttp?.why ?? `Clients of gateway ${name}`;
    for (const cidr of gatewayClients(spec, network.cidr))
      for (const port of applicationPorts(spec)) clientRule(this, group.id, cidr, port, why);
    if (spec.outboundHttps !== undefined)
      egressRule(this, group, {
        key: 'OutboundHttps',
        to: { cidr: ANYWHERE },
        port: 443,
        why: spec.outboundHttps.why,
      });
    return group;
  }

  private networkLoadBalancer(
    { site, name, subnetIds, accessLogs }: GatewayParts,
    spec: GatewaySpec,
    group: SecurityGroup,
  ): Lb {
    const loadBalancer = new Lb(this, 'LoadBalancer', {
      name: resourceName('loadBalancer', site.name, name),
      internal: spec.scheme === 'internal',
      loadBalancerType: 'network',
      subnets: subnetIds,
      // A network load balancer gets a group when it is made, or never.
      securityGroups: [group.id],
      enableCrossZoneLoadBalancing: true,
      enableDeletionProtection: site.protect,
      // Only what arrives with TLS is logged; that is all AWS logs for this kind.
      accessLogs: { bucket: accessLogs.bucket, prefix: name, enabled: true },
      dependsOn: accessLogs.dependsOn,
      ...kept(site),
    });
    facesInternet(loadBalancer, spec, name);
    return loadBalancer;
  }
}
