import { decideConstraint } from '../placement/decide-constraint';
import type { Contract, ContractFleet } from '../spec/contract';
import { own } from '../spec/own';
import type { Constraint } from '../spec/placement';
import type { ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf, isPerReplica, zoneOf } from '../storage/capabilities';
import { fleetOf } from './choose';
import { hasOwnHosts, type Volumes } from './own-hosts';
import { placedTask } from './placed-task';

/** What is in one zone together: services, and the volumes of one zone that they mount. */
export interface Together {
  readonly services: readonly ServiceSpec[];
  /** By name; others than those of one zone count for nothing. */
  readonly volumes: Volumes;
}

/** One thing that narrows the zones, and what it leaves of them. */
export interface ZoneStep {
  /** What it is, as a message calls it: `fleet 'general'`. */
  readonly what: string;
  /** The zones that it allows. */
  readonly zones: readonly string[];
  /** Those that are left with it and all before it. */
  readonly left: readonly string[];
  /** The volume that it is. */
  readonly volume?: string;
  /** It may be in any of its zones, whatever the others want, and so in none that is known. */
  readonly anywhere?: true;
}

/** The zones in which all of it can be, with everything that decides that, in order. */
export interface ZoneSolution {
  readonly zones: readonly string[];
  readonly steps: readonly ZoneStep[];
}

type Bound = Omit<ZoneStep, 'left'>;

/** Whether a volume is in one zone, and its zone is to be found or known. */
export function isOfOneZone(volume: VolumeSpec): boolean {
  return capabilitiesOf(volume).scope === 'zone' && !isPerReplica(volume);
}

/** The volumes of one zone that a service mounts. */
export function zonalMounts({ mounts }: Pick<ServiceSpec, 'mounts'>, volumes: Volumes): string[] {
  const names = [...new Set(mounts.map(({ volume }) => volume))];
  return names.filter((name) => {
    const volume = own(volumes, name);
    return volume !== undefined && isOfOneZone(volume);
  });
}

/**
 * The zones in which services and the volumes of one zone that they mount can be together: those of the environment, of the fleets whose hosts
 * theirs are like, of what their placement asks for, and of the volumes whose zone is known. Who shares the hosts of a fleet may start on any
 * of them, so its fleet must have no other zone.
 */
export function solveZones({ services, volumes }: Together, contract: Contract): ZoneSolution {
  const bounds: Bound[] = [
    { what: 'the environment', zones: contract.site.zones },
    ...unique(services.flatMap((service) => hostBounds(service, volumes, contract))),
    ...Object.entries(volumes).flatMap(([volume, spec]): Bound[] => {
      const zone = isOfOneZone(spec) ? zoneOf(spec) : undefined;
      return zone === undefined ? [] : [{ what: `volume '${volume}'`, zones: [zone], volume }];
    }),
    ...unique(services.flatMap((service) => sharedBounds(service, volumes, contract))),
  ];
  const steps: ZoneStep[] = [];
  for (const bound of bounds) {
    const before = steps.at(-1)?.left ?? bound.zones;
    const left = bound.anywhere ? [] : before.filter((zone) => bound.zones.includes(zone));
    steps.push({ ...bound, left });
  }
  return { zones: steps.at(-1)?.left ?? [], steps };
}

/** Its fleet, and where hosts are made for the service what it asks of these. */
function hostBounds(service: ServiceSpec, volumes: Volumes, contract: Contract): Bound[] {
  const name = fleetOf(service, contract);
  const fleet = own(contract.fleets, name);
  if (fleet === undefined) return [];
  const bounds: Bound[] = [{ what: `fleet '${name}'`, zones: fleet.zones }];
  return hasOwnHosts(service, volumes) ? [...bounds, ...placementBounds(service, name, fleet)] : bounds;
}

function sharedBounds(service: ServiceSpec, volumes: Volumes, contract: Contract): Bound[] {
  const name = fleetOf(service, contract);
  const zones = own(contract.fleets, name)?.zones ?? [];
  if (hasOwnHosts(service, volumes) || zones.length < 2) return [];
  return [{ what: `a replica on a host of fleet '${name}'`, zones, anywhere: true }];
}

/** What placement asks of the zone of hosts that are made for it. */
function placementBounds(service: ServiceSpec, name: string, fleet: ContractFleet): Bound[] {
  const zonal = service.placement.constraints.filter(namesZone);
  if (zonal.length === 0) return [];
  const isFine = (zone: string) => {
    const placed = placedTask(service, name, { ...fleet, zones: [zone] });
    return zonal.every((constraint) => decideConstraint(constraint, placed).answer !== 'refused');
  };
  return [{ what: 'its placement', zones: fleet.zones.filter(isFine) }];
}

/** Whether a constraint is for some zones and not for others. */
function namesZone(constraint: Constraint): boolean {
  if ('is' in constraint) return constraint.is === 'zone';
  if ('like' in constraint) return constraint.like === 'zone';
  if ('unlike' in constraint) return constraint.unlike === 'zone';
  return 'cluster' in constraint && constraint.cluster === 'zone' && constraint.value !== undefined;
}

function unique(bounds: readonly Bound[]): Bound[] {
  return [...new Map(bounds.map((bound) => [JSON.stringify(bound), bound])).values()];
}

/** The chain as a message tells it, without what narrows nothing. */
export function zoneChain({ steps }: ZoneSolution): string {
  return steps
    .filter(({ left }, i) => i === 0 || left.length < (steps[i - 1] as ZoneStep).left.length)
    .map(({ what, zones, left, anywhere }, i) => {
      if (i === 0) return `${what} has ${listed(zones)}`;
      const is = anywhere
        ? `may be in ${listed(zones)}`
        : zones.length === 0
          ? 'is for no zone'
          : `is in ${listed(zones)}`;
      return `${what} ${is}, which leaves ${listed(left)}`;
    })
    .join('; ');
}

/** `a, b and c`; `none` of none. */
export function listed(zones: readonly string[]): string {
  const [last, ...others] = [...zones].reverse();
  return others.length === 0 ? (last ?? 'none') : `${others.reverse().join(', ')} and ${last}`;
}
