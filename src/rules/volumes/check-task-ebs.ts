import type { Problem } from '../../errors';
import type { TaskEbsVolume } from '../../spec/volume';
import { type BlockLimits, checkBlockDevice } from './block-device';

/** Less than EBS itself allows (ECS API_ServiceManagedEBSVolumeConfiguration, 2026-11). */
const LIMITS: BlockLimits = {
  gp3: { sizeGiB: [1, 16_384], iops: [3000, 16_000] },
  io2: { sizeGiB: [4, 16_384], iops: [100, 256_000] },
  throughputMiBps: [125, 1000],
};

/** What ECS would refuse of a volume that it makes for each task. */
export function checkTaskEbs(volume: TaskEbsVolume): Problem[] {
  return checkBlockDevice(volume, LIMITS);
}
