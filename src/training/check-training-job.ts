import type { Problem } from '../errors';
import { checkName } from '../naming/names';
import { acknowledged } from '../rules/acknowledge';
import { checkAccess } from '../rules/check-access';
import { checkContainer } from '../rules/check-containers';
import { checkMountsOf } from '../rules/check-mounts';
import type { KnownQueues } from '../rules/known-queues';
import type { Volumes } from '../rules/own-hosts';
import { unknownName } from '../rules/unknown-name';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import type { JobSpec } from '../spec/training/job';
import { capabilitiesOf } from '../storage/capabilities';
import { checkJob, jobWarnings } from './check-job';
import { clusterOf } from './cluster-of';

/** Where a job is about to be built. */
export interface JobSite {
  readonly contract: Contract;
  readonly system: string;
  readonly name: string;
  /** Queues that it may name. */
  readonly queues: KnownQueues;
  /** Volumes that it may mount, by name. */
  readonly volumes: Volumes;
}

/** Everything in a job that AWS would refuse, or that would wait for ever: all problems at once. Fields are those of the job. */
export function checkTrainingJob(job: JobSpec, { contract, system, name, queues, volumes }: JobSite): Problem[] {
  const wanted = clusterOf(job, contract);
  const cluster = own(contract.trainingClusters, wanted);
  const known = Object.keys(contract.trainingClusters);
  const problems = [
    ...checkName('system', system, 'system'),
    ...checkName('job', name, 'name'),
    ...(cluster === undefined
      ? [unknownName('UnknownCluster', 'cluster', 'training cluster', wanted, known)]
      : checkJob(job, cluster)),
    ...checkContainer({ ...job, health: {} }).map((problem) => (problem.code === 'RootUser' ? ROOT : problem)),
    ...checkAccess(job, { site: contract.site, system, queues }),
    ...checkJobMounts(job, volumes),
  ];
  return acknowledged(problems, job.acknowledge);
}

/** What a job is warned about. */
export function trainingJobWarnings(job: JobSpec, { contract }: Pick<JobSite, 'contract'>): Problem[] {
  const cluster = own(contract.trainingClusters, clusterOf(job, contract));
  return cluster === undefined ? [] : jobWarnings(job, cluster);
}

/** Jobs share the network of their host, where only the user tells them from the host itself. */
const ROOT: Problem = {
  code: 'RootJob',
  field: 'user',
  problem: 'is root, who on a training host can do all that the host may do in AWS',
  fix: "use a user of the image, as '1000:1000'",
};

/** What is wrong with the mounts of a job, and where it keeps checkpoints. */
export function checkJobMounts(
  job: Pick<JobSpec, 'mounts' | 'user' | 'writable' | 'checkpoint'>,
  volumes: Volumes,
): Problem[] {
  return [...checkMountsOf(job, volumes), ...checkKinds(job, volumes), ...checkCheckpoint(job, volumes)];
}

/** Batch gives a job file systems of the network; what a host mounts is for services (Batch API_Volume, 2026-11). */
function checkKinds({ mounts }: Pick<JobSpec, 'mounts'>, volumes: Volumes): Problem[] {
  return mounts.flatMap(({ volume: name }, i) => {
    const volume = own(volumes, name);
    if (volume === undefined || (capabilitiesOf(volume).scope === 'region' && !capabilitiesOf(volume).ownHosts))
      return [];
    const problem = `is '${name}', of kind ${volume.kind}, which no job can mount`;
    return [
      {
        code: 'VolumeNotForJobs',
        field: `mounts.${i}.volume`,
        problem,
        fix: 'use a volume of kind efs, without oneZone',
      },
    ];
  });
}

/** What a job goes on from must outlive it. */
function checkCheckpoint({ checkpoint, mounts }: Pick<JobSpec, 'mounts' | 'checkpoint'>, volumes: Volumes): Problem[] {
  if (checkpoint === undefined) return [];
  const field = 'checkpoint.volume';
  const mount = mounts.find(({ volume }) => volume === checkpoint.volume);
  if (mount === undefined) {
    const names = mounts.map(({ volume }) => volume);
    return [unknownName('CheckpointNotMounted', field, 'mounted volume', checkpoint.volume, names)];
  }
  const volume = own(volumes, checkpoint.volume);
  if (mount.readOnly)
    return [
      {
        code: 'CheckpointReadOnly',
        field,
        problem: `is '${checkpoint.volume}', which is mounted read-only`,
        fix: 'mount it to write',
      },
    ];
  if (volume === undefined || capabilitiesOf(volume).survivesTask) return [];
  const problem = `is '${checkpoint.volume}', of kind ${volume.kind}, which does not outlive a start of the job`;
  return [{ code: 'CheckpointLost', field, problem, fix: 'use a volume that stays, as one of kind efs' }];
}
