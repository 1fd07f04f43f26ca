import { checkAvoided } from '../address/check-cidr';
import { planSubnets } from '../address/subnets';
import type { Problem } from '../errors';
import type { NetworkSpec } from '../spec/network';

/** Addresses that AWS would refuse at apply, or that could never be peered. Fields are those of the network. */
export function checkNetwork(network: NetworkSpec, zones: readonly string[]): Problem[] {
  const fixed = network.subnets;
  return [...planSubnets({ cidr: network.cidr, zones, fixed }).problems, ...checkAvoided(network.cidr, network.avoid)];
}
