import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { accessGrants } from '../../src/identity/access-grants';
import { execGrants } from '../../src/identity/exec-grants';
import { type EgressRule, egressRules } from '../../src/network/egress-rules';
import { ruleDescription } from '../../src/network/rule-description';
import type { KnownQueues } from '../../src/rules/known-queues';
import { reachedQueue } from '../../src/rules/reached-queue';
import type { Contract } from '../../src/spec/contract';
import type { ServiceSpec } from '../../src/spec/service';
import { escapeTemplate } from '../terraform/json';
import type { Role } from './role';

interface OutsideWorldProps {
  readonly contract: Contract;
  readonly spec: ServiceSpec;
  readonly system: string;
  readonly queues: KnownQueues;
  readonly role: Role;
  readonly group: SecurityGroup;
}

/** What a service may do outside of the platform: permissions of its role, and rules that let it out. What must stand before it starts. */
export function outsideWorld(
  scope: Construct,
  { contract, spec, system, queues, role, group }: OutsideWorldProps,
): TerraformResource[] {
  const { site, keys, network } = contract;
  const statements = [
    ...accessGrants(spec.access, {
      place: site,
      queueOf: (entry) => reachedQueue(entry, system, site, queues) ?? { arn: entry.queue },
    }),
    ...(spec.exec ? execGrants(site, keys.logs) : []),
  ];
  for (const statement of statements) role.grant(statement);
  return egressRules(spec, network).map((rule) => egress(scope, group, rule));
}

function egress(scope: Construct, group: SecurityGroup, { key, to, port, why }: EgressRule): TerraformResource {
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
