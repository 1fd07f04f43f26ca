import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import type { VolumeSpec } from '../spec/volume';
import { checkHostImage } from './check-host-image';
import { checkMountRoom, warnMountRoom } from './check-mount-room';
import { checkMountZones } from './check-mount-zones';
import { checkMounts } from './check-mounts';
import { checkTaskVolumes } from './check-task-volumes';
import { warnAttached } from './warn-attached';

type Volumes = Readonly<Record<string, VolumeSpec>>;

/** Everything wrong with what a service mounts, of the volumes that it may, where it runs. Fields are those of the service. */
export function checkStorage(service: ServiceSpec, volumes: Volumes, contract: Contract): Problem[] {
  return [
    ...checkMounts(service, volumes),
    ...checkMountZones(service, volumes, contract),
    ...checkMountRoom(service, volumes, contract),
    ...checkTaskVolumes(service, volumes, contract),
    ...checkHostImage(service, volumes, contract),
  ];
}

/** What a service that mounts volumes is warned about. */
export function storageWarnings(service: ServiceSpec, volumes: Volumes, contract: Contract): Problem[] {
  return [...warnMountRoom(service, volumes, contract), ...warnAttached(service, volumes, contract)];
}
