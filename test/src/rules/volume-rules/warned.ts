import { withMembers } from '../../../../src/rules/members';
import { memberWarnings, volumeWarnings } from '../../../../src/rules/volume-warnings';
import type { Retained } from '../../../../src/spec/retained';
import type { ServiceInput } from '../../../../src/spec/service';
import { type VolumeInput, volumeSpec } from '../../../../src/spec/volume';
import { strayWarnings } from '../../../../src/storage/ledger';
import { stayingWarnings } from '../../../../src/storage/retained';
import { family } from './family';
import { MOUNT, type Mounting, warnedOf } from './mounting';
import { INDEX, systemOfReplicas } from './per-replica';
import { ENTRY } from './retained';

const HOST = 'EC2 user guide, "Amazon EBS volume limits for Amazon EC2 instances"';
const SMALL: Partial<ServiceInput> = { cpus: 0.1, memoryMiB: 128, replicas: 60, rollout: 'recreate' };
const taskEbs = (service: Partial<ServiceInput>): Mounting => ({
  volume: { kind: 'task-ebs', sizeGiB: 10 },
  types: ['m6i.8xlarge'],
  service: { ...SMALL, ...service },
});
const ebs = (throughputMiBps: number): Mounting => ({
  volume: { kind: 'ebs', sizeGiB: 100, iops: 8000, throughputMiBps },
  types: ['g5.xlarge'],
  service: { replicas: 1, rollout: 'recreate' },
});
const scratch = (types: string[]): Mounting => ({
  volume: { kind: 'scratch', sizeGiB: 20 },
  mounts: [{ ...MOUNT, preparedInImage: true }],
  types,
});

/** What is legal of a volume on the hosts that mount it, and may surprise. */
const mounted = family<Mounting>(
  warnedOf,
  [
    {
      rule: 'EBS-13',
      source: HOST,
      what: 'a host that has room for more replicas than for their volumes',
      code: 'AttachmentsShort',
      field: 'mounts.0.volume',
      refused: taskEbs({}),
      legal: taskEbs({ replicas: 25 }),
    },
    {
      rule: 'EBS-14',
      source: 'EC2 user guide, "Amazon EBS-optimized instance types"',
      what: 'a volume that is faster than its host',
      code: 'HostSlowerThanVolume',
      field: 'mounts.0.volume',
      refused: ebs(418),
      legal: ebs(417),
    },
    {
      source: 'EC2 user guide, "Instance store temporary block storage"',
      what: 'scratch space on hosts that have no instance store',
      code: 'ScratchOnRoot',
      field: 'mounts.0.volume',
      refused: scratch(['m6i.2xlarge']),
      legal: scratch(['m6id.2xlarge']),
    },
  ],
  'warned of',
);

type Lustre = Extract<VolumeInput, { kind: 'lustre' }>;

const repositories = [{ path: '/datasets', bucket: 'ml-datasets' }];

/** What is legal of a file system of FSx for Lustre, and may surprise. */
const lustre = family<Partial<Lustre>>(
  (volume) => volumeWarnings(volumeSpec.parse({ kind: 'lustre', sizeGiB: 1200, ...volume })),
  [
    {
      rule: 'FSX-08',
      source: 'FSx API_CreateBackup',
      what: 'what is kept, and has no backups because of the bucket behind it',
      code: 'NotBackedUp',
      field: 'backups',
      refused: { repositories },
      legal: { repositories, noBackups: { why: 'the bucket has all of it' } },
      says: 'backups are on for all that stays, but FSx makes none of a file system with buckets behind it; export what is written to the bucket, and say so in noBackups: { why }',
    },
    {
      rule: 'FSX-08',
      source: 'FSx API_CreateFileSystemLustreConfiguration, DeploymentType',
      what: 'no backups of what is kept, where scratch promised nothing',
      code: 'NotBackedUp',
      field: 'backups',
      refused: { repositories },
      legal: { repositories, deployment: 'SCRATCH_2' },
    },
  ],
  'warned of',
);

interface Unmounted {
  readonly mounts: ServiceInput['mounts'];
  /** Replicas that had a volume before. */
  readonly recorded?: readonly number[];
}

const UNMOUNTED: Unmounted = { mounts: [] };

/** What is one for each replica, of which there is none. */
const members = family<Unmounted>(
  ({ mounts, recorded = [] }) =>
    memberWarnings(withMembers(systemOfReplicas({ index: { ...INDEX, mounts } }), undefined, () => recorded)),
  [
    {
      what: 'a volume for each replica of nobody',
      code: 'NothingMounts',
      field: 'volumes.data',
      refused: UNMOUNTED,
      legal: { mounts: INDEX.mounts },
      says: 'volumes.data is one for each replica that mounts it, and no service does: there is none; mount it, or take it out',
    },
    {
      what: 'a volume for each replica of nobody, where no replica was before',
      code: 'NothingMounts',
      field: 'volumes.data',
      refused: UNMOUNTED,
      legal: { ...UNMOUNTED, recorded: [1] },
    },
  ],
  'warned of',
);

/** Entries of the ledger that nobody asks for. */
const stray = family<readonly string[]>(
  (environments) => strayWarnings([ENTRY, { ...ENTRY, address: 'aws_a.other' }], environments),
  [
    {
      rule: 'RET-01',
      source: 'terraform#17599: prevent_destroy vanishes with the code',
      what: 'what an environment keeps that has another name now',
      code: 'StrayEntries',
      field: 'retained.json.environment',
      refused: ['dev', 'production'],
      legal: ['dev', 'prod'],
      says: "retained.json.environment is 'prod' of 2 entries, and there is no such environment: its stacks stay as they are, and another name for it makes others, which are empty; call it 'prod' again; where it is destroyed, take its entries out",
    },
  ],
  'warned of',
);

/** What is in a volume, and whose. */
const staying = family<Retained>(
  (entry) => stayingWarnings([entry], [{ ...ENTRY, isProtected: true, fixed: { owner: '2000:2000' } }]),
  [
    {
      source: 'EFS user guide, "Enforcing a root directory with an access point"',
      what: 'files of an owner that the spec does not say any more',
      code: 'StaysAsMade',
      field: `${ENTRY.stack}.${ENTRY.address}.fixed.owner`,
      refused: { ...ENTRY, fixed: { owner: '1000:1000' } },
      legal: { ...ENTRY, fixed: { owner: '2000:2000' } },
      says: `${ENTRY.stack}.${ENTRY.address}.fixed.owner was 1000:1000 for 'volumes.models' of system 'ads', and the spec says 2000:2000: what is in it stays as it was made, and whoever mounts it may be refused; put owner back; or change all that is in it, and write 2000:2000 into retained.json`,
    },
    {
      source: 'EFS user guide, "Enforcing a root directory with an access point"',
      what: 'files of another owner in what is not to be deleted',
      code: 'StaysAsMade',
      field: `${ENTRY.stack}.${ENTRY.address}.fixed.owner`,
      refused: { ...ENTRY, fixed: { owner: '1000:1000' } },
      legal: {
        ...ENTRY,
        fixed: { owner: '1000:1000' },
        gone: { decision: 'delete', who: 'ann', why: 'nobody reads it any more' },
      },
    },
  ],
  'warned of',
);

export const warned = [...mounted, ...lustre, ...members, ...stray, ...staying];
