import { fleetOf } from '../rules/choose';
import { daemonDemands } from '../rules/daemons';
import { type FleetLoad, fleetLoads, loadOf } from '../rules/fleet-loads';
import { fleetUnder, hasOwnHosts } from '../rules/own-hosts';
import type { PlacedServices } from '../rules/placed-services';
import { type FleetHost, hostsOf } from '../sizing/fleet-hosts';
import type { Contract, ContractFleet } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';

/** A fleet, the hosts that it may have, and all that is to run on it. */
export interface PlacedFleet {
  readonly name: string;
  /** The fleet whose hosts these are like, where they are those of one service alone. */
  readonly like?: string;
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
    services: services
      .filter(([, service, volumes = {}]) => fleetOf(service, contract) === name && !hasOwnHosts(service, volumes))
      .map(([key]) => key),
    otherwisePlaced: otherwise.map(([key]) => key),
  };
}

/** The hosts that a service has for itself, as if they were a fleet of its name; undefined where it shares those of its fleet. */
export function placedAlone(
  [key, service, volumes = {}]: PlacedServices[number],
  contract: Contract,
): PlacedFleet | undefined {
  if (!hasOwnHosts(service, volumes)) return undefined;
  const fleet = fleetUnder(service, volumes, contract) as ContractFleet;
  const loads = [{ ...loadOf(key, service), apart: false }];
  return {
    name: key,
    like: fleetOf(service, contract),
    fleet,
    hosts: hostsOf(fleet),
    loads,
    services: [key],
    otherwisePlaced: [],
  };
}

function isDefault({ spread = ['zone'], pack = 'memory', constraints }: ServiceSpec['placement']): boolean {
  return spread.join() === 'zone' && pack === 'memory' && constraints.every((constraint) => !('groupBy' in constraint));
}
