import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { Construct } from 'constructs';
import { ruleDescription } from '../../src/network/rule-description';
import { isOwnRange } from '../../src/security/network-rules';
import { giveReason } from '../terraform/give-reason';
import { escapeTemplate } from '../terraform/json';

/** Lets one range of clients reach one port of a gateway. */
export function clientRule(
  scope: Construct,
  securityGroupId: string,
  cidr: string,
  port: number,
  why: string,
): VpcSecurityGroupIngressRule {
  const rule = new VpcSecurityGroupIngressRule(scope, `Clients-${cidr}-${port}`, {
    securityGroupId,
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    cidrIpv4: cidr,
    description: escapeTemplate(ruleDescription(why)),
  });
  if (isOwnRange(cidr))
    giveReason(rule, {
      rule: 'MLP-NET-1',
      key: `tcp ${port} from ${cidr}`,
      reason: `the gateway lists ${cidr} among its clients`,
      isIfNeeded: true,
    });
  return rule;
}
