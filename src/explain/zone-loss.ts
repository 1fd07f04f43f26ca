import type { Load } from '../sizing/least-hosts';
import { hostCount, type PackedHosts, type PackInto, packBeside } from '../sizing/pack';

/** What the loss of one zone means for a fleet at its fewest replicas. */
export interface ZoneLoss {
  readonly zone: string;
  /** Tasks and hosts that are gone. */
  readonly tasks: number;
  readonly hosts: number;
  /** Hosts that must start elsewhere until all tasks run again. */
  readonly newHosts: number;
  /** Whether the other zones hold the fewest replicas again: at once, after new hosts have started, or not within `maxHosts`. */
  readonly recovers: 'at once' | 'after new hosts' | 'never';
}

/** What happens to so many tasks on these hosts when one of the zones is gone. */
export function zoneLosses(
  loads: readonly Load[],
  packed: readonly PackedHosts[],
  { maxHosts, ...into }: PackInto & { readonly maxHosts: number },
): ZoneLoss[] {
  return into.zones.map((zone) => {
    const gone = packed.filter((group) => group.zone === zone);
    const left = packed.filter((group) => group.zone !== zone);
    const lost = loads
      .map((load) => ({
        ...load,
        replicas: gone.reduce((sum, { hosts, tasks }) => sum + hosts * (tasks[load.key] ?? 0), 0),
      }))
      .filter(({ replicas }) => replicas > 0);
    const tasks = lost.reduce((sum, { replicas }) => sum + replicas, 0);
    const zones = into.zones.filter((other) => other !== zone);
    const after = hostCount(packBeside(left, lost, { ...into, zones }));
    const newHosts = after - hostCount(left);
    const never = tasks > 0 && (zones.length === 0 || after > maxHosts);
    const recovers = never ? 'never' : newHosts === 0 ? 'at once' : 'after new hosts';
    return { zone, tasks, hosts: hostCount(gone), newHosts, recovers };
  });
}
