import { fleetOf } from '../rules/choose';
import { daemonDemands } from '../rules/daemons';
import { type FleetLoad, fleetLoads } from '../rules/fleet-loads';
import type { PlacedServices } from '../rules/placed-services';
import { type FleetHost, hostsOf } from '../sizing/fleet-hosts';
import type { Contract, ContractFleet } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';

/** A fleet, the hosts that it may have, and all that is to run on it. */
export interface PlacedFleet {
  readonly name: string;
  readonly fleet: ContractFleet;
  /** One of each instance type, in the order of the fleet. */
  readonly hosts: readonly FleetHost[];
  readonly loads: readonly FleetLoad[];
  /** Its services, as `<system>/<service>`. */
  readonly services: readonly string[];
  /** Those of them that ask for another placement than zones first, then memory. */
  readonly otherwisePlaced: readonly string[];
}

/** A fleet with the services of an environment that run on it. */
export function placedFleet(name: string, services: PlacedServices, contract: Contract): PlacedFleet {
  const fleet = contract.fleets[name] as ContractFleet;
  const loads = fleetLoads(services, name, contract);
  const all = services.map(([, service]) => service);
  const names = loads.map(({ key }) => key);
  const otherwise = services.filter(([key, { placement }]) => names.includes(key) && !isDefault(placement));
  return {
    name,
    fleet,
    hosts: hostsOf({ ...fleet, daemons: daemonDemands(all, name, contract) }),
    loads,
    services: services.filter(([, service]) => fleetOf(service, contract) === name).map(([key]) => key),
    otherwisePlaced: otherwise.map(([key]) => key),
  };
}

function isDefault({ spread = ['zone'], pack = 'memory', constraints }: ServiceSpec['placement']): boolean {
  return spread.join() === 'zone' && pack === 'memory' && constraints.every((constraint) => !('groupBy' in constraint));
}
