import { createHash } from 'node:crypto';
import { mapValues } from '../spec/map-values';
import { keptName, type SystemSpec } from '../spec/system';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf, zoneOf } from './capabilities';

/**
 * The zone of a volume that is in one and does not say which: by its name alone, so that volumes of a system are in different zones, and
 * each stays where it is when another zone is added that does not suit it better.
 */
function zoneByName(system: string, name: string, zones: readonly string[]): string | undefined {
  const weight = (zone: string) =>
    createHash('sha256')
      .update(JSON.stringify([system, name, zone]))
      .digest('hex');
  return [...zones].sort((a, b) => (weight(a) < weight(b) ? 1 : -1))[0];
}

/** A volume with its zone, where it is in one. Saying it twice changes nothing. */
export function withZone<V extends VolumeSpec>(volume: V, system: string, name: string, zones: readonly string[]): V {
  if (capabilitiesOf(volume).scope !== 'zone' || zoneOf(volume) !== undefined) return volume;
  const zone = zoneByName(system, name, zones);
  return zone === undefined ? volume : { ...volume, zone };
}

/**
 * A system whose volumes all have their zones: each the one that it says, or was first made in, or one by its name.
 *
 * @param recorded where a volume was first made, by its name.
 */
export function withZones(
  system: SystemSpec,
  zones: readonly string[],
  recorded: (volume: string) => string | undefined = () => undefined,
): SystemSpec {
  const settled = mapValues(system.volumes, (volume, name) => {
    const zone = recorded(name);
    return withZone(volume, keptName(system), name, zone === undefined ? zones : [zone]);
  });
  return { ...system, volumes: settled };
}
