import type { Problem } from '../errors';
import type { Contract, ContractFleet } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { zoneOf } from '../storage/capabilities';
import { fleetOf } from './choose';

/**
 * Volumes of one zone, mounted by replicas that may start in another: the name of a file system resolves only where it has a mount
 * target (EFS user guide, "Mounting with the EFS mount helper", 2026-11).
 */
export function checkMountZones(
  service: ServiceSpec,
  volumes: Readonly<Record<string, VolumeSpec>>,
  contract: Contract,
): Problem[] {
  const name = fleetOf(service, contract);
  const fleet: ContractFleet | undefined = contract.fleets[name];
  if (fleet === undefined) return [];
  return service.mounts.flatMap(({ volume }, i) => {
    const zone = Object.hasOwn(volumes, volume) ? zoneOf(volumes[volume] as VolumeSpec) : undefined;
    const away = fleet.zones.filter((other) => other !== zone);
    if (zone === undefined || away.length === 0) return [];
    return [
      {
        code: 'VolumeOutOfZone',
        field: `mounts.${i}.volume`,
        problem: `is '${volume}', which is in ${zone} alone, and hosts of fleet '${name}' are in ${away.join(' and ')} too`,
        fix: `use a fleet with zones ['${zone}'], or a volume of all zones`,
      },
    ];
  });
}
