import type { FleetSpec } from '../spec/fleet';

/**
 * How many of so many hosts are not spot: the base first, then a percentage of the rest. AWS does not say how it rounds a fraction;
 * it is rounded up here, to what costs more.
 */
export function onDemandHosts(hosts: number, { base, percentAboveBase }: FleetSpec['onDemand']): number {
  const first = Math.min(hosts, base);
  return first + Math.ceil(((hosts - first) * percentAboveBase) / 100);
}
