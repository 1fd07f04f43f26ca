import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcEndpoint } from '@cdktf/provider-aws/lib/vpc-endpoint';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import { endpointPolicy, s3EndpointPolicy } from '../../src/network/endpoint-policy';
import { interfaceEndpoints } from '../../src/network/endpoints';
import type { ContractNetwork } from '../../src/spec/contract';
import type { NetworkSpec } from '../../src/spec/network';
import type { Site } from '../../src/spec/site';
import { tfJson } from '../terraform/json';
import { securityGroup } from './security-group';

interface NetworkEndpointsProps {
  readonly site: Site;
  readonly network: ContractNetwork;
  readonly routeTableIds: readonly string[];
  readonly nat: NetworkSpec['nat'];
  readonly asked: readonly string[] | undefined;
}

/** AWS services reached inside the network: S3 always (image layers come from it, and it is free), others where they are needed. */
export class NetworkEndpoints extends Construct {
  /** Endpoints by the service's short name. */
  readonly endpoints: Readonly<Record<string, VpcEndpoint>>;

  constructor(scope: Construct, id: string, { site, network, routeTableIds, nat, asked }: NetworkEndpointsProps) {
    super(scope, id);
    const s3 = new VpcEndpoint(this, 's3', {
      vpcId: network.vpcId,
      serviceName: `com.amazonaws.${site.region}.s3`,
      vpcEndpointType: 'Gateway',
      routeTableIds: [...routeTableIds],
      policy: tfJson(s3EndpointPolicy(site)),
      tags: { Name: resourceName('endpoint', site.name, 's3') },
    });
    const names = interfaceEndpoints(nat, asked);
    const group = names.length === 0 ? undefined : this.group(site, network);
    const interfaces = names.map(
      (name) => [name, this.endpoint(site, network, name, (group as SecurityGroup).id)] as const,
    );
    this.endpoints = { s3, ...Object.fromEntries(interfaces) };
  }

  private group(site: Site, network: ContractNetwork): SecurityGroup {
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

  private endpoint(site: Site, network: ContractNetwork, name: string, securityGroupId: string): VpcEndpoint {
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
