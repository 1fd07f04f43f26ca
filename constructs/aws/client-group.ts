import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Construct } from 'constructs';
import type { ClientGroupStage } from '../../src/network/client-group';
import type { Site } from '../../src/spec/site';
import type { Endpoint } from '../../src/task/endpoint';
import type { ClientGroup } from './connections';
import { securityGroup } from './security-group';

interface ClientGroupProps {
  readonly site: Pick<Site, 'name'>;
  readonly vpcId: string;
  readonly system: string;
  readonly name: string;
  readonly stage: ClientGroupStage;
  /** The service's own group, and the ports that clients may call. */
  readonly securityGroupId: string;
  readonly endpoints: readonly Endpoint[];
}

/** The group that callers of a service carry, which lets them call all of its ports. None where the service has no use for it. */
export function clientGroup(
  scope: Construct,
  { site, vpcId, system, name, stage, securityGroupId, endpoints }: ClientGroupProps,
): ClientGroup | undefined {
  if (stage === 'off') return undefined;
  const group = securityGroup(scope, 'ClientGroup', {
    site,
    vpcId,
    name: [system, name, 'clients'],
    description: 'Clients of a service',
  });
  const rules = endpoints.flatMap(({ port, number }) => {
    const range = { ipProtocol: 'tcp', fromPort: number, toPort: number, description: `Clients of ${name}` };
    return [
      new VpcSecurityGroupIngressRule(scope, `FromClients-${port}`, {
        ...range,
        securityGroupId,
        referencedSecurityGroupId: group.id,
      }),
      new VpcSecurityGroupEgressRule(scope, `OutClients-${port}`, {
        ...range,
        securityGroupId: group.id,
        referencedSecurityGroupId: securityGroupId,
      }),
    ];
  });
  return { stage, securityGroupId: group.id, rules };
}
