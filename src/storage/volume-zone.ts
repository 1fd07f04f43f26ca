import { createHash } from 'node:crypto';
import { mapValues } from '../spec/map-values';
import { own } from '../spec/own';
import { keptName, type SystemSpec } from '../spec/system';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf, isPerReplica, zoneOf } from './capabilities';

/** What a volume is called by whoever wrote it, and which replica's it is where each has its own. */
interface Written {
  readonly of: string;
  readonly replica: number;
}

/**
 * The zone of a volume that is in one and does not say which: by its name alone, so that volumes of a system are in different zones, and
 * each stays where it is when another zone is added that does not suit it better. Those of replicas go round.
 */
function zoneByName(system: string, { of, replica }: Written, zones: readonly string[]): string | undefined {
  const weight = (zone: string) =>
    createHash('sha256')
      .update(JSON.stringify([system, of, zone]))
      .digest('hex');
  return [...zones].sort((a, b) => (weight(a) < weight(b) ? 1 : -1))[replica % zones.length];
}

/** A volume with its zone, where it is in one. Saying it twice changes nothing. */
export function withZone<V extends VolumeSpec>(volume: V, system: string, at: Written, zones: readonly string[]): V {
  if (capabilitiesOf(volume).scope !== 'zone' || zoneOf(volume) !== undefined || isPerReplica(volume)) return volume;
  const zone = zoneByName(system, at, zones);
  return zone === undefined ? volume : { ...volume, zone };
}

/** A system, with what is known of volumes that are those of one replica. */
type MaybeSettled = SystemSpec & { readonly members?: { readonly volumes: Readonly<Record<string, Written>> } };

/**
 * A system whose volumes all have their zones: each the one that it says, or was first made in, or one by its name.
 *
 * @param recorded where a volume, or that of one replica, was first made.
 */
export function withZones<S extends MaybeSettled>(
  system: S,
  zones: readonly string[],
  recorded: (volume: string, replica?: number) => string | undefined = () => undefined,
): S {
  const volumes = mapValues(system.volumes, (volume, name) => {
    const member = system.members && own(system.members.volumes, name);
    const zone = member === undefined ? recorded(name) : recorded(member.of, member.replica);
    const at = member ?? { of: name, replica: 0 };
    return withZone(volume, keptName(system), at, zone === undefined ? zones : [zone]);
  });
  return { ...system, volumes };
}
