import type { Problem } from '../errors';
import { checkName } from '../naming/names';
import { acknowledged } from '../rules/acknowledge';
import { checkAccess } from '../rules/check-access';
import { checkContainer } from '../rules/check-containers';
import { checkJobWays } from '../rules/check-egress';
import type { KnownQueues } from '../rules/known-queues';
import type { Volumes } from '../rules/own-hosts';
import { unknownName } from '../rules/unknown-name';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import type { JobSpec } from '../spec/training/job';
import { checkJob, jobWarnings } from './check-job';
import { checkJobMounts, jobMountWarnings } from './check-job-mounts';
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
    ...checkJobWays(job, contract),
    ...checkJobMounts(job, volumes, cluster && { name: wanted, cluster }),
  ];
  return acknowledged(problems, job.acknowledge);
}

/** What a job is warned about. */
export function trainingJobWarnings(
  job: JobSpec,
  { contract, volumes }: Pick<JobSite, 'contract' | 'volumes'>,
): Problem[] {
  const name = clusterOf(job, contract);
  const cluster = own(contract.trainingClusters, name);
  if (cluster === undefined) return [];
  return [...jobWarnings(job, cluster), ...jobMountWarnings(job, volumes, { name, cluster })];
}

/** Jobs share the network of their host, where only the user tells them from the host itself. */
const ROOT: Problem = {
  code: 'RootJob',
  field: 'user',
  problem: 'is root, who on a training host can do all that the host may do in AWS',
  fix: "use a user of the image, as '1000:1000'",
};
