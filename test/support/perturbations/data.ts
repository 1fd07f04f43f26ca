import type { VolumeInput, VolumeKind } from '../../../src/spec/volume';
import type { Tried } from './perturbation';
import { systemOf } from './tried-environment';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000';
const kept = {
  kmsKeyArn: { to: KEY },
  owner: { to: { uid: 2000, gid: 2000 }, beside: { permissions: '0777' } },
  permissions: { to: '0770' },
  backups: { to: { retentionDays: 60 } },
  noBackups: { to: { why: 'it can be made again' } },
};
const snapshot = { from: { snapshot: 'snap-0123456789abcdef0' }, to: { snapshot: 'snap-0123456789abcdef1' } };

/** A system whose service mounts a volume of a kind. */
const mounted =
  (volume: VolumeInput, service: object = {}, mount: object = {}) =>
  (said: object) =>
    systemOf(
      { mounts: [{ volume: 'files', path: '/files', ...mount }], ...service },
      { volumes: { files: { ...volume, ...said } as VolumeInput } },
    );

const alone = { replicas: 1, rollout: 'recreate' };

/** What a system remembers. */
export const data: Tried<'system' | 'queue' | VolumeKind> = {
  system: {
    system: (said) => systemOf({}, { queues: { work: {} }, ...said }),
    fields: {
      name: { from: 'tried', to: 'other' },
      movedFrom: { to: 'before' },
      team: { from: 'a', to: 'b' },
      images: {
        from: { app: { context: 'app' } },
        to: { app: { context: 'other' } },
        beside: { services: { a: { image: { build: 'app' }, cpus: 1, memoryMiB: 512 } } },
      },
      services: { to: { d: { image: 'example/app:1.0', cpus: 1, memoryMiB: 512 } } },
      jobs: { to: { fit: { image: 'example/app:1.0', cpus: 1, memoryMiB: 512, cluster: 'training', team: 'a' } } },
      queues: { from: { work: {} }, to: { work: {}, more: {} } },
      volumes: {
        from: { files: { kind: 'efs' } },
        to: { files: { kind: 'task-ebs', sizeGiB: 1 } },
        beside: {
          services: {
            a: {
              image: 'example/app:1.0',
              cpus: 1,
              memoryMiB: 512,
              mounts: [{ volume: 'files', path: '/files' }],
            },
          },
        },
      },
      environments: {
        to: { test: { services: { a: { stopSeconds: 60 } } }, local: { services: { a: { stopSeconds: 60 } } } },
      },
    },
  },
  queue: {
    system: (said) => systemOf({}, { queues: { work: said } }),
    fields: {
      fifo: { to: true },
      visibilityTimeoutSeconds: { to: 60 },
      retentionDays: { to: 7 },
      maxReceives: { to: 3 },
      kmsKeyArn: { to: KEY },
    },
  },
  ebs: {
    system: mounted({ kind: 'ebs', sizeGiB: 100 }, alone),
    fields: {
      ...kept,
      sizeGiB: { from: 100, to: 200 },
      volumeType: { from: 'gp3', to: 'io2', beside: { iops: 3000 } },
      iops: { to: 4000 },
      throughputMiBps: { to: 250 },
      perReplica: { to: true },
      filesystem: { to: 'xfs' },
      from: snapshot,
      zone: { from: 'us-east-1a', to: 'us-east-1b' },
    },
  },
  efs: {
    system: mounted({ kind: 'efs' }, { fleet: 'zonal' }),
    fields: {
      ...kept,
      throughput: { to: 'bursting' },
      performance: { to: 'maxIO', beside: { throughput: 'bursting' } },
      oneZone: { to: 'us-east-1a' },
      coldAfterDays: { to: 30 },
    },
  },
  lustre: {
    system: mounted({ kind: 'lustre', sizeGiB: 2400 }),
    fields: {
      ...kept,
      deployment: { to: 'PERSISTENT_1' },
      storage: { to: 'HDD', beside: { deployment: 'PERSISTENT_1', sizeGiB: 12_000 } },
      readCache: { to: true, beside: { deployment: 'PERSISTENT_1', storage: 'HDD', sizeGiB: 6000 } },
      sizeGiB: { from: 2400, to: 4800 },
      throughputPerTiB: { to: 250 },
      compression: { to: 'NONE' },
      repositories: {
        to: [{ path: '/data', bucket: 'example-data' }],
        beside: { noBackups: { why: 'FSx makes none' } },
      },
      from: { from: { backup: 'backup-0123456789abcdef0' }, to: { backup: 'backup-0123456789abcdef1' } },
      zone: { from: 'us-east-1a', to: 'us-east-1b' },
    },
  },
  s3: {
    system: mounted({ kind: 's3', bucket: 'example-data' }, {}, { readOnly: true }),
    fields: {
      bucket: { from: 'example-data', to: 'example-models' },
      prefix: { to: 'models/' },
      cacheMiB: { to: 1024 },
      kmsKeyArn: { to: KEY },
    },
  },
  scratch: {
    system: mounted({ kind: 'scratch', sizeGiB: 10 }, {}, { preparedInImage: true }),
    fields: { sizeGiB: { from: 10, to: 20 } },
  },
  'task-ebs': {
    system: mounted({ kind: 'task-ebs', sizeGiB: 10 }),
    fields: {
      sizeGiB: { from: 10, to: 20 },
      volumeType: { from: 'gp3', to: 'io2', beside: { iops: 3000 } },
      iops: { to: 4000 },
      throughputMiBps: { to: 250 },
      filesystem: { to: 'ext4' },
      from: snapshot,
      kmsKeyArn: { to: KEY },
    },
  },
};
