import { createHash } from 'node:crypto';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf, isPerReplica, zoneOf } from './capabilities';

/** What a volume is called by whoever wrote it, and which replica's it is where each has its own. */
interface Written {
  readonly of: string;
  readonly replica: number;
}

/**
 * The zone of a volume that is in one and does not say which: by its name alone, so that volumes of a system are in different zones, and
 * each stays where it is when another zone is added that does not suit it better. Those of replicas go round: of these another zone moves some,
 * unless they are recorded, as all that is protected is.
 */
function zoneByName(system: string, { of, replica }: Written, zones: readonly string[]): string | undefined {
  const weight = (zone: string) =>
    createHash('sha256')
      .update(JSON.stringify([system, of, zone]))
      .digest('hex');
  return [...zones].sort((a, b) => (weight(a) < weight(b) ? 1 : -1))[replica % zones.length];
}

/** A volume with its zone, where it is in one: one of `zones`, by its name. Saying it twice changes nothing. */
export function withZone<V extends VolumeSpec>(volume: V, system: string, at: Written, zones: readonly string[]): V {
  if (capabilitiesOf(volume).scope !== 'zone' || zoneOf(volume) !== undefined || isPerReplica(volume)) return volume;
  const zone = zoneByName(system, at, zones);
  return zone === undefined ? volume : { ...volume, zone };
}
