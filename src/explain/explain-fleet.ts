import { atMaximum, atMinimum } from '../rules/fleet-loads';
import { DIMENSIONS, type HostCapacity } from '../sizing/host-capacity';
import { dominantShare, type Load, leastHosts } from '../sizing/least-hosts';
import { hostCount, type PackedHosts, pack, packBeside } from '../sizing/pack';
import { busyHosts, withSpareHosts } from '../sizing/spare-hosts';
import type { FleetSpec } from '../spec/fleet';
import { explainHost, type HostExplanation } from './explain-host';
import { onDemandHosts } from './on-demand-hosts';
import type { PlacedFleet } from './placed-fleet';
import type { PriceList } from './price-list';
import { type Shares, shareOf } from './shares';
import { type ZoneLoss, zoneLosses } from './zone-loss';

/** A fleet under some load. */
export interface FleetState {
  /** Tasks that run. */
  readonly tasks: number;
  /** Hosts that the load needs where it is packed as ECS does it, with `minHosts` and spare ones. */
  readonly hosts: number;
  /** Hosts that no placement could do with less than. */
  readonly leastHosts: number;
  /** More hosts than the fleet may have: some of the tasks wait. */
  readonly beyond: boolean;
  /** How much of all hosts the tasks take; the rest is paid for and unused. */
  readonly used: Shares;
}

/** Hosts of a fleet, and what its services leave of them. */
export interface FleetExplanation {
  /** Its name, or `<system>/<service>` of hosts that one service has for itself. */
  readonly fleet: string;
  /** The fleet whose hosts they are like, where one service has them for itself. */
  readonly like?: string;
  /** One of each instance type, in the order of the fleet. */
  readonly hosts: readonly HostExplanation[];
  /** The type that all hosts are taken to be: the first, which is on demand the preferred one. */
  readonly assumedType: string;
  readonly zones: readonly string[];
  readonly minHosts: number;
  readonly maxHosts: number;
  readonly services: readonly string[];
  /** Services that ask for another placement than is simulated: zones first, then memory. */
  readonly otherwisePlaced: readonly string[];
  /** All services at their fewest replicas. */
  readonly atMinimum: FleetState;
  /** In the middle of the rollout, at full speed, of the one service that takes most. */
  readonly inRollout: FleetState & { readonly service?: string };
  /** All services in the middle of their rollouts at once. */
  readonly allReplaced: FleetState;
  /** All services at their most replicas. */
  readonly atMaximum: FleetState;
  /** Hosts that could be told apart by how they are paid for, at the fewest and the most. */
  readonly onDemand: { readonly atMinimum: number; readonly atMaximum: number };
  /** Hosts at the fewest replicas if all were of that type. */
  readonly hostsByType: Readonly<Record<string, number>>;
  readonly zoneLosses: readonly ZoneLoss[];
}

/** Services that are packed to find whose rollout takes most hosts: those that ask for most. */
const CONTENDERS = 5;

/** Hosts of a fleet at rest, in rollouts and at most, for all services of the environment together. */
export function explainFleet(
  placed: PlacedFleet,
  spec: FleetSpec,
  { onDemand: priceOf }: Pick<PriceList, 'onDemand'>,
): FleetExplanation {
  const { name, fleet, hosts, loads, services } = placed;
  const first = hosts[0];
  if (first === undefined) throw new RangeError(`no known instance type among: ${fleet.instanceTypes.join(', ')}`);
  const into = { host: first.capacity, zones: fleet.zones };
  const resting = atMinimum(loads);
  const packed = pack(resting, into);
  const state = (of: readonly Load[], as: readonly PackedHosts[]) => stateOf(of, as, first.capacity, spec);
  const minimum = state(resting, packed);
  const running = withSpareHosts(packed, Math.max(0, minimum.hosts - hostCount(packed)), into);
  const during = (more: readonly Load[]) => state([...resting, ...more], packBeside(running, more, into));
  const rollouts = loads
    .filter(({ fullSurge }) => fullSurge > 0)
    .map(({ key, demand, apart, fullSurge }) => ({ key, demand, apart, replicas: fullSurge }));
  const surge = ({ demand, replicas }: Load) => replicas * dominantShare(demand, first.capacity);
  const most = [...rollouts]
    .sort((a, b) => surge(b) - surge(a))
    .slice(0, CONTENDERS)
    .map((load) => ({ ...during([load]), service: load.key }))
    .reduce<FleetExplanation['inRollout'] | undefined>(
      (worst, next) => (worst === undefined || next.hosts > worst.hosts ? next : worst),
      undefined,
    );
  const maximum = state(atMaximum(loads), pack(atMaximum(loads), into));
  const onDemand = (hosts: number) => onDemandHosts(Math.min(hosts, fleet.maxHosts), spec.onDemand);
  return {
    fleet: name,
    ...(placed.like !== undefined && { like: placed.like }),
    hosts: hosts.map((host) => explainHost(host, priceOf(host.type.type))),
    assumedType: first.type.type,
    zones: fleet.zones,
    minHosts: spec.minHosts,
    maxHosts: fleet.maxHosts,
    services,
    otherwisePlaced: placed.otherwisePlaced,
    atMinimum: minimum,
    inRollout: most ?? minimum,
    allReplaced: during(rollouts),
    atMaximum: maximum,
    onDemand: { atMinimum: onDemand(minimum.hosts), atMaximum: onDemand(maximum.hosts) },
    hostsByType: Object.fromEntries(
      hosts.map(({ type, capacity }) => [
        type.type,
        stateOf(resting, pack(resting, { ...into, host: capacity }), capacity, spec).hosts,
      ]),
    ),
    zoneLosses: zoneLosses(resting, running, { ...into, maxHosts: fleet.maxHosts }),
  };
}

/** `minHosts` are there whatever runs; a target capacity below 100 % keeps so many more in reserve. */
function stateOf(
  loads: readonly Load[],
  packed: readonly PackedHosts[],
  host: HostCapacity,
  { minHosts, maxHosts, targetCapacityPercent }: FleetSpec,
): FleetState {
  const needed = busyHosts(packed);
  const hosts = Math.max(minHosts, Math.ceil((100 * needed) / targetCapacityPercent));
  const total = (of: (d: keyof HostCapacity) => number): HostCapacity =>
    Object.fromEntries(DIMENSIONS.map((d) => [d, of(d)])) as unknown as HostCapacity;
  const taken = total((d) => loads.reduce((sum, load) => sum + load.replicas * load.demand[d], 0));
  return {
    tasks: loads.reduce((sum, { replicas }) => sum + replicas, 0),
    hosts: needed > maxHosts ? hosts : Math.min(hosts, maxHosts),
    leastHosts: leastHosts(loads, host).hosts,
    beyond: needed > maxHosts,
    used: shareOf(
      taken,
      total((d) => hosts * host[d]),
    ),
  };
}
