import { fleetOf } from '../rules/choose';
import type { Contract } from '../spec/contract';
import { isDaemon, replicaBounds, type ServiceSpec } from '../spec/service';

/** How many replicas a service has at rest and at most; of one per host as many as its fleet may have hosts, at either. */
export function replicaCounts(
  service: ServiceSpec,
  contract: Contract,
): { readonly min: number; readonly max: number } {
  if (!isDaemon(service)) return replicaBounds(service.replicas);
  const hosts = contract.fleets[fleetOf(service, contract)]?.maxHosts ?? 1;
  return { min: hosts, max: hosts };
}
