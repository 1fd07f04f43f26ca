import { refuse } from '../../src/errors';
import type { ContractNetwork } from '../../src/spec/contract';

/** Ids of the subnets of one tier in some zones, in the order of the zones. Throws `SpecError` for a zone in which the tier has none. */
export function subnetIds(
  { subnets }: ContractNetwork,
  tier: keyof ContractNetwork['subnets'],
  zones: readonly string[],
): string[] {
  const sorted = [...zones].sort();
  const known = Object.keys(subnets[tier]).join(', ') || 'none';
  refuse(
    'Network',
    sorted
      .filter((zone) => subnets[tier][zone] === undefined)
      .map((zone) => ({
        code: 'MissingSubnets',
        field: `subnets.${tier}.${zone}`,
        problem: 'is missing',
        fix: `add a subnet to those of ${known}, or leave the zone out`,
      })),
  );
  return sorted.map((zone) => subnets[tier][zone] as string);
}
