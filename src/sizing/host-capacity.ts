import { type InstanceType, trunkingSupported } from '../catalog/ec2-instances';

/** What ECS can place on one host, or what one task takes of it. */
export interface HostCapacity {
  /** 1,024 a vCPU. */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  /** Whole NVIDIA devices. */
  readonly gpus: number;
  /** Network interfaces for `awsvpc` tasks: each takes one. */
  readonly taskInterfaces: number;
}

/** The four things that a host runs out of, in the order that problems are told. */
export const DIMENSIONS = [
  'cpuUnits',
  'memoryMiB',
  'gpus',
  'taskInterfaces',
] as const satisfies readonly (keyof HostCapacity)[];

/**
 * How much less memory Linux has than EC2 advertises: 5 % and 320 MiB.
 * ECS registers what Linux sees (ECS Developer Guide, "Reserving Amazon ECS Linux container instance memory"), and no API
 * tells that before a host runs. The Karpenter project measured several hundred types (zz_generated.memory_overhead.go,
 * 2023): 1.6 % of the largest, 10.6 % of c5.large. The line lies 90 MiB or more above each of them, but for the two that
 * are named. Above, because a task that misses by one MiB waits forever.
 */
const OVERHEAD = {
  percent: 5,
  baseMiB: 320,
  measured: new Map([
    ['vt1.3xlarge', 2069],
    ['vt1.6xlarge', 3008],
  ]),
};

/**
 * What a host keeps for itself, of the memory that Linux sees: 5 %, as AWS Batch recommends for the agent and other critical
 * processes ("Reserve system memory"), but never less than 128 MiB, and never more than 4 GiB, since agents do not grow with
 * a terabyte. Types of one fleet differ, so each host works out its own `ECS_RESERVED_MEMORY` from this when it starts.
 */
export const HOST_RESERVE = { percent: 5, leastMiB: 128, mostMiB: 4096 } as const;

/** Types whose number of interfaces the catalog does not know have two or more: no EC2 type has less. */
const FEWEST_ENIS = 2;

/** Memory between what EC2 advertises and what Linux sees, MiB: an upper bound. */
export function memoryOverheadMiB({ type, memoryMiB }: InstanceType): number {
  const line = Math.ceil((memoryMiB * OVERHEAD.percent) / 100) + OVERHEAD.baseMiB;
  return Math.max(line, OVERHEAD.measured.get(type) ?? 0);
}

/** The most that `HOST_RESERVE` can come to on a host of this type, MiB: as if Linux saw all the memory. */
export function reservedMemoryMiB({ memoryMiB }: InstanceType): number {
  const { percent, leastMiB, mostMiB } = HOST_RESERVE;
  return Math.min(mostMiB, Math.max(leastMiB, Math.ceil((memoryMiB * percent) / 100)));
}

/**
 * What ECS can place on one host: never more than a real one registers.
 * CPU is vCPUs times 1,024, as the ECS API reference counts it. A host without a trunk gives tasks all interfaces but its
 * primary one; a host with one gives them its branches.
 */
export function hostCapacity(type: InstanceType, { trunking }: { trunking: boolean }): HostCapacity {
  const branches = trunking && trunkingSupported(type) ? type.branchEnis : undefined;
  return {
    cpuUnits: type.vcpu * 1024,
    memoryMiB: Math.max(0, type.memoryMiB - memoryOverheadMiB(type) - reservedMemoryMiB(type)),
    gpus: type.gpus,
    taskInterfaces: branches ?? (type.enis ?? FEWEST_ENIS) - 1,
  };
}

/** Whether an empty host has room for one task. */
export function holds(host: HostCapacity, demand: HostCapacity): boolean {
  return DIMENSIONS.every((dimension) => host[dimension] >= demand[dimension]);
}

/** How many times a host has room for one demand: the scarcest dimension decides. */
export function copiesOn(host: HostCapacity, demand: HostCapacity): number {
  return Math.min(...DIMENSIONS.filter((d) => demand[d] > 0).map((d) => Math.floor(host[d] / demand[d])));
}

/** What is left of a host with so many copies of a demand on it. */
export function lessCopies(host: HostCapacity, demand: HostCapacity, copies: number): HostCapacity {
  const left = (d: keyof HostCapacity) => host[d] - copies * demand[d];
  return {
    cpuUnits: left('cpuUnits'),
    memoryMiB: left('memoryMiB'),
    gpus: left('gpus'),
    taskInterfaces: left('taskInterfaces'),
  };
}
