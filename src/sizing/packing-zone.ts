import { copiesOn, type HostCapacity, holds, lessCopies } from './host-capacity';
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

/** Alike hosts while they are filled. */
interface Group {
  hosts: number;
  tasks: Map<string, number>;
  free: HostCapacity;
}

/** The hosts of one zone while they are filled. */
export class PackingZone {
  private readonly groups: Group[];
  private readonly counts = new Map<string, number>();
  private hosts = 0;

  constructor(
    private readonly name: string,
    private readonly empty: HostCapacity,
    running: readonly PackedHosts[] = [],
  ) {
    this.groups = running
      .filter(({ zone }) => zone === name)
      .map(({ hosts, tasks, free }) => ({ hosts, tasks: new Map(Object.entries(tasks)), free }));
    for (const { hosts, tasks } of this.groups) {
      this.hosts += hosts;
      for (const [key, each] of tasks) this.add(key, hosts * each);
    }
  }

  /** Hosts in it. */
  get size(): number {
    return this.hosts;
  }

  count(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  /** Memory left of the host that would take one more: infinite where that is a new one. */
  room(load: Load): number {
    return this.tightest(load)?.free.memoryMiB ?? Number.POSITIVE_INFINITY;
  }

  /** The host with the least memory left stays it while it is filled, so whole hosts are filled at once. */
  place(load: Load, replicas: number): void {
    for (let left = replicas; left > 0; ) {
      const most = (free: HostCapacity) => (load.apart ? 1 : copiesOn(free, load.demand));
      const group = this.tightest(load) ?? this.open(Math.ceil(left / most(this.empty)));
      const each = most(group.free);
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

  private tightest({ key, demand, apart }: Load): Group | undefined {
    let best: Group | undefined;
    for (const group of this.groups)
      if (
        (best === undefined || group.free.memoryMiB < best.free.memoryMiB) &&
        holds(group.free, demand) &&
        !(apart && group.tasks.has(key))
      )
        best = group;
    return best;
  }

  private open(hosts: number): Group {
    const group = { hosts, tasks: new Map<string, number>(), free: this.empty };
    this.hosts += hosts;
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
    this.add(key, group.hosts * copies);
    group.free = lessCopies(group.free, demand, copies);
  }

  private add(key: string, tasks: number): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + tasks);
  }
}
