import type { Contract } from '../spec/contract';
import type { SystemSpec } from '../spec/system';
import { type MemberServices, memberServices, type SystemWithMembers, withMembers } from './members';
import { placeVolumes, type RecordedZone, type VolumePlace } from './place-volumes';

/** What is known of volumes that were made before. */
export interface RecordedVolumes {
  /** Where a volume, or that of one replica, was first made. */
  readonly zone: RecordedZone;
  /** The replicas that have had a volume of their own. */
  readonly replicas: (volume: string) => readonly number[];
}

/** A system as it is built: each replica with a volume of its own a service, and each volume in its zone. */
export interface SettledSystem extends SystemWithMembers {
  /** Where its volumes of one zone are, and why, by name. */
  readonly places: Readonly<Record<string, VolumePlace>>;
}

const NOTHING: RecordedVolumes = { zone: () => undefined, replicas: () => [] };

/** Whether a system has its members and zones already. */
export function isSettled(system: SystemSpec): system is SettledSystem {
  return 'places' in system;
}

/** A system as it is built. */
export function settle(
  system: SystemSpec,
  contract: Contract,
  { zone, replicas }: RecordedVolumes = NOTHING,
  known: MemberServices = memberServices([system]),
): SettledSystem {
  if (isSettled(system)) return system;
  const whole = withMembers(system, known, replicas);
  return { ...whole, ...placeVolumes(whole, contract, zone) };
}
