import { type Problem, within } from '../../../../src/errors';
import { checkStorage, storageWarnings } from '../../../../src/rules/check-storage';
import { checkVolume } from '../../../../src/rules/check-volume';
import type { Contract } from '../../../../src/spec/contract';
import type { MountInput } from '../../../../src/spec/mount';
import { type ServiceInput, type ServiceSpec, serviceSpec } from '../../../../src/spec/service';
import { type VolumeInput, type VolumeSpec, volumeSpec } from '../../../../src/spec/volume';
import { withZone } from '../../../../src/storage/volume-zone';
import { testContract } from '../../../support/builders/test-contract';
import { AMD64 } from '../../../support/builders/test-environment';
import { testService } from '../../../support/builders/test-service';

/** A service that mounts volume `models`, beside which is `more`, which is like it. */
export interface Mounting {
  readonly volume: VolumeInput;
  readonly mounts?: readonly MountInput[];
  readonly service?: Partial<ServiceInput>;
  /** Instance types of the fleet. */
  readonly types?: string[];
  /** Zones of the fleet. */
  readonly zones?: string[];
  /** The image of its hosts. */
  readonly amiRelease?: string;
}

export const MOUNT: MountInput = { volume: 'models', path: '/data/models' };

interface Judged {
  readonly service: ServiceSpec;
  readonly volumes: { readonly models: VolumeSpec; readonly more: VolumeSpec };
  readonly contract: Contract;
}

function judged({ volume, mounts = [MOUNT], service = {}, types, zones, amiRelease = AMD64 }: Mounting): Judged {
  const instanceTypes = types ?? ['m6i.2xlarge', 'm5.2xlarge'];
  const general = { instanceTypes, amiRelease, maxHosts: 200, ...(zones && { zones }) };
  const contract = testContract({ fleets: { general } });
  const models = withZone(volumeSpec.parse(volume), 'ads', { of: 'models', replica: 0 }, contract.site.zones);
  return {
    service: serviceSpec.parse(testService({ mounts: [...mounts], ...service })),
    volumes: { models, more: models },
    contract,
  };
}

/** What is wrong with the volume, and with the service that mounts it. */
export function refusedOf(mounting: Mounting): Problem[] {
  const { service, volumes, contract } = judged(mounting);
  return [
    ...within('models', checkVolume('models', volumes.models, contract.site)),
    ...checkStorage(service, volumes, contract),
  ];
}

/** What is legal, and warned about. */
export function warnedOf(mounting: Mounting): Problem[] {
  const { service, volumes, contract } = judged(mounting);
  return storageWarnings(service, volumes, contract);
}
