import { type JobInput, jobSpec } from '../../../src/spec/training/job';
import { type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import { checkJobMounts, jobMountWarnings } from '../../../src/training/check-job-mounts';
import { describeRefusals } from '../../support/builders/describe-refusals';

interface Case {
  readonly volume: VolumeInput;
  readonly mount?: Partial<NonNullable<JobInput['mounts']>[number]>;
  readonly job?: Partial<JobInput>;
  /** Its root volumes have 200 GiB. */
  readonly instanceTypes?: readonly string[];
}

const PLAIN = { image: 'docker.io/library/python:3.13', cpus: 12, memoryMiB: 40_000, gpus: 1 };

/** One mount of a volume `data`, on hosts of which each holds four of the job. */
function parts({ volume, mount, job: said, instanceTypes = ['g5.12xlarge'] }: Case) {
  const mounts = [{ volume: 'data', path: '/data/files', ...mount }];
  const job = jobSpec.parse({ ...PLAIN, mounts, ...said });
  const rest = { capacity: ['spot' as const], maxVcpus: 192, zones: ['us-east-1a'], multiNode: false, teams: [] };
  const on = { name: 'gpu', cluster: { instanceTypes, rootGiB: 200, ...rest } };
  return [job, { data: volumeSpec.parse(volume) }, on] as const;
}

const refused = (given: Case) => checkJobMounts(...parts(given));
const warned = (given: Case) => jobMountWarnings(...parts(given));

const efs: Case = { volume: { kind: 'efs' } };
const scratch = (sizeGiB: number, more: Partial<Case> = {}): Case => ({
  volume: { kind: 'scratch', sizeGiB },
  mount: { preparedInImage: true },
  ...more,
});
const INSTEAD = 'use a volume of kind efs, without oneZone, or scratch for what may go with the job';

describe('a mount of a job', () => {
  describeRefusals(refused, [
    {
      what: 'a volume that is attached to one host',
      code: 'VolumeNotForJobs',
      field: 'mounts.0.volume',
      refused: { volume: { kind: 'ebs', sizeGiB: 100, zone: 'us-east-1a' } },
      legal: efs,
      says: `mounts.0.volume is 'data', of kind ebs, which is attached to one host at a time, and a job goes to whichever host there is; ${INSTEAD}`,
    },
    {
      what: 'a file system that hosts mount',
      code: 'VolumeNotForJobs',
      field: 'mounts.0.volume',
      refused: { volume: { kind: 'lustre', sizeGiB: 1200 } },
      legal: efs,
      says: `mounts.0.volume is 'data', of kind lustre, which only hosts of services mount; say what exists in hostMounts of the training cluster and mount '<cluster>/data', or ${INSTEAD}`,
    },
    {
      what: 'a bucket that hosts mount',
      code: 'VolumeNotForJobs',
      field: 'mounts.0.volume',
      refused: { volume: { kind: 's3', bucket: 'example-clicks' }, mount: { readOnly: true } },
      legal: efs,
    },
    {
      what: 'a volume that ECS makes for a replica',
      code: 'VolumeNotForJobs',
      field: 'mounts.0.volume',
      refused: { volume: { kind: 'task-ebs', sizeGiB: 100 } },
      legal: efs,
      says: `mounts.0.volume is 'data', of kind task-ebs, which ECS makes for replicas of services alone; ${INSTEAD}`,
    },
    {
      what: 'a file system of one zone',
      code: 'VolumeNotForJobs',
      field: 'mounts.0.volume',
      refused: { volume: { kind: 'efs', oneZone: 'us-east-1a' } },
      legal: efs,
      says: `mounts.0.volume is 'data', of kind efs, which is in one zone, and hosts of a training cluster may be in any; ${INSTEAD}`,
    },
    {
      what: 'more disk than a host has',
      code: 'ScratchTooLarge',
      field: 'mounts.0.volume',
      refused: scratch(3540),
      legal: scratch(3539),
      says: "mounts.0.volume is 'data', which needs 3540 GiB, and the instance store of a host of training cluster 'gpu' has room for 3539; use 3539 GiB or less, or a training cluster with larger ones",
    },
    {
      what: 'more than the root volume has where any type has no other disk',
      code: 'ScratchTooLarge',
      field: 'mounts.0.volume',
      refused: scratch(171, { instanceTypes: ['g5.12xlarge', 'm6i.8xlarge'] }),
      legal: scratch(170, { instanceTypes: ['g5.12xlarge', 'm6i.8xlarge'] }),
    },
    {
      what: 'disk that nobody writes',
      code: 'NothingToRead',
      field: 'mounts.0.volume',
      refused: scratch(10, { mount: { readOnly: true } }),
      legal: scratch(10),
      says: "mounts.0.volume is 'data', which is new for each start of a job, and only read; drop readOnly, or leave the mount out",
    },
    {
      what: 'a new directory that its user may not write',
      code: 'RootOwnsVolume',
      field: 'mounts.0.volume',
      refused: scratch(10, { mount: {} }),
      legal: scratch(10),
    },
    {
      what: 'checkpoints on disk that goes with the start',
      code: 'CheckpointLost',
      field: 'checkpoint.volume',
      refused: scratch(10, { job: { checkpoint: { volume: 'data', everySeconds: 60 } } }),
      legal: { ...efs, job: { checkpoint: { volume: 'data', everySeconds: 60 } } },
    },
  ]);

  describe('warned of', () => {
    describeRefusals(warned, [
      {
        what: 'disk for one, where several of the job are at once',
        code: 'ScratchCrowded',
        field: 'mounts',
        refused: scratch(885),
        legal: scratch(884),
        says: 'mounts need 885 GiB of disk for each start of the job, and g5.12xlarge holds 4 at once by all else, but has room for 3539 GiB: the last would find it full; say 884 GiB or less in all, or ask for more of a host, so that fewer share it',
      },
      {
        what: 'fast disk on hosts that have none',
        code: 'ScratchOnRoot',
        field: 'mounts.0.volume',
        refused: scratch(10, { instanceTypes: ['m6i.8xlarge'], job: { gpus: 0 } }),
        legal: scratch(10),
        says: "mounts.0.volume is 'data', and hosts of training cluster 'gpu' have no instance store: it is on their root volumes of 200 GiB, slower, and beside the images; use a training cluster of types that all have one, such as 'm6id.large'",
      },
    ]);
  });
});
