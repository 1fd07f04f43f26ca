import { type HostCapacity, holds } from './host-capacity';
import { dominantShare, type Load } from './least-hosts';
import { type PackedHosts, PackingZone } from './packing-zone';

export type { PackedHosts } from './packing-zone';

/** Where loads are packed. */
export interface PackInto {
  /** What an empty host has. */
  readonly host: HostCapacity;
  readonly zones: readonly string[];
}

/**
 * Where ECS would put the replicas: spread over zones, then bin-packed by memory, as the services ask for it. What is simulated is a start
 * from nothing, the largest service first. Each replica goes to the zone with the fewest of its service; there to the host with the least
 * memory left that holds it, and to a new host where none does (ECS Developer Guide, "Use strategies to define Amazon ECS task placement",
 * read 2026-11-22). Where zones tie, to one that needs no new host, then to the one with the fewest hosts.
 *
 * ECS itself sees replicas in the order that they come, and hosts of all types of the fleet; so this is an estimate. It is never below
 * `leastHosts`. A load that no empty host holds is left out: `checkTaskFits` refuses it.
 */
export function pack(loads: readonly Load[], { host, zones }: PackInto): PackedHosts[] {
  const places = zones.map((zone) => new PackingZone(zone, host));
  for (const load of largestFirst(loads, host)) spread(load, places);
  return places.flatMap((place) => place.packed());
}

/**
 * The same while other tasks run, and stay where they are. Spreading is a best effort, so a replica goes to a host that has room for it,
 * whichever the zone, before it waits for a new one.
 */
export function packBeside(
  running: readonly PackedHosts[],
  loads: readonly Load[],
  { host, zones }: PackInto,
): PackedHosts[] {
  const places = zones.map((zone) => new PackingZone(zone, host, running));
  for (const load of largestFirst(loads, host))
    for (let i = 0; i < load.replicas; i += 1) {
      const roomy = places.filter((place) => place.room(load) < Number.POSITIVE_INFINITY);
      preferred(load, roomy.length > 0 ? roomy : places)?.place(load, 1);
    }
  return places.flatMap((place) => place.packed());
}

/** How many hosts a packing has. */
export function hostCount(packed: readonly PackedHosts[]): number {
  return packed.reduce((sum, { hosts }) => sum + hosts, 0);
}

function largestFirst(loads: readonly Load[], host: HostCapacity): Load[] {
  const shares = new Map(loads.map((load) => [load, dominantShare(load.demand, host)]));
  const share = (load: Load) => shares.get(load) as number;
  return loads
    .filter(({ demand }) => holds(host, demand))
    .sort((a, b) => share(b) - share(a) || b.demand.memoryMiB - a.demand.memoryMiB || (a.key < b.key ? -1 : 1));
}

function spread(load: Load, zones: readonly PackingZone[]): void {
  let left = load.replicas;
  while (left > 0 && zones.length > 0) {
    const counts = zones.map((zone) => zone.count(load.key));
    const fewest = Math.min(...counts);
    const lowest = zones.filter((_, i) => counts[i] === fewest);
    const next = Math.min(...counts.filter((count) => count > fewest));
    const each = Math.min(Math.floor(left / lowest.length), next - fewest);
    if (each > 0) for (const zone of lowest) zone.place(load, each);
    else preferred(load, lowest)?.place(load, 1);
    left -= each > 0 ? each * lowest.length : 1;
  }
}

/** The zone with the fewest replicas, then the one with the tightest room, then the one with the fewest hosts. */
function preferred(load: Load, zones: readonly PackingZone[]): PackingZone | undefined {
  const key = (zone: PackingZone) => [zone.count(load.key), zone.room(load), zone.size] as const;
  return zones.reduce<PackingZone | undefined>((best, zone) => {
    if (best === undefined) return zone;
    const [a, b] = [key(zone), key(best)];
    const at = a.findIndex((value, i) => value !== b[i]);
    return at >= 0 && (a[at] as number) < (b[at] as number) ? zone : best;
  }, undefined);
}
