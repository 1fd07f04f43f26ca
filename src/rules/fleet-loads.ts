import { decideConstraint } from '../placement/decide-constraint';
import { rolloutPercents, surgeAt, surgeOf } from '../rollout/strategy';
import { copiesOn, type HostCapacity } from '../sizing/host-capacity';
import { dominantShare, type Load } from '../sizing/least-hosts';
import { rolloutBounds } from '../sizing/rollout';
import { demandOf } from '../sizing/task-fit';
import type { Contract, ContractFleet } from '../spec/contract';
import { isDaemon, replicaBounds, type ServiceSpec } from '../spec/service';
import { fleetOf } from './choose';
import { hasOwnHosts } from './own-hosts';
import type { PlacedServices } from './placed-services';
import { placedTask } from './placed-task';
import { taskRequest } from './task-request';

/** What a service asks of its fleet. */
export interface FleetLoad {
  readonly key: string;
  /** What one replica takes of a host. */
  readonly demand: HostCapacity;
  /** No two replicas on one host. */
  readonly apart: boolean;
  readonly min: number;
  readonly max: number;
  /** Tasks that a rollout must be able to place beside the fewest replicas. */
  readonly surge: number;
  /** The same beside the most. */
  readonly mostSurge: number;
  /** Tasks that it places beside them where hosts have room, at the fewest replicas. */
  readonly fullSurge: number;
}

/** The loads of the services on a fleet but for its daemons and those with hosts of their own, each under its field, in their order. */
export function fleetLoads(services: PlacedServices, fleet: string, contract: Contract): FleetLoad[] {
  return services
    .filter(([, service]) => fleetOf(service, contract) === fleet && !isDaemon(service))
    .filter(([, service, volumes = {}]) => !hasOwnHosts(service, volumes))
    .map(([key, service]) => ({ ...loadOf(key, service), apart: keptApart(service, fleet, contract) }));
}

function keptApart(service: ServiceSpec, fleet: string, contract: Contract): boolean {
  return service.placement.constraints.some((constraint) => {
    const placed = placedTask(service, fleet, contract.fleets[fleet] as ContractFleet);
    const decision = decideConstraint(constraint, placed);
    return decision.answer === 'exact' && decision.apart;
  });
}

/** The load of one service wherever it is placed. */
export function loadOf(key: string, service: ServiceSpec): Omit<FleetLoad, 'apart'> {
  const { min, max } = replicaBounds(service.replicas);
  const surge = max === 0 ? 0 : surgeAt(service.rollout, Math.max(1, min));
  const { ceiling } = rolloutBounds({ ...rolloutPercents(service.rollout), replicas: min });
  return {
    key,
    demand: demandOf(taskRequest(service)),
    min,
    max,
    surge,
    mostSurge: surgeOf(service.rollout, { min, max }),
    fullSurge: Math.max(surge, ceiling - min),
  };
}

/** All of them at their fewest replicas. */
export function atMinimum(loads: readonly FleetLoad[]): Load[] {
  return loads.map(({ key, demand, apart, min }) => ({ key, demand, apart, replicas: min }));
}

/** All of them at their most. */
export function atMaximum(loads: readonly FleetLoad[]): Load[] {
  return loads.map(({ key, demand, apart, max }) => ({ key, demand, apart, replicas: max }));
}

/** At their fewest, while that one is replaced whose rollout takes most of a host: they can take turns, so one is what they need. */
export function inRollout(loads: readonly FleetLoad[], host: HostCapacity): Load[] {
  const share = ({ demand, surge }: FleetLoad) => surge * dominantShare(demand, host);
  const replaced = [...loads].sort((a, b) => share(b) - share(a))[0];
  return loads.map(({ key, demand, apart, min, surge }, i) => ({
    key,
    demand,
    apart,
    replicas: min + (loads[i] === replaced ? surge : 0),
  }));
}

/** Whether a fleet of so many hosts has room for the most replicas and the rollout of this one alone. */
export function holdsAlone({ demand, max, mostSurge }: FleetLoad, host: HostCapacity, maxHosts: number): boolean {
  return max + mostSurge <= maxHosts * copiesOn(host, demand);
}
