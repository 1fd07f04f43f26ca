import type { SecurityGroup } from '@cdktf/provider-aws/lib/security-group';
import type { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { accessGrants } from '../../src/identity/access-grants';
import { execGrants } from '../../src/identity/exec-grants';
import { telemetryGrants } from '../../src/identity/telemetry-grants';
import { egressRules } from '../../src/network/egress-rules';
import type { KnownQueues } from '../../src/rules/known-queues';
import { queuesFor } from '../../src/rules/reached-queue';
import type { Contract } from '../../src/spec/contract';
import { hasShell, type ServiceSpec } from '../../src/spec/service';
import { egressRule } from './egress-rule';
import type { Role } from './role';

interface OutsideWorldProps {
  readonly contract: Contract;
  readonly spec: ServiceSpec;
  readonly system: string;
  readonly name: string;
  readonly queues: KnownQueues;
  readonly role: Role;
  readonly group: SecurityGroup;
}

/** What a service may do outside of the platform: permissions of its role, and rules that let it out. What must stand before it starts. */
export function outsideWorld(
  scope: Construct,
  { contract, spec, system, name, queues, role, group }: OutsideWorldProps,
): TerraformResource[] {
  const { site, keys, network } = contract;
  const statements = [
    ...accessGrants(spec.access, {
      place: site,
      queueOf: queuesFor(system, site, queues),
    }),
    ...telemetryGrants(spec, { system, service: name }, site),
    ...(hasShell(spec) ? execGrants(site, keys.logs) : []),
  ];
  for (const statement of statements) role.grant(statement);
  return egressRules(spec, network).map((rule) => egressRule(scope, group, rule));
}
