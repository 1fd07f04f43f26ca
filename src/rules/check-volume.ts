import type { Problem } from '../errors';
import { checkName } from '../naming/names';
import type { BackedUp } from '../spec/backups';
import type { Site } from '../spec/site';
import type { VolumeKind, VolumeOf, VolumeSpec } from '../spec/volume';
import { checkArn } from './check-arn';
import { checkBackups } from './check-backups';
import { checkSameRegion } from './check-same-region';
import { checkEbs } from './volumes/check-ebs';
import { checkEfs } from './volumes/check-efs';
import { checkLustre } from './volumes/check-lustre';
import { checkS3 } from './volumes/check-s3';
import { checkTaskEbs } from './volumes/check-task-ebs';

type Where = Pick<Site, 'region' | 'account' | 'zones'>;

/** What is asked of each kind alone. */
const CHECKS: { readonly [K in VolumeKind]: (volume: VolumeOf<K>, where: Where) => Problem[] } = {
  ebs: checkEbs,
  efs: checkEfs,
  lustre: checkLustre,
  s3: checkS3,
  scratch: () => [],
  'task-ebs': checkTaskEbs,
};

/** What AWS would refuse of a volume, or what it would lose. Fields are those of the volume. */
export function checkVolume(name: string, volume: VolumeSpec, site: Where): Problem[] {
  const check = CHECKS[volume.kind] as (volume: VolumeSpec, where: Where) => Problem[];
  const kmsKeyArn = 'kmsKeyArn' in volume ? volume.kmsKeyArn : undefined;
  return [
    ...checkName('volume', name, ''),
    ...checkArn('key', kmsKeyArn, 'kmsKeyArn'),
    ...checkSameRegion(kmsKeyArn, site.region, 'kmsKeyArn'),
    ...check(volume, site),
    ...checkBackups(volume as BackedUp, site),
  ];
}
