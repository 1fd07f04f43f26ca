import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import { zoneOf } from '../storage/capabilities';
import { fleetOf } from './choose';
import { hostMounted, type Volumes } from './own-hosts';

/**
 * Volumes of one zone, mounted by replicas that may start in another: the name of a file system resolves only where it has a mount
 * target (EFS user guide, "Mounting with the EFS mount helper", 2026-11). Hosts of its own are in the volume's zone, if the fleet may be.
 */
export function checkMountZones(service: ServiceSpec, volumes: Volumes, contract: Contract): Problem[] {
  const name = fleetOf(service, contract);
  const fleet = own(contract.fleets, name);
  if (fleet === undefined) return [];
  const mounted = hostMounted(service, volumes);
  return service.mounts.flatMap(({ volume }, i) => {
    const spec = own(volumes, volume);
    const zone = spec === undefined ? undefined : zoneOf(spec);
    const away = fleet.zones.filter((other) => other !== zone);
    const reached = mounted.includes(volume) ? fleet.zones.includes(zone ?? '') : away.length === 0;
    if (zone === undefined || reached) return [];
    const too = fleet.zones.includes(zone) ? ' too' : '';
    return [
      {
        code: 'VolumeOutOfZone',
        field: `mounts.${i}.volume`,
        problem: `is '${volume}', which is in ${zone} alone, and hosts of fleet '${name}' are in ${away.join(' and ')}${too}`,
        fix: mounted.includes(volume)
          ? `use a fleet with zone '${zone}', or say zone '${fleet.zones[0]}' of the volume before it is made`
          : `use a fleet with zones ['${zone}'], or a volume of all zones`,
      },
    ];
  });
}
