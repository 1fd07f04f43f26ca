import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { fleetOf } from './choose';
import { hasOwnHosts, type Volumes } from './own-hosts';
import { solveZones, type ZoneStep, zonalMounts, zoneChain } from './zone-solver';

/**
 * A service and volumes of one zone that cannot be together anywhere: a volume of EBS is attached in its zone alone, and the name of a file
 * system of EFS resolves only where it has a mount target (EBS user guide, "Attach an Amazon EBS volume"; EFS user guide, "Mounting with the
 * EFS mount helper", 2026-11).
 */
export function checkMountZones(service: ServiceSpec, volumes: Volumes, contract: Contract): Problem[] {
  const name = fleetOf(service, contract);
  const mounted = zonalMounts(service, volumes);
  if (own(contract.fleets, name) === undefined || mounted.length === 0) return [];
  const zonal = Object.fromEntries(mounted.map((volume) => [volume, volumes[volume] as VolumeSpec]));
  const solution = solveZones({ services: [service], volumes: zonal }, contract);
  if (solution.zones.length > 0) return [];
  const blamed = lastOf(solution.steps) ?? (mounted.at(-1) as string);
  return [
    {
      code: 'VolumeOutOfZone',
      field: `mounts.${service.mounts.findIndex(({ volume }) => volume === blamed)}.volume`,
      problem: `is '${blamed}', and there is no zone for all of it: ${zoneChain(solution)}`,
      fix: hasOwnHosts(service, volumes)
        ? 'use a fleet that has the zone of its volumes, volumes of one zone, or one of all zones'
        : 'use a fleet with one zone, that of its volumes, or a volume of all zones',
    },
  ];
}

/** The volume at which the chain ends. */
function lastOf(steps: readonly ZoneStep[]): string | undefined {
  const volumes = steps.filter(({ volume }) => volume !== undefined);
  return (volumes.find(({ left }) => left.length === 0) ?? volumes.at(-1))?.volume;
}
