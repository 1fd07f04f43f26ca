import { renderProblem } from '../../../src/errors';
import type { ContractHostMount } from '../../../src/spec/contract';
import { type JobInput, jobSpec } from '../../../src/spec/training/job';
import { volumeSpec } from '../../../src/spec/volume';
import { checkJobMounts, jobMountWarnings } from '../../../src/training/check-job-mounts';
import { describeRefusals } from '../../support/builders/describe-refusals';

const lustre: ContractHostMount = { kind: 'lustre', readOnly: false, lasting: true };
const s3: ContractHostMount = { kind: 's3', readOnly: true, lasting: true };
const hostMounts: Record<string, ContractHostMount> = {
  clicks: lustre,
  days: s3,
  results: { ...s3, readOnly: false },
  work: { ...lustre, lasting: false },
};

/** On a cluster `gpu` that mounts these. */
function parts(said: Partial<JobInput>) {
  const job = jobSpec.parse({ image: 'docker.io/library/python:3.13', cpus: 12, memoryMiB: 40_000, ...said });
  const rest = { capacity: ['spot' as const], maxVcpus: 192, zones: ['us-east-1a'], multiNode: true, teams: [] };
  const on = { name: 'gpu', cluster: { instanceTypes: ['g5.12xlarge'], rootGiB: 200, hostMounts, ...rest } };
  return [job, { clicks: volumeSpec.parse({ kind: 'efs' }) }, on] as const;
}
const refused = (said: Partial<JobInput>) => checkJobMounts(...parts(said));
const warned = (said: Partial<JobInput>) => jobMountWarnings(...parts(said));

type Mount = NonNullable<JobInput['mounts']>[number];
const mount = (volume: string, more: Partial<Mount> = {}): Partial<JobInput> => ({
  mounts: [{ volume, path: '/data/files', ...more }],
});
const checkpointed = (volume: string): Partial<JobInput> => ({
  ...mount(volume),
  checkpoint: { volume, everySeconds: 60 },
});

describe('a mount of what the hosts of a job mount', () => {
  describeRefusals(refused, [
    {
      what: 'what no host of the cluster mounts',
      code: 'UnknownHostMount',
      field: 'mounts.0.volume',
      refused: mount('gpu/day', { readOnly: true }),
      legal: mount('gpu/days', { readOnly: true }),
      says: "mounts.0.volume is 'gpu/day', which is not a host mount of training cluster 'gpu'; did you mean 'gpu/days'?",
    },
    {
      what: 'what hosts of another cluster mount',
      code: 'HostMountElsewhere',
      field: 'mounts.0.volume',
      refused: mount('cpu/clicks'),
      legal: mount('gpu/clicks'),
      says: "mounts.0.volume is 'cpu/clicks', which hosts of training cluster 'cpu' mount, and the job runs on 'gpu'; use 'gpu/clicks'",
    },
    {
      what: 'writing what hosts mount to read',
      code: 'ReadOnlyVolume',
      field: 'mounts.0.readOnly',
      refused: mount('gpu/days'),
      legal: mount('gpu/days', { readOnly: true }),
      says: "mounts.0.readOnly is false, and hosts mount 'gpu/days' to read alone; say true, or readOnly: false of the host mount",
    },
    {
      what: 'several nodes that write files of one bucket',
      code: 'NodesWriteObjects',
      field: 'mounts.0.readOnly',
      refused: { ...mount('gpu/results'), nodes: 2, command: ['fit'] },
      legal: { ...mount('gpu/clicks'), nodes: 2, command: ['fit'] },
    },
    {
      what: 'a part of it',
      code: 'NoSubPaths',
      field: 'mounts.0.subPath',
      refused: mount('gpu/clicks', { subPath: 'models' }),
      legal: mount('clicks', { subPath: 'models' }),
    },
    {
      what: 'what is taken for a copy of the image',
      code: 'NothingFromImage',
      field: 'mounts.0.preparedInImage',
      refused: mount('gpu/clicks', { preparedInImage: true }),
      legal: mount('gpu/clicks'),
    },
    {
      what: 'two things at one path',
      code: 'NestedMountPath',
      field: 'mounts.1.path',
      refused: { mounts: [...(mount('clicks').mounts ?? []), ...(mount('gpu/clicks').mounts ?? [])] },
      legal: { mounts: [...(mount('clicks').mounts ?? []), { volume: 'gpu/clicks', path: '/data/more' }] },
    },
    {
      what: 'checkpoints in a bucket',
      code: 'CheckpointOnObjects',
      field: 'checkpoint.volume',
      refused: checkpointed('gpu/results'),
      legal: checkpointed('gpu/clicks'),
      says: "checkpoint.volume is 'gpu/results', a bucket, where no file is written twice or renamed, as writers of checkpoints do; use a volume of kind efs, or a host mount of kind lustre whose deployment is PERSISTENT",
    },
    {
      what: 'checkpoints on servers that take them along',
      code: 'CheckpointLost',
      field: 'checkpoint.volume',
      refused: checkpointed('gpu/work'),
      legal: checkpointed('gpu/clicks'),
      says: "checkpoint.volume is 'gpu/work', whose deployment is SCRATCH: what was on a server that fails is gone; use a volume of kind efs, or a host mount of kind lustre whose deployment is PERSISTENT",
    },
    {
      what: 'checkpoints on what is only mounted to read',
      code: 'CheckpointReadOnly',
      field: 'checkpoint.volume',
      refused: { ...checkpointed('gpu/clicks'), ...mount('gpu/clicks', { readOnly: true }) },
      legal: checkpointed('gpu/clicks'),
    },
  ]);

  describe('warned of', () => {
    describeRefusals(warned, [
      {
        what: 'files of a bucket that a second start would write again',
        code: 'WrittenOnce',
        field: 'mounts.0.volume',
        refused: mount('gpu/results'),
        legal: { ...mount('gpu/results'), retries: { attempts: 1 } },
        says: "mounts.0.volume is 'gpu/results', a bucket, where no file is written twice, and the job may be started 3 times: a start finds what the one before wrote, and fails at the same name; put AWS_BATCH_JOB_ID and AWS_BATCH_JOB_ATTEMPT into names of files",
      },
    ]);
  });

  it('is told what to do where the cluster has none', () => {
    const [job, volumes, on] = parts(mount('gpu/days', { readOnly: true }));
    const none = { ...on, cluster: { ...on.cluster, hostMounts: undefined } };
    expect(checkJobMounts(job, volumes, none).map(renderProblem)).toEqual([
      "mounts.0.volume is 'gpu/days', which is not a host mount of training cluster 'gpu'; there is no host mount of training cluster 'gpu' yet; add one first [UnknownHostMount]",
    ]);
  });

  it('is left to who knows the cluster, where that is unknown', () => {
    const [job, volumes] = parts(mount('gpu/nothing'));
    expect(checkJobMounts(job, volumes)).toEqual([]);
  });
});
