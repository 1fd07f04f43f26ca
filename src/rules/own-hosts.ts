import { surgeOf } from '../rollout/strategy';
import { hostsOf } from '../sizing/fleet-hosts';
import { tasksPerHost } from '../sizing/tasks-per-host';
import type { Contract, ContractFleet } from '../spec/contract';
import { own } from '../spec/own';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf, isAttached, isPerReplica, zoneOf } from '../storage/capabilities';
import { fleetOf } from './choose';
import { taskRequest } from './task-request';

/** Volumes of a system, by name. */
export type Volumes = Readonly<Record<string, VolumeSpec>>;

/** Hosts that one service has for itself, because they mount its volume before they take tasks. */
export interface OwnHosts {
  /** The volume that they mount. */
  readonly volume: string;
  /** The fleet whose hosts they are like. */
  readonly fleet: string;
  readonly count: number;
  readonly zones: readonly string[];
  /**
   * The volume is attached to one host at a time: no second one is started beside a host that works. One that is to end drains while the next
   * starts, and that waits for the volume.
   */
  readonly oneAtATime: boolean;
}

/** The volumes of a service that hosts of its own must mount, in the order of its mounts. */
export function hostMounted({ mounts }: Pick<ServiceSpec, 'mounts'>, volumes: Volumes): string[] {
  const names = mounts.map(({ volume }) => volume);
  return [...new Set(names)].filter((name) => {
    const volume = own(volumes, name);
    return volume !== undefined && capabilitiesOf(volume).ownHosts;
  });
}

/** Whether a service has hosts for itself. */
export function hasOwnHosts(service: Pick<ServiceSpec, 'mounts'>, volumes: Volumes): boolean {
  return hostMounted(service, volumes).length > 0;
}

/** The hosts that a service has for itself; undefined where it shares those of its fleet, or the fleet is unknown. */
export function ownHostsOf(
  service: ServiceSpec,
  volumes: Volumes,
  contract: Pick<Contract, 'fleets'>,
): OwnHosts | undefined {
  const [name] = hostMounted(service, volumes);
  const fleet = fleetOf(service, contract);
  const like = own(contract.fleets, fleet);
  if (name === undefined || like === undefined) return undefined;
  const volume = volumes[name] as VolumeSpec;
  const zone = zoneOf(volume);
  const oneAtATime = isAttached(volume);
  const { max } = replicaBounds(service.replicas);
  const count = isPerReplica(volume) ? Math.max(1, max) : oneAtATime ? 1 : hostsFor(service, like);
  return { volume: name, fleet, count, zones: zone === undefined ? like.zones : [zone], oneAtATime };
}

/** As many hosts of the type with least room as hold the most replicas and what a rollout needs beside them. */
export function hostsFor(service: ServiceSpec, like: Pick<ContractFleet, 'instanceTypes' | 'trunking'>): number {
  const bounds = replicaBounds(service.replicas);
  const wanted = bounds.max + surgeOf(service.rollout, bounds);
  const each = hostsOf(like).map(({ capacity }) => tasksPerHost(taskRequest(service), capacity));
  // A task that no host holds is refused elsewhere.
  return Math.max(1, Math.ceil(wanted / Math.max(1, Math.min(...each))));
}

/** The hosts that a service may be placed on: its own as if they were a fleet, or its fleet. Undefined for an unknown fleet. */
export function fleetUnder(
  service: ServiceSpec,
  volumes: Volumes,
  contract: Pick<Contract, 'fleets'>,
): ContractFleet | undefined {
  const hosts = ownHostsOf(service, volumes, contract);
  const fleet = own(contract.fleets, fleetOf(service, contract));
  if (fleet === undefined || hosts === undefined) return fleet;
  return { ...fleet, maxHosts: hosts.count, zones: [...hosts.zones], spot: false };
}
