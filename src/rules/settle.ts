import type { Site } from '../spec/site';
import type { SystemSpec } from '../spec/system';
import { withZones } from '../storage/volume-zone';
import { type MemberServices, memberServices, type SettledSystem, withMembers } from './members';

/** What is known of volumes that were made before. */
export interface RecordedVolumes {
  /** Where a volume, or that of one replica, was first made. */
  readonly zone: (volume: string, replica?: number) => string | undefined;
  /** The replicas that have had a volume of their own. */
  readonly replicas: (volume: string) => readonly number[];
}

const NOTHING: RecordedVolumes = { zone: () => undefined, replicas: () => [] };

/** Whether a system has its members and zones already. */
export function isSettled(system: SystemSpec): system is SettledSystem {
  return 'members' in system;
}

/** A system as it is built: each replica with a volume of its own a service, and each volume in its zone. */
export function settle(
  system: SystemSpec,
  { zones }: Pick<Site, 'zones'>,
  { zone, replicas }: RecordedVolumes = NOTHING,
  known: MemberServices = memberServices([system]),
): SettledSystem {
  return isSettled(system) ? system : withZones(withMembers(system, known, replicas), zones, zone);
}
