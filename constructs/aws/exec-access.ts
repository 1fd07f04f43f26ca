import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import type { Role } from './role';

const CHANNELS = [
  'ssmmessages:CreateControlChannel',
  'ssmmessages:CreateDataChannel',
  'ssmmessages:OpenControlChannel',
  'ssmmessages:OpenDataChannel',
];

/** What a shell in a task needs: channels to Session Manager, and a way to it from the task's own interface. */
export function grantExec(scope: Construct, role: Role, group: SecurityGroup): TerraformResource[] {
  role.grant({ actions: CHANNELS, resources: ['*'] });
  const egress = new VpcSecurityGroupEgressRule(scope, 'ToSessionManager', {
    securityGroupId: group.id,
    ipProtocol: 'tcp',
    fromPort: 443,
    toPort: 443,
    cidrIpv4: '0.0.0.0/0',
    description: 'Session Manager for shells in tasks',
  });
  return [...role.policies, egress];
}
