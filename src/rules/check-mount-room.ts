import type { Problem } from '../errors';
import { type Disks, scratchRoom } from '../fleet/scratch';
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
  return checkRoom(service, volumes, fleet, `fleet '${name}'`);
}

/** The same of hosts that are called so: `fleet 'general'`. */
export function checkRoom(
  mounter: Pick<ServiceSpec, 'mounts'>,
  volumes: Volumes,
  hosts: Disks,
  called: string,
): Problem[] {
  const { on, sizeGiB: room } = scratchRoom(hosts);
  const disk = on === 'root' ? 'root volume' : 'instance store';
  let asked = 0;
  return onHosts(mounter, volumes).flatMap(({ volume, field, sizeGiB }) => {
    const before = asked;
    asked += sizeGiB;
    if (asked <= room || before > room) return [];
    const all = before === 0 ? `needs ${sizeGiB} GiB` : `makes ${asked} GiB with those before it`;
    return [
      {
        code: 'ScratchTooLarge',
        field,
        problem: `is '${volume}', which ${all}, and the ${disk} of a host of ${called} has room for ${room}`,
        fix: `use ${room} GiB or less, or a ${kindOf(called)} with larger ones`,
      },
    ];
  });
}

/** Volumes that were meant for the disks of hosts, and are on their root volumes because these have no others. */
export function warnMountRoom(service: ServiceSpec, volumes: Volumes, contract: Contract): Problem[] {
  const { name, fleet } = fleetUnder(service, contract);
  return fleet === undefined ? [] : warnRoom(service, volumes, fleet, `fleet '${name}'`);
}

/** The same of hosts that are called so. */
export function warnRoom(
  mounter: Pick<ServiceSpec, 'mounts'>,
  volumes: Volumes,
  hosts: Disks,
  called: string,
): Problem[] {
  if (scratchRoom(hosts).on !== 'root') return [];
  return onHosts(mounter, volumes).map(({ volume, field }) => ({
    code: 'ScratchOnRoot',
    field,
    problem: `is '${volume}', and hosts of ${called} have no instance store: it is on their root volumes of ${hosts.rootGiB} GiB, slower, and beside the images`,
    fix: `use a ${kindOf(called)} of types that all have one, such as 'm6id.large'`,
  }));
}

function fleetUnder(service: ServiceSpec, contract: Contract): { name: string; fleet: ContractFleet | undefined } {
  const name = fleetOf(service, contract);
  return { name, fleet: own(contract.fleets, name) };
}

/** What hosts are of, without its name. */
const kindOf = (called: string) => called.replace(/ '.*'$/, '');

/** What a service mounts of the disks of its hosts, each volume once. */
export function onHosts(
  { mounts }: Pick<ServiceSpec, 'mounts'>,
  volumes: Volumes,
): { volume: string; field: string; sizeGiB: number }[] {
  return mounts.flatMap(({ volume }, i) => {
    const spec = own(volumes, volume);
    const sizeGiB = spec === undefined ? 0 : hostGiBOf(spec);
    const isAgain = mounts.slice(0, i).some((mount) => mount.volume === volume);
    return sizeGiB === 0 || isAgain ? [] : [{ volume, field: `mounts.${i}.volume`, sizeGiB }];
  });
}
