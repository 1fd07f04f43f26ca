import type { Problem } from '../errors';
import { hostsOf } from '../sizing/fleet-hosts';
import type { HostCapacity } from '../sizing/host-capacity';
import { leastHosts } from '../sizing/least-hosts';
import { roomiestHost } from '../sizing/roomiest-host';
import type { Contract, ContractFleet } from '../spec/contract';
import { atMinimum, fleetLoads, holdsAlone, inRollout } from './fleet-loads';
import type { PlacedServices } from './placed-services';

/** What a fleet runs out of, as people say it. */
const IN_WORDS: Readonly<Record<keyof HostCapacity, string>> = {
  cpuUnits: 'CPU',
  memoryMiB: 'memory',
  gpus: 'GPUs',
  taskInterfaces: 'network interfaces',
};

/**
 * Fleets that cannot hold all their services at once: at their fewest replicas, or with one of them being replaced.
 * Only what no placement could do is refused, so a lower bound decides, on hosts as large as the largest of each. At most replicas a fleet
 * may well be too small: then scaling ends where the hosts do, which is what `maxHosts` is for. A service that is too large for the fleet by
 * itself is left to `FleetTooSmall`.
 */
export function checkFleetLoads(services: PlacedServices, contract: Contract): Problem[] {
  return Object.keys(contract.fleets)
    .sort()
    .flatMap((name) => checkLoad(name, contract.fleets[name] as ContractFleet, services, contract));
}

function checkLoad(name: string, fleet: ContractFleet, services: PlacedServices, contract: Contract): Problem[] {
  const hosts = hostsOf(fleet);
  const loads = fleetLoads(services, name, contract);
  if (loads.length < 2 || hosts.length < fleet.instanceTypes.length) return [];
  const roomiest = roomiestHost(hosts);
  if (!loads.every((load) => holdsAlone(load, roomiest, fleet.maxHosts))) return [];
  const rest = leastHosts(atMinimum(loads), roomiest);
  const least = rest.hosts > fleet.maxHosts ? rest : leastHosts(inRollout(loads, roomiest), roomiest);
  if (least.hosts <= fleet.maxHosts) return [];
  const replaced = least === rest ? '' : ' and while one of them is replaced';
  const types = hosts.length > 1 ? 'of the largest of its types' : hosts[0]?.type.type;
  return [
    {
      code: 'FleetTooSmallForAll',
      field: `fleets.${name}.maxHosts`,
      problem:
        `is ${fleet.maxHosts}, but the ${loads.length} services on the fleet need ${least.hosts} hosts or more for their ` +
        `${IN_WORDS[least.scarcest]} at their fewest replicas${replaced}, even if all hosts are ${types}`,
      fix: `use ${least.hosts} or more, ask for fewer or smaller replicas, or give some services a fleet of their own`,
    },
  ];
}
