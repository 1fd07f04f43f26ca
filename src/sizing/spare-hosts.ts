import type { PackInto } from './pack';
import type { PackedHosts } from './packing-zone';

/** A packing with empty hosts beside it, as an auto scaling group adds them: each to the zone with the fewest. */
export function withSpareHosts(
  packed: readonly PackedHosts[],
  spare: number,
  { host, zones }: PackInto,
): PackedHosts[] {
  const counts = zones.map((zone) => ({
    zone,
    before: packed.reduce((sum, group) => sum + (group.zone === zone ? group.hosts : 0), 0),
    added: 0,
  }));
  for (let i = 0; i < spare; i += 1) {
    const fewest = counts.reduce((a, b) => (b.before + b.added < a.before + a.added ? b : a));
    fewest.added += 1;
  }
  return [
    ...packed,
    ...counts.flatMap(({ zone, added }) => (added > 0 ? [{ zone, hosts: added, tasks: {}, free: host }] : [])),
  ];
}

/** How many hosts of a packing run anything. */
export function busyHosts(packed: readonly PackedHosts[]): number {
  return packed.reduce((sum, { hosts, tasks }) => sum + (Object.keys(tasks).length > 0 ? hosts : 0), 0);
}
