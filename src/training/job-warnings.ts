import { instanceType } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import type { JobSpec } from '../spec/training/job';
import { type HostFit, jobFit } from './job-fit';
import type { KnownCluster } from './known-cluster';
import { unusedNeuron } from './neuron';

/** Below this share of a host's scarcest thing more than half of what is paid for does nothing. */
const HALF = 0.5;

/** A job that runs longer loses enough by an interruption to be worth a checkpoint. */
const LONG_SECONDS = 3600;

/** What is legal of a job, and may surprise. Fields are those of the job. */
export function jobWarnings(job: JobSpec, cluster: KnownCluster): Problem[] {
  const { hosts } = jobFit(job, cluster.instanceTypes);
  const held = hosts.filter(({ copies }) => copies > 0);
  return [
    ...(held.length > 0 ? memoryAtEdge(job, hosts) : []),
    ...wasted(job, held),
    ...unusedGpus(job, held),
    ...unusedNeuron(job, cluster),
    ...noCheckpoint(job, cluster),
    ...noInterruption(job, cluster),
  ];
}

/** Types that would hold the job if all the memory that EC2 advertises were there: whoever chose them counted on it. */
function memoryAtEdge(job: JobSpec, hosts: readonly HostFit[]): Problem[] {
  const edge = hosts.filter((host) => {
    const nominal = instanceType(host.type)?.memoryMiB ?? 0;
    const roomElse = host.vcpus >= job.cpus && host.gpus >= job.gpus;
    return roomElse && host.memoryMiB < job.memoryMiB && job.memoryMiB <= nominal;
  });
  const [first] = edge.sort((a, b) => a.memoryMiB - b.memoryMiB);
  if (first === undefined) return [];
  const names = edge.map(({ type }) => type).join(', ');
  const problem = `is ${job.memoryMiB}, and of ${instanceType(first.type)?.memoryMiB} MiB ${first.memoryMiB} are for jobs on ${first.type}: it never runs on ${names}`;
  const fix = `use ${first.memoryMiB} or less, or leave ${edge.length === 1 ? 'this type' : 'these types'} out of the cluster`;
  return [{ code: 'MemoryAtEdge', field: 'memoryMiB', problem, fix }];
}

/** A node has its host for itself. Of jobs of one host as many share it as fit, which is more than half of what is scarcest. */
function wasted(job: JobSpec, hosts: readonly HostFit[]): Problem[] {
  const [best] = [...hosts].sort((a, b) => b.share - a.share);
  if (job.nodes === 1 || best === undefined || best.share >= HALF) return [];
  const percent = Math.floor(best.share * 100);
  const problem = `is ${job.nodes}, each a whole host, and takes ${percent} % of one at best (${best.type}): the rest of it does nothing`;
  const fix = 'ask for the whole host, or use a cluster of smaller ones';
  return [{ code: 'HostHalfEmpty', field: 'nodes', problem, fix }];
}

function unusedGpus({ gpus }: JobSpec, hosts: readonly HostFit[]): Problem[] {
  if (gpus > 0 || hosts.length === 0 || hosts.some((host) => host.gpus === 0)) return [];
  const problem = 'is 0, and every host of its cluster has GPUs: they are paid for, and the container sees none';
  return [{ code: 'GpusUnused', field: 'gpus', problem, fix: 'say how many it uses, or use a cluster without' }];
}

function noCheckpoint({ checkpoint, timeoutSeconds }: JobSpec, { capacity }: KnownCluster): Problem[] {
  if (checkpoint !== undefined || !capacity.includes('spot') || timeoutSeconds <= LONG_SECONDS) return [];
  const hours = Math.round((timeoutSeconds / 3600) * 10) / 10;
  const problem = `is not said, the job may run for ${hours} hours, and spot hosts are taken away with two minutes of notice: it would begin anew`;
  return [
    {
      code: 'NoCheckpoint',
      field: 'checkpoint',
      problem,
      fix: 'say a volume and everySeconds, or use a cluster without spot',
    },
  ];
}

function noInterruption({ retries }: JobSpec, { capacity }: KnownCluster): Problem[] {
  if (!capacity.includes('spot') || (retries.attempts > 1 && retries.on.includes('interruption'))) return [];
  const [field, problem, fix] =
    retries.attempts === 1
      ? [
          'retries.attempts',
          'is 1, and its cluster has spot hosts: the first that is taken away ends it',
          'use 2 or more',
        ]
      : [
          'retries.on',
          "does not say 'interruption', and its cluster has spot hosts: the first that is taken away ends it",
          "add 'interruption'",
        ];
  return [{ code: 'InterruptionEndsJob', field, problem, fix }] as Problem[];
}
