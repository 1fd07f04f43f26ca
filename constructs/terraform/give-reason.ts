import type { TerraformResource } from 'cdktf';
import type { Declared } from '../../src/security/estate';

/** Where the reasons of a resource are kept until it is written. */
const KEY = 'stowage:reason';

/**
 * Gives the reason for what a rule of security finds in a resource: `giveReason(balancer, { rule: 'MLP-LB-1', key: 'internal', reason: '...' })`.
 * It is written beside the resource, so whoever reads what was synthesized reads it too; Terraform leaves it alone. A reason that no finding needs
 * is refused, as one in `acknowledged.json` is.
 */
export function giveReason(resource: TerraformResource, ...reasons: readonly Declared[]): void {
  if (reasons.length === 0) return;
  for (const reason of reasons) resource.node.addMetadata(KEY, reason);
  const all = resource.node.metadata.filter(({ type }) => type === KEY).map(({ data }) => data as Declared);
  resource.addOverride('//.security', all);
}
