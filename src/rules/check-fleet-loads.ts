import type { Problem } from '../errors';
import { hostsOf } from '../sizing/fleet-hosts';
import type { HostCapacity } from '../sizing/host-capacity';
import { type LeastHosts, leastHosts } from '../sizing/least-hosts';
import { roomiestHost } from '../sizing/roomiest-host';
import type { Contract, ContractFleet } from '../spec/contract';
import { daemonDemands } from './daemons';
import { atMaximum, atMinimum, type FleetLoad, fleetLoads, holdsAlone, inRollout } from './fleet-loads';
import type { PlacedServices } from './placed-services';

/** What a fleet runs out of, as people say it. */
const IN_WORDS: Readonly<Record<LeastHosts['scarcest'], string>> = {
  cpuUnits: 'CPU',
  memoryMiB: 'memory',
  gpus: 'GPUs',
  taskInterfaces: 'network interfaces',
  apart: 'replicas that cannot share one',
};

/**
 * Fleets that cannot hold all their services at once: at their fewest replicas, or with one of them being replaced.
 * Only what no placement could do is refused, so a lower bound decides, on hosts as large as the largest of each. A service that is too
 * large for the fleet by itself is left to `FleetTooSmall`.
 */
export function checkFleetLoads(services: PlacedServices, contract: Contract): Problem[] {
  return judged(services, contract).flatMap(({ name, fleet, loads, roomiest, types }) => {
    const rest = leastHosts(atMinimum(loads), roomiest);
    const least = rest.hosts > fleet.maxHosts ? rest : leastHosts(inRollout(loads, roomiest), roomiest);
    if (least.hosts <= fleet.maxHosts) return [];
    const replaced = least === rest ? '' : ' and while one of them is replaced';
    return [
      {
        code: 'FleetTooSmallForAll',
        field: `fleets.${name}.maxHosts`,
        problem: `is ${fleet.maxHosts}, but ${needs(loads, least)} at their fewest replicas${replaced}, even if all hosts are ${types}`,
        fix: `use ${least.hosts} or more, ask for fewer or smaller replicas, or give some services a fleet of their own`,
      },
    ];
  });
}

/**
 * Fleets that their services outgrow at their most replicas. Nothing is refused for it: scaling ends where the hosts do, which is what
 * `maxHosts` is for. But whoever scales first leaves the others to wait.
 */
export function warnFleetLoads(services: PlacedServices, contract: Contract): Problem[] {
  return judged(services, contract).flatMap(({ name, fleet, loads, roomiest, types }) => {
    const least = leastHosts(atMaximum(loads), roomiest);
    if (least.hosts <= fleet.maxHosts) return [];
    return [
      {
        code: 'FleetOutgrown',
        field: `fleets.${name}.maxHosts`,
        problem: `is ${fleet.maxHosts}, but ${needs(loads, least)} at their most replicas, even if all hosts are ${types}: then scaling ends where the hosts do`,
        fix: `use ${least.hosts} or more, or lower replicas.max`,
      },
    ];
  });
}

function needs(loads: readonly FleetLoad[], { hosts, scarcest }: LeastHosts): string {
  return `the ${loads.length} services on the fleet need ${hosts} hosts or more for their ${IN_WORDS[scarcest]}`;
}

interface Judged {
  readonly name: string;
  readonly fleet: ContractFleet;
  readonly loads: readonly FleetLoad[];
  readonly roomiest: HostCapacity;
  /** What all hosts would be at best, in words. */
  readonly types: string;
}

/** Fleets of known types with several services, none of which is too large by itself. */
function judged(services: PlacedServices, contract: Contract): Judged[] {
  return Object.keys(contract.fleets)
    .sort()
    .flatMap((name) => {
      const fleet = contract.fleets[name] as ContractFleet;
      const all = services.map(([, service]) => service);
      const hosts = hostsOf({ ...fleet, daemons: daemonDemands(all, name, contract) });
      const loads = fleetLoads(services, name, contract);
      if (loads.length < 2 || hosts.length < fleet.instanceTypes.length) return [];
      const roomiest = roomiestHost(hosts);
      if (!loads.every((load) => holdsAlone(load, roomiest, fleet.maxHosts))) return [];
      const types = hosts.length > 1 ? 'of the largest of its types' : (hosts[0]?.type.type as string);
      return [{ name, fleet, loads, roomiest, types }];
    });
}
