import { copiesOn, DIMENSIONS, type HostCapacity, holds, lessCopies } from './host-capacity';
import type { Load } from './least-hosts';

/** Hosts of one zone that run the same. */
export interface PackedHosts {
  readonly zone: string;
  readonly hosts: number;
  /** Tasks of each service on each of them, by the load's key. */
  readonly tasks: Readonly<Record<string, number>>;
  /** What is left of each. */
  readonly free: HostCapacity;
}

/** Where loads are packed: hosts of one capacity in some zones, and those that run something already. */
export interface PackInto {
  /** What an empty host has. */
  readonly host: HostCapacity;
  readonly zones: readonly string[];
  /** @default [] */
  readonly running?: readonly PackedHosts[];
}

/**
 * Where ECS would put the replicas: spread over zones, then bin-packed by memory, as the services ask for it. What is simulated is a start
 * from nothing, the largest service first. Each replica goes to the zone with the fewest of its service; there to the host with the least
 * memory left that holds it, and to a new host where none does (ECS Developer Guide, "Use strategies to define Amazon ECS task placement").
 * Where zones tie, to one that needs no new host, then to the one with the fewest hosts.
 *
 * ECS itself sees replicas in the order that they come, and hosts of all types of the fleet; so this is an estimate. It is never below
 * `leastHosts`. A load that no empty host holds is left out: `checkTaskFits` refuses it.
 */
export function pack(loads: readonly Load[], { host, zones, running = [] }: PackInto): PackedHosts[] {
  const places = zones.map((zone) => new Zone(zone, host, running));
  const share = ({ demand }: Load) => Math.max(...DIMENSIONS.map((d) => (host[d] > 0 ? demand[d] / host[d] : 0)));
  const largestFirst = [...loads].sort(
    (a, b) => share(b) - share(a) || b.demand.memoryMiB - a.demand.memoryMiB || (a.key < b.key ? -1 : 1),
  );
  for (const load of largestFirst) if (holds(host, load.demand)) spread(load, places);
  return places.flatMap((place) => place.packed());
}

/** How many hosts a packing has. */
export function hostCount(packed: readonly PackedHosts[]): number {
  return packed.reduce((sum, { hosts }) => sum + hosts, 0);
}

function spread(load: Load, zones: readonly Zone[]): void {
  let left = load.replicas;
  while (left > 0) {
    const counts = zones.map((zone) => zone.count(load.key));
    const fewest = Math.min(...counts);
    const lowest = zones.filter((_, i) => counts[i] === fewest);
    const next = Math.min(...counts.filter((count) => count > fewest));
    const each = Math.min(Math.floor(left / lowest.length), next - fewest);
    if (each > 0) for (const zone of lowest) zone.place(load, each);
    else [...lowest].sort((a, b) => a.room(load) - b.room(load) || a.size - b.size)[0]?.place(load, 1);
    left -= each > 0 ? each * lowest.length : 1;
  }
}

/** Alike hosts while they are filled. */
interface Group {
  hosts: number;
  tasks: Map<string, number>;
  free: HostCapacity;
}

class Zone {
  private readonly groups: Group[];

  constructor(
    private readonly name: string,
    private readonly empty: HostCapacity,
    running: readonly PackedHosts[],
  ) {
    this.groups = running
      .filter(({ zone }) => zone === name)
      .map(({ hosts, tasks, free }) => ({ hosts, tasks: new Map(Object.entries(tasks)), free }));
  }

  /** Hosts in it. */
  get size(): number {
    return this.groups.reduce((sum, { hosts }) => sum + hosts, 0);
  }

  count(key: string): number {
    return this.groups.reduce((sum, { hosts, tasks }) => sum + hosts * (tasks.get(key) ?? 0), 0);
  }

  /** Memory left of the host that would take one more: infinite where that is a new one. */
  room({ demand }: Load): number {
    return this.tightest(demand)?.free.memoryMiB ?? Number.POSITIVE_INFINITY;
  }

  /** The host with the least memory left stays it while it is filled, so whole hosts are filled at once. */
  place(load: Load, replicas: number): void {
    for (let left = replicas; left > 0; ) {
      const group = this.tightest(load.demand) ?? this.open(Math.ceil(left / copiesOn(this.empty, load.demand)));
      const each = copiesOn(group.free, load.demand);
      const whole = Math.min(group.hosts, Math.floor(left / each));
      if (whole > 0) this.fill(this.part(group, whole), load, each);
      else this.fill(this.part(group, 1), load, left);
      left -= whole > 0 ? whole * each : left;
    }
  }

  packed(): PackedHosts[] {
    return this.groups.map(({ hosts, tasks, free }) => ({
      zone: this.name,
      hosts,
      tasks: Object.fromEntries(tasks),
      free,
    }));
  }

  private tightest(demand: HostCapacity): Group | undefined {
    return this.groups
      .filter(({ free }) => holds(free, demand))
      .reduce<Group | undefined>(
        (best, group) => (best === undefined || group.free.memoryMiB < best.free.memoryMiB ? group : best),
        undefined,
      );
  }

  private open(hosts: number): Group {
    const group = { hosts, tasks: new Map<string, number>(), free: this.empty };
    this.groups.push(group);
    return group;
  }

  /** So many hosts of a group, as a group of their own. */
  private part(group: Group, hosts: number): Group {
    if (hosts === group.hosts) return group;
    group.hosts -= hosts;
    const part = { hosts, tasks: new Map(group.tasks), free: group.free };
    this.groups.push(part);
    return part;
  }

  private fill(group: Group, { key, demand }: Load, copies: number): void {
    group.tasks.set(key, (group.tasks.get(key) ?? 0) + copies);
    group.free = lessCopies(group.free, demand, copies);
  }
}
