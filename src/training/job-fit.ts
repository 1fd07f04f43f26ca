import { type InstanceType, instanceType } from '../catalog/ec2-instances';
import { copiesOn, DIMENSIONS, type HostCapacity, holds, hostCapacity } from '../sizing/host-capacity';
import type { JobSpec } from '../spec/training/job';
import { runsOf } from './sweep';

/** What one container of a job asks of a host. */
export type JobDemand = Pick<JobSpec, 'cpus' | 'memoryMiB' | 'gpus'>;

/** What a host of one type gives to jobs, and what containers of one job take of it. */
export interface HostFit {
  readonly type: string;
  readonly vcpus: number;
  /** Memory that is left for jobs, MiB: never more than a real host has. */
  readonly memoryMiB: number;
  /** Whole NVIDIA devices. */
  readonly gpus: number;
  /** How many containers of the job one host holds at once; 0 where it holds none. */
  readonly copies: number;
  /** What one container takes, as a share of the scarcest thing, 0 to 1 and above where it does not fit. */
  readonly share: number;
  /** What is used of each while the host is as full of this job as it gets: nothing where it holds none. */
  readonly used: { readonly vcpus: number; readonly memoryMiB: number; readonly gpus: number };
  /** US dollars an hour on demand; absent where the catalog does not know it. */
  readonly usdPerHour?: number;
}

/** What each type of a cluster makes of a job. */
export interface JobFit {
  readonly hosts: readonly HostFit[];
  /** Types that hold at least one container, as they were given. */
  readonly holding: readonly string[];
  readonly notHolding: readonly string[];
}

/**
 * What containers of a job take of hosts.
 * Jobs of one host use its own network, so interfaces do not count; a job of several has each of its hosts for itself (AWS Batch user guide,
 * "Networking modes for AWS Batch jobs" and "Multi-node parallel jobs", 2026-11).
 */
export function jobFit(job: JobDemand & Pick<JobSpec, 'nodes'>, types: readonly string[]): JobFit {
  const hosts = types.flatMap((name) => {
    const type = instanceType(name);
    return type === undefined ? [] : [hostFit(job, type)];
  });
  const of = (wanted: boolean) => hosts.filter(({ copies }) => copies > 0 === wanted).map(({ type }) => type);
  return { hosts, holding: of(true), notHolding: of(false) };
}

function hostFit(job: JobDemand & Pick<JobSpec, 'nodes'>, type: InstanceType): HostFit {
  const host = roomOf(type);
  const demand = { cpuUnits: job.cpus * 1024, memoryMiB: job.memoryMiB, gpus: job.gpus, taskInterfaces: 0 };
  const fitting = holds(host, demand) ? copiesOn(host, demand) : 0;
  const copies = job.nodes > 1 ? Math.min(1, fitting) : fitting;
  const shares = DIMENSIONS.flatMap((d) => (demand[d] === 0 ? [] : [demand[d] / host[d]]));
  return {
    type: type.type,
    vcpus: type.vcpu,
    memoryMiB: host.memoryMiB,
    gpus: host.gpus,
    copies,
    share: Math.max(...shares),
    used: { vcpus: copies * job.cpus, memoryMiB: copies * job.memoryMiB, gpus: copies * job.gpus },
    ...(type.usdPerHour !== undefined && { usdPerHour: type.usdPerHour }),
  };
}

/** What AWS Batch can give to jobs on one host. */
export function roomOf(type: InstanceType): HostCapacity {
  return { ...hostCapacity(type, { trunking: false }), taskInterfaces: 0 };
}

/** Hosts that all runs of a job need when they run at once, and how many of them its cluster can have. */
export interface QueueHosts {
  readonly type: string;
  readonly wanted: number;
  readonly atMost: number;
}

/** Hosts for a full queue: every run of one start of the job, on hosts of one type. Types that hold none of it are left out. */
export function queueHosts(
  job: JobDemand & Pick<JobSpec, 'nodes' | 'array' | 'sweep'>,
  types: readonly string[],
  maxVcpus: number,
): QueueHosts[] {
  return jobFit(job, types).hosts.flatMap(({ type, copies, vcpus }) => {
    if (copies === 0) return [];
    const wanted = job.nodes > 1 ? job.nodes * runsOf(job) : Math.ceil(runsOf(job) / copies);
    return [{ type, wanted, atMost: Math.floor(maxVcpus / vcpus) }];
  });
}

/** What one start of a job costs at most. */
export interface RunCost {
  /** US dollars; absent where a host that it may run on has no known price. */
  readonly atMostUsd?: number;
  /** Hours of hosts: every attempt of every run for as long as it may take. */
  readonly hostHours: number;
  /** The type that costs most, of those that hold it. */
  readonly dearest?: string;
  /** Types that it may run on and whose price is not known. */
  readonly unpriced: readonly string[];
}

/** Every attempt of every run takes all its time on hosts that it has for itself, each of the dearest type that holds it. */
export function runCost(
  job: JobDemand & Pick<JobSpec, 'nodes' | 'array' | 'sweep' | 'timeoutSeconds' | 'retries'>,
  types: readonly string[],
): RunCost {
  const hosts = jobFit(job, types).hosts.filter(({ copies }) => copies > 0);
  const hostHours = (job.timeoutSeconds / 3600) * job.retries.attempts * job.nodes * runsOf(job);
  const unpriced = hosts.filter(({ usdPerHour }) => usdPerHour === undefined).map(({ type }) => type);
  const [dearest] = [...hosts].sort((a, b) => (b.usdPerHour ?? 0) - (a.usdPerHour ?? 0));
  if (dearest === undefined || unpriced.length > 0) return { hostHours, unpriced };
  return { hostHours, unpriced, dearest: dearest.type, atMostUsd: hostHours * (dearest.usdPerHour as number) };
}
