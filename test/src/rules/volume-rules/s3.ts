import type { VolumeInput } from '../../../../src/spec/volume';
import { family } from './family';
import { MOUNT, type Mounting, refusedOf } from './mounting';

type S3 = Extract<VolumeInput, { kind: 's3' }>;

const bucket = (volume: Partial<S3> = {}, more: Partial<Mounting> = {}): Mounting => ({
  volume: { kind: 's3', bucket: 'ml-models', ...volume },
  mounts: [{ ...MOUNT, readOnly: true }],
  ...more,
});
const image = (day: string) => `al2023-ami-ecs-hvm-2023.0.${day}-kernel-6.1-x86_64`;

/** Buckets that show as files. */
export const s3 = family<Mounting>(refusedOf, [
  {
    rule: 'S3M-01',
    source: 'S3 user guide, "Installing Mountpoint"',
    what: 'hosts whose image knows no Mountpoint yet',
    code: 'ImageTooOld',
    field: 'mounts.0.volume',
    refused: bucket({}, { amiRelease: image('20251108') }),
    legal: bucket({}, { amiRelease: image('20251110') }),
    says: "mounts.0.volume is 'models', whose hosts install mount-s3, and the image of fleet 'general' is of 2025-11-08: it finds that since 2025-11-10; use a later amiRelease",
  },
  {
    rule: 'S3M-01',
    source: 'Mountpoint for Amazon S3, doc/SEMANTICS.md',
    what: 'writing to a bucket',
    code: 'ReadOnlyVolume',
    field: 'mounts.0.readOnly',
    refused: bucket({}, { mounts: [MOUNT] }),
    legal: bucket(),
    says: "mounts.0.readOnly is false, and 'models', of kind s3, cannot be written; say true, or use a volume that has writers",
  },
  {
    rule: 'S3M-01',
    source: 'S3 user guide, "General purpose bucket naming rules"',
    what: 'what no bucket is called',
    code: 'InvalidName',
    field: 'models.bucket',
    refused: bucket({ bucket: 'ml..models' }),
    legal: bucket({ bucket: 'ml.models' }),
  },
  {
    rule: 'S3M-01',
    source: 'Mountpoint for Amazon S3, doc/CONFIGURATION.md',
    what: 'a beginning of keys that is no folder',
    code: 'InvalidPrefix',
    field: 'models.prefix',
    refused: bucket({ prefix: 'models' }),
    legal: bucket({ prefix: 'models/' }),
    says: "models.prefix is 'models', which is no folder of a bucket; use 'models/'",
  },
  {
    rule: 'S3M-01',
    source: 'S3 user guide, "Organizing objects using prefixes"',
    what: 'a slash before the keys',
    code: 'InvalidPrefix',
    field: 'models.prefix',
    refused: bucket({ prefix: '/models/' }),
    legal: bucket({ prefix: 'models/' }),
  },
]);
