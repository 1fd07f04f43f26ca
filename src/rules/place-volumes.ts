import type { Contract } from '../spec/contract';
import { mapValues } from '../spec/map-values';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import { keptName, type SystemSpec } from '../spec/system';
import type { VolumeSpec } from '../spec/volume';
import { zoneOf } from '../storage/capabilities';
import { withZone } from '../storage/volume-zone';
import type { Member } from './members';
import type { Volumes } from './own-hosts';
import { isOfOneZone, solveZones, type Together, type ZoneSolution, zonalMounts } from './zone-solver';

/** Where a volume of one zone is, and why. */
export interface VolumePlace {
  readonly zone: string;
  /** Its spec says so, it was first made there, or its name chose among the zones that were possible. */
  readonly why: 'said' | 'recorded' | 'chosen';
  /** The zones that were possible, and what left no others. */
  readonly solution: ZoneSolution;
}

/** Where volumes, or those of one replica, were first made. */
export type RecordedZone = (volume: string, replica?: number) => string | undefined;

/** A system, with what is known of volumes that are those of one replica. */
type MaybeSettled = SystemSpec & { readonly members?: { readonly volumes: Readonly<Record<string, Member>> } };

/** The volumes of a system, each with its zone where it has one, and where each of these is, by name. */
interface PlacedVolumes {
  readonly volumes: Record<string, VolumeSpec>;
  readonly places: Readonly<Record<string, VolumePlace>>;
}

/**
 * The zones of all volumes of one zone: what the spec says, or where it was first made, or, of the zones where it can be together with all that
 * it shares services with, one by its name. What cannot be anywhere stays without one; `checkMountZones` says why.
 */
export function placeVolumes(system: MaybeSettled, contract: Contract, recorded: RecordedZone): PlacedVolumes {
  const written = (name: string): Member => own(system.members?.volumes ?? {}, name) ?? { of: name, replica: 0 };
  const known = mapValues(system.volumes, (volume, name) => {
    const { of, replica } = written(name);
    const zone = own(system.members?.volumes ?? {}, name) === undefined ? recorded(of) : recorded(of, replica);
    return zone === undefined ? volume : withZone(volume, keptName(system), written(name), [zone]);
  });
  const volumes: Record<string, VolumeSpec> = { ...known };
  const places: Record<string, VolumePlace> = {};
  for (const names of groupsOf(system.services, known)) {
    const solution = solveZones(togetherIn(names, system.services, volumes), contract);
    const [first = ''] = names.filter((name) => zoneOf(volumes[name] as VolumeSpec) === undefined);
    for (const name of names) {
      // All of a group are in the zone that the first of them would have.
      const volume = withZone(volumes[name] as VolumeSpec, keptName(system), written(first), solution.zones);
      volumes[name] = volume;
      const zone = zoneOf(volume);
      const said = zoneOf(system.volumes[name] as VolumeSpec) !== undefined;
      const why = said ? 'said' : zoneOf(known[name] as VolumeSpec) !== undefined ? 'recorded' : 'chosen';
      if (zone !== undefined) places[name] = { zone, why, solution };
    }
  }
  return { volumes, places };
}

/** Volumes of one zone that must be in the same, because a service mounts both, or one that leads to the other: sorted, each once. */
function groupsOf(services: SystemSpec['services'], volumes: Volumes): string[][] {
  const names = Object.keys(volumes).filter((name) => isOfOneZone(volumes[name] as VolumeSpec));
  const groups = new Map(names.sort().map((name) => [name, new Set([name])]));
  for (const service of Object.values(services)) {
    const mounted = zonalMounts(service, volumes).map((name) => groups.get(name) as Set<string>);
    const all = new Set(mounted.flatMap((group) => [...group]));
    for (const name of all) groups.set(name, all);
  }
  return [...new Set(groups.values())].map((group) => [...group].sort());
}

/** Some volumes, and the services that mount one of them. */
function togetherIn(names: readonly string[], services: SystemSpec['services'], volumes: Volumes): Together {
  const mounting = Object.keys(services)
    .sort()
    .map((name) => services[name] as ServiceSpec)
    .filter((service) => service.mounts.some(({ volume }) => names.includes(volume)));
  return { services: mounting, volumes: Object.fromEntries(names.map((name) => [name, volumes[name] as VolumeSpec])) };
}
