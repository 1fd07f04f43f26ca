import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import { endpointPolicy, s3EndpointPolicy } from '../../src/network/endpoint-policy';
import { type GATEWAY_SERVICES, interfaceEndpoints } from '../../src/network/endpoints';
import type { ContractNetwork } from '../../src/spec/contract';
import type { NetworkSpec } from '../../src/spec/network';
import type { Site } from '../../src/spec/site';
import { tfJson } from '../terraform/json';
import { securityGroup } from './security-group';

interface NetworkEndpointsProps {
  readonly site: Site;
  readonly network: Pick<ContractNetwork, 'vpcId' | 'cidr' | 'subnets'>;
  readonly routeTableIds: readonly string[];
  readonly nat: NetworkSpec['nat'];
  readonly asked: readonly string[] | undefined;
}

/** AWS services reached inside the network: S3 and DynamoDB always (image layers come from S3, and both are free), others where they are needed. */
export class NetworkEndpoints extends Construct {
  /** Endpoints by the service's short name. */
  readonly endpoints: Readonly<Record<string, VpcEndpoint>>;
  readonly prefixLists: ContractNetwork['prefixLists'];
  /** Group of the interface endpoints, where there are any. */
  readonly securityGroup: SecurityGroup | undefined;

  constructor(scope: Construct, id: string, { site, network, routeTableIds, nat, asked }: NetworkEndpointsProps) {
    super(scope, id);
    const gateway = (name: (typeof GATEWAY_SERVICES)[number], policy: object) =>
      new VpcEndpoint(this, name, {
        vpcId: network.vpcId,
        serviceName: `com.amazonaws.${site.region}.${name}`,
        vpcEndpointType: 'Gateway',
        routeTableIds: [...routeTableIds],
        policy: tfJson(policy),
        tags: { Name: resourceName('endpoint', site.name, name) },
      });
    const s3 = gateway('s3', s3EndpointPolicy(site));
    const dynamodb = gateway('dynamodb', endpointPolicy(site));
    const names = interfaceEndpoints(nat, asked);
    const group = names.length === 0 ? undefined : this.group(site, network);
    const interfaces = names.map(
      (name) => [name, this.endpoint(site, network, name, (group as SecurityGroup).id)] as const,
    );
    this.endpoints = { s3, dynamodb, ...Object.fromEntries(interfaces) };
    this.prefixLists = { s3: s3.prefixListId, dynamodb: dynamodb.prefixListId };
    this.securityGroup = group;
  }

  private group(site: Site, network: NetworkEndpointsProps['network']): SecurityGroup {
    const group = securityGroup(this, 'SecurityGroup', {
      site,
      vpcId: network.vpcId,
      name: ['endpoints'],
      description: 'AWS services inside the network',
    });
    new VpcSecurityGroupIngressRule(this, 'FromNetwork', {
      securityGroupId: group.id,
      ipProtocol: 'tcp',
      fromPort: 443,
      toPort: 443,
      cidrIpv4: network.cidr,
      description: 'AWS APIs from inside the network',
    });
    return group;
  }

  private endpoint(
    site: Site,
    network: NetworkEndpointsProps['network'],
    name: string,
    securityGroupId: string,
  ): VpcEndpoint {
    return new VpcEndpoint(this, name, {
      vpcId: network.vpcId,
      serviceName: `com.amazonaws.${site.region}.${name}`,
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: Object.values(network.subnets.private),
      securityGroupIds: [securityGroupId],
      policy: tfJson(endpointPolicy(site)),
      tags: { Name: resourceName('endpoint', site.name, name) },
    });
  }
}
