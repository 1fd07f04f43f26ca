import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { Construct } from 'constructs';
import type { EgressRule } from '../../src/network/egress-rules';
import { ruleDescription } from '../../src/network/rule-description';
import { escapeTemplate } from '../terraform/json';

/** Lets whoever carries a group out on one port. */
export function egressRule(
  scope: Construct,
  group: SecurityGroup,
  { key, to, port, why }: EgressRule,
): VpcSecurityGroupEgressRule {
  return new VpcSecurityGroupEgressRule(scope, key, {
    securityGroupId: group.id,
    ipProtocol: 'tcp',
    fromPort: port,
    toPort: port,
    ...('cidr' in to && { cidrIpv4: to.cidr }),
    ...('prefixListId' in to && { prefixListId: to.prefixListId }),
    ...('securityGroupId' in to && { referencedSecurityGroupId: to.securityGroupId }),
    description: escapeTemplate(ruleDescription(why)),
  });
}
