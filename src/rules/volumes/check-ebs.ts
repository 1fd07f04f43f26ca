import type { Problem } from '../../errors';
import type { Site } from '../../spec/site';
import type { EbsVolume } from '../../spec/volume';
import { unknownName } from '../unknown-name';
import { type BlockLimits, checkBlockDevice } from './block-device';

/** EC2 API_CreateVolume, 2026-11. */
const LIMITS: BlockLimits = {
  gp3: { sizeGiB: [1, 65_536], iops: [3000, 80_000] },
  io2: { sizeGiB: [4, 65_536], iops: [100, 256_000] },
  throughputMiBps: [125, 2000],
};

/** What EBS would refuse of a volume. */
export function checkEbs(volume: EbsVolume, { zones }: Pick<Site, 'zones'>): Problem[] {
  const { zone } = volume;
  return [
    ...checkBlockDevice(volume, LIMITS),
    ...(zone === undefined || zones.includes(zone)
      ? []
      : [unknownName('UnknownZone', 'zone', 'zone of the environment', zone, zones)]),
  ];
}
