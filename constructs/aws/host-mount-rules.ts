import { VpcSecurityGroupEgressRule } from '@cdktf/provider-aws/lib/vpc-security-group-egress-rule';
import { VpcSecurityGroupIngressRule } from '@cdktf/provider-aws/lib/vpc-security-group-ingress-rule';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import { ruleDescription } from '../../src/network/rule-description';
import type { HostMountSpec } from '../../src/spec/training/host-mount';
import { LUSTRE_PORTS } from '../../src/storage/endpoints';
import { mountedGroups } from '../../src/training/host-mounts';

/**
 * What lets the hosts of a training cluster and the servers of the file systems that they mount reach each other, in the group of either: those
 * of Lustre call their clients back. Hosts need all of it before they start.
 */
export function hostMountRules(
  scope: Construct,
  hosts: string,
  hostMounts: Readonly<Record<string, HostMountSpec>>,
): ITerraformDependable[] {
  return mountedGroups(hostMounts).flatMap(({ name, securityGroupId }) =>
    LUSTRE_PORTS.flatMap(({ name: port, from, to }) => {
      const range = { ipProtocol: 'tcp', fromPort: from, toPort: to };
      const there = { ...range, description: ruleDescription(`Hosts mount ${name}`) };
      const back = { ...range, description: ruleDescription(`${name} calls back`) };
      const ofHosts = { securityGroupId: hosts, referencedSecurityGroupId: securityGroupId };
      const ofServers = { securityGroupId, referencedSecurityGroupId: hosts };
      return [
        new VpcSecurityGroupEgressRule(scope, `To-${name}-${port}`, { ...there, ...ofHosts }),
        new VpcSecurityGroupIngressRule(scope, `Into-${name}-${port}`, { ...there, ...ofServers }),
        new VpcSecurityGroupEgressRule(scope, `OutOf-${name}-${port}`, { ...back, ...ofServers }),
        new VpcSecurityGroupIngressRule(scope, `From-${name}-${port}`, { ...back, ...ofHosts }),
      ];
    }),
  );
}
