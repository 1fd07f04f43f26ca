import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { execGrants } from '../../src/identity/exec-grants';
import type { Contract } from '../../src/spec/contract';
import type { Role } from './role';

/** What a shell in a task needs: permissions of its role, and a way to Session Manager from the task's own interface. */
export function grantExec(
  scope: Construct,
  { site, keys }: Contract,
  role: Role,
  group: SecurityGroup,
): TerraformResource[] {
  for (const statement of execGrants(site, keys.logs)) role.grant(statement);
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
