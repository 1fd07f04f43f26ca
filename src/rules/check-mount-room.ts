import type { Problem } from '../errors';
import { scratchRoom } from '../fleet/scratch';
import type { Contract, ContractFleet } from '../spec/contract';
import { own } from '../spec/own';
import type { ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { hostGiBOf } from '../storage/capabilities';
import { fleetOf } from './choose';

type Volumes = Readonly<Record<string, VolumeSpec>>;

/** Volumes on the disk of the host that no host of the fleet has room for, all that the service mounts together. */
export function checkMountRoom(service: ServiceSpec, volumes: Volumes, contract: Contract): Problem[] {
  const { name, fleet } = fleetUnder(service, contract);
  if (fleet === undefined) return [];
  const { on, sizeGiB: room } = scratchRoom(fleet);
  const disk = on === 'root' ? 'root volume' : 'instance store';
  let asked = 0;
  return onHosts(service, volumes).flatMap(({ volume, field, sizeGiB }) => {
    const before = asked;
    asked += sizeGiB;
    if (asked <= room || before > room) return [];
    const all = before === 0 ? `needs ${sizeGiB} GiB` : `makes ${asked} GiB with those before it`;
    return [
      {
        code: 'ScratchTooLarge',
        field,
        problem: `is '${volume}', which ${all}, and the ${disk} of a host of fleet '${name}' has room for ${room}`,
        fix: `use ${room} GiB or less, or a fleet with larger ones`,
      },
    ];
  });
}

/** Volumes that were meant for the disks of hosts, and are on their root volumes because these have no others. */
export function warnMountRoom(service: ServiceSpec, volumes: Volumes, contract: Contract): Problem[] {
  const { name, fleet } = fleetUnder(service, contract);
  if (fleet === undefined || scratchRoom(fleet).on !== 'root') return [];
  return onHosts(service, volumes).map(({ volume, field }) => ({
    code: 'ScratchOnRoot',
    field,
    problem: `is '${volume}', and hosts of fleet '${name}' have no instance store: it is on their root volumes of ${fleet.rootGiB} GiB, slower, and beside the images`,
    fix: "use a fleet of types that all have one, such as 'm6id.large'",
  }));
}

function fleetUnder(service: ServiceSpec, contract: Contract): { name: string; fleet: ContractFleet | undefined } {
  const name = fleetOf(service, contract);
  return { name, fleet: own(contract.fleets, name) };
}

/** What a service mounts of the disks of its hosts, each volume once. */
function onHosts({ mounts }: ServiceSpec, volumes: Volumes): { volume: string; field: string; sizeGiB: number }[] {
  return mounts.flatMap(({ volume }, i) => {
    const spec = own(volumes, volume);
    const sizeGiB = spec === undefined ? 0 : hostGiBOf(spec);
    const isAgain = mounts.slice(0, i).some((mount) => mount.volume === volume);
    return sizeGiB === 0 || isAgain ? [] : [{ volume, field: `mounts.${i}.volume`, sizeGiB }];
  });
}
