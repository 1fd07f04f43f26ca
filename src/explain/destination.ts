import type { EgressSpec } from '../spec/egress';

/** Where an entry of `egress` leads, in words: `203.0.113.0/24 on 443`. */
export function destinationOf(entry: EgressSpec): string {
  switch (entry.kind) {
    case 'cidr':
      return `${entry.cidr} on ${entry.ports.join(', ')}`;
    case 'prefix-list':
      return `${entry.prefixListId} on ${entry.ports.join(', ')}`;
    case 'security-group':
      return `${entry.securityGroupId} on ${entry.ports.join(', ')}`;
    case 'aws-service':
      return `AWS service ${entry.service}`;
  }
}
