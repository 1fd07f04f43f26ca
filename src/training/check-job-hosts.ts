import { instanceType } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import { fleetTraits } from '../sizing/fleet-types';
import { HOST_RESERVE, memoryOverheadMiB, reservedMemoryMiB } from '../sizing/host-capacity';
import type { JobSpec } from '../spec/training/job';
import { type HostFit, jobFit } from './job-fit';
import type { KnownCluster } from './known-cluster';

/** What would leave a job RUNNABLE for ever: no host of its cluster holds it, or the cluster may not have so many. */
export function checkJobHosts(job: JobSpec, cluster: KnownCluster): Problem[] {
  const fit = jobFit(job, cluster.instanceTypes);
  if (fit.hosts.length === 0) return [];
  if (fit.holding.length === 0) return checkNone(job, fit.hosts, cluster);
  if (job.nodes > 1 && fit.notHolding.length > 0) return [holdsSome(job, fit.hosts)];
  return checkMaxVcpus(job, fit.hosts, cluster);
}

type Dimension = 'vcpus' | 'memoryMiB' | 'gpus';

const FIELDS = { vcpus: 'cpus', memoryMiB: 'memoryMiB', gpus: 'gpus' } as const;

/** The host that has most of one thing. */
function most(hosts: readonly HostFit[], of: Dimension): HostFit {
  return [...hosts].sort((a, b) => b[of] - a[of])[0] as HostFit;
}

function checkNone(job: JobSpec, hosts: readonly HostFit[], cluster: KnownCluster): Problem[] {
  const above = (['vcpus', 'memoryMiB', 'gpus'] as const).filter((of) => job[FIELDS[of]] > most(hosts, of)[of]);
  if (above.length > 0) return above.map((of) => aboveAll(of, job, most(hosts, of), cluster));
  const asked = `${job.cpus} vCPUs, ${job.memoryMiB} MiB${job.gpus > 0 ? ` and ${job.gpus} GPUs` : ''}`;
  const closest = [...hosts].sort((a, b) => a.share - b.share)[0] as HostFit;
  const has = `${closest.vcpus} vCPUs, ${closest.memoryMiB} MiB${job.gpus > 0 ? ` and ${closest.gpus} GPUs` : ''}`;
  return [
    {
      code: 'JobFitsNoHost',
      field: '',
      problem: `asks for ${asked} together, and no host of its cluster has all of it: the nearest, ${closest.type}, has ${has} for jobs`,
      fix: 'ask for less, or use a cluster of larger hosts',
    },
  ];
}

function aboveAll(of: Dimension, job: JobSpec, host: HostFit, cluster: KnownCluster): Problem {
  if (of === 'vcpus') {
    const problem = `is ${job.cpus}, and the largest host of its cluster, ${host.type}, has ${host.vcpus} vCPUs`;
    return {
      code: 'JobExceedsVcpus',
      field: 'cpus',
      problem,
      fix: `use ${host.vcpus} or less, or a cluster of larger hosts`,
    };
  }
  if (of === 'gpus') return tooManyGpus(job.gpus, host, cluster);
  const type = instanceType(host.type);
  const kept =
    type === undefined
      ? ''
      : ` of its ${type.memoryMiB}: ${memoryOverheadMiB(type)} MiB are the kernel's, and ${reservedMemoryMiB(type)} are kept (${HOST_RESERVE.percent} %)`;
  return {
    code: 'JobExceedsMemory',
    field: 'memoryMiB',
    problem: `is ${job.memoryMiB}, and the largest host of its cluster, ${host.type}, has ${host.memoryMiB} MiB for jobs${kept}`,
    fix: `use ${host.memoryMiB} or less, or a cluster of larger hosts`,
  };
}

function tooManyGpus(gpus: number, host: HostFit, { instanceTypes }: KnownCluster): Problem {
  if (host.gpus > 0) {
    const problem = `is ${gpus}, and the host of its cluster with most GPUs, ${host.type}, has ${host.gpus}`;
    return {
      code: 'JobExceedsGpus',
      field: 'gpus',
      problem,
      fix: `use ${host.gpus} or less, or a cluster whose hosts have more`,
    };
  }
  const kind = fleetTraits(instanceTypes).accelerator;
  const have =
    kind === 'none'
      ? 'have none'
      : kind === 'nvidia'
        ? 'have a part of one each'
        : 'have Neuron devices, which are no GPUs';
  const problem = `is ${gpus}, and the hosts of its cluster, ${instanceTypes.join(', ')}, ${have}`;
  return { code: 'NoGpuHosts', field: 'gpus', problem, fix: 'use 0, or a cluster with accelerators: { a10g: 1 }' };
}

/** AWS Batch takes hosts of one type for all nodes, and does not look which of the types would do. */
function holdsSome(job: JobSpec, hosts: readonly HostFit[]): Problem {
  const not = hosts.filter(({ copies }) => copies === 0).map(({ type }) => type);
  const problem = `is ${job.nodes}, and ${not.join(', ')} of its cluster ${not.length === 1 ? 'does' : 'do'} not hold one of its containers`;
  return {
    code: 'NodeFitsSomeHosts',
    field: 'nodes',
    problem,
    fix: 'ask for less of each, or use a cluster without these types',
  };
}

function checkMaxVcpus(job: JobSpec, hosts: readonly HostFit[], { maxVcpus }: KnownCluster): Problem[] {
  if (job.cpus > maxVcpus) {
    const problem = `is ${job.cpus}, and its cluster has ${maxVcpus} vCPUs at most (maxVcpus)`;
    return [
      {
        code: 'JobAboveMaxVcpus',
        field: 'cpus',
        problem,
        fix: `use ${maxVcpus} or less, or raise maxVcpus of the cluster`,
      },
    ];
  }
  if (job.nodes === 1) return [];
  const smallest = [...hosts].filter(({ copies }) => copies > 0).sort((a, b) => a.vcpus - b.vcpus)[0] as HostFit;
  const needed = job.nodes * smallest.vcpus;
  if (needed <= maxVcpus) return [];
  const room = Math.floor(maxVcpus / smallest.vcpus);
  return [
    {
      code: 'NodesAboveMaxVcpus',
      field: 'nodes',
      problem: `is ${job.nodes}, each a whole host: ${job.nodes} of ${smallest.type} have ${needed} vCPUs, and its cluster has ${maxVcpus} at most (maxVcpus)`,
      fix:
        room > 1
          ? `use ${room} or less, or maxVcpus ${needed} of the cluster`
          : `use maxVcpus ${needed} of the cluster`,
    },
  ];
}
