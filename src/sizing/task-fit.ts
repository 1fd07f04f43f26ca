import type { Problem } from '../errors';
import { exampleType } from './example-type';
import { type Fleet, type FleetHost, hostsOf } from './fleet-hosts';

export type { Fleet } from './fleet-hosts';

import { DIMENSIONS, type HostCapacity, memoryOverheadMiB, reservedMemoryMiB } from './host-capacity';

/** What one task asks for: the sum over its containers, the Service Connect proxy included where it has one. */
export interface TaskRequest {
  /** vCPUs, decimals allowed. */
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Whole NVIDIA devices. */
  readonly gpus: number;
}

/**
 * What the Service Connect proxy needs beside a task's own containers. It is not in the task definition: the task's totals
 * must leave this much over. Above 500 requests a second AWS recommends 512 CPU units, and above 100 services or 2,000
 * tasks in the namespace 128 MiB.
 */
export const SERVICE_CONNECT_PROXY = {
  cpuUnits: 256,
  memoryMiB: 64,
  source: 'Amazon ECS Developer Guide, "Amazon ECS Service Connect components", Proxy resources',
  date: '2026-11-21',
} as const;

/** CPU units of so many vCPUs: 1,024 each, rounded up to a whole unit. */
export function cpuUnits(cpus: number): number {
  // A sum of decimal fractions may lie a hair above the number that was meant.
  return Math.ceil(cpus * 1024 - 1e-6);
}

/** What one task takes of a host. */
export function demandOf({ cpus, memoryMiB, gpus }: TaskRequest): HostCapacity {
  return { cpuUnits: cpuUnits(cpus), memoryMiB, gpus, taskInterfaces: 1 };
}

/**
 * Problems of placing `task` on `fleet`: one for each dimension in which the smallest host of the fleet is too small.
 * The smallest, because managed scaling never adds a host for a task that the smallest type cannot hold, and the task stays
 * in PROVISIONING ("Amazon ECS managed scaling behavior"): vCPU, memory, interfaces and GPUs each have their own smallest.
 * @param field where the task stands: problems are of its `cpus`, `memoryMiB`, `gpus` and `fleet`.
 */
export function checkTaskFits(task: TaskRequest, fleet: Fleet, field: string): Problem[] {
  return fitProblems(task, hostsOf(fleet), fleet, field);
}

/** `checkTaskFits` for hosts that are known already. */
export function fitProblems(task: TaskRequest, hosts: readonly FleetHost[], fleet: Fleet, field: string): Problem[] {
  const demand = demandOf(task);
  return DIMENSIONS.flatMap((dimension) => {
    const tooSmall = hosts.filter(({ capacity }) => capacity[dimension] < demand[dimension]);
    const smallest = leastOf(tooSmall, dimension);
    return smallest === undefined ? [] : [WRITERS[dimension]({ task, hosts, tooSmall, smallest, fleet, field })];
  });
}

interface Misfit {
  readonly task: TaskRequest;
  readonly hosts: readonly FleetHost[];
  readonly tooSmall: readonly FleetHost[];
  readonly smallest: FleetHost;
  readonly fleet: Fleet;
  readonly field: string;
}

const WRITERS: Record<keyof HostCapacity, (misfit: Misfit) => Problem> = {
  cpuUnits: (misfit) => {
    const { cpuUnits: units } = misfit.smallest.capacity;
    const asked = demandOf(misfit.task).cpuUnits;
    return {
      code: 'TaskExceedsCpu',
      field: `${misfit.field}.cpus`,
      problem: `comes to ${vcpus(asked)} vCPU (${asked} CPU units) over all containers, but ${host(misfit)} has ${vcpus(units)} (${units})`,
      fix: remedies(misfit, units > 0 ? `use ${vcpus(units)} or less over all containers` : undefined),
    };
  },
  memoryMiB: (misfit) => {
    const { type, capacity } = misfit.smallest;
    const less = `${type.memoryMiB} less ${memoryOverheadMiB(type)} for kernel and hypervisor and ${reservedMemoryMiB(type)} reserved for the host${daemonShare(misfit.fleet)}`;
    return {
      code: 'TaskExceedsMemory',
      field: `${misfit.field}.memoryMiB`,
      problem: `comes to ${misfit.task.memoryMiB} over all containers, but ${host(misfit)} has ${capacity.memoryMiB} for tasks (${less})`,
      fix: remedies(
        misfit,
        capacity.memoryMiB > 0 ? `use ${capacity.memoryMiB} or less over all containers` : undefined,
      ),
    };
  },
  gpus: (misfit) => (misfit.hosts.every(({ capacity }) => capacity.gpus === 0) ? noGpu(misfit) : tooManyGpus(misfit)),
  taskInterfaces: (misfit) => ({
    code: 'NoTaskInterfaces',
    field: `${misfit.field}.fleet`,
    problem: `is '${misfit.fleet.name}', but ${host(misfit)} has no network interface left for a task`,
    fix: remedies(misfit, misfit.fleet.trunking ? undefined : `turn trunking on for fleet '${misfit.fleet.name}'`),
  }),
};

function noGpu({ task, fleet, field }: Misfit): Problem {
  const example = exampleType(onHost(task, fleet), fleet, 'any family');
  return {
    code: 'NoGpuOnFleet',
    field: `${field}.gpus`,
    problem: `is ${task.gpus}, but no type of fleet '${fleet.name}' has a whole NVIDIA GPU (${fleet.instanceTypes.join(', ')})`,
    fix: `use 0, or a fleet of GPU types${example === undefined ? '' : ` such as ${example}`}`,
  };
}

function tooManyGpus(misfit: Misfit): Problem {
  const { gpus } = misfit.smallest.capacity;
  return {
    code: 'TaskExceedsGpus',
    field: `${misfit.field}.gpus`,
    problem: `is ${misfit.task.gpus}, but ${host(misfit)} has ${gpus}`,
    fix: remedies(misfit, `use ${gpus}${gpus > 0 ? ' or less' : ''}`),
  };
}

/** What a host must have for the task: its demand, and that of what runs on every host. */
function onHost(task: TaskRequest, { daemons = [] }: Fleet): HostCapacity {
  return daemons.reduce(
    (sum, daemon) => ({
      cpuUnits: sum.cpuUnits + daemon.cpuUnits,
      memoryMiB: sum.memoryMiB + daemon.memoryMiB,
      gpus: sum.gpus + daemon.gpus,
      taskInterfaces: sum.taskInterfaces + daemon.taskInterfaces,
    }),
    demandOf(task),
  );
}

function daemonShare({ daemons = [] }: Fleet): string {
  const memoryMiB = daemons.reduce((sum, daemon) => sum + daemon.memoryMiB, 0);
  return memoryMiB === 0 ? '' : `, and ${memoryMiB} for what runs on every host`;
}

/** The edits that would mend a misfit: ask for less, drop the small types, add a large one. */
function remedies({ task, hosts, tooSmall, fleet }: Misfit, less: string | undefined): string {
  const dropping = tooSmall.length < hosts.length;
  const example = dropping ? undefined : exampleType(onHost(task, fleet), fleet, 'same family');
  const edits = [
    less,
    dropping ? `drop ${tooSmall.map(({ type }) => type.type).join(', ')} from fleet '${fleet.name}'` : undefined,
    example === undefined ? undefined : `a fleet of larger types such as ${example}`,
  ].filter((edit) => edit !== undefined);
  return edits.length > 0 ? edits.join(', or ') : 'use a fleet of larger types';
}

function host({ smallest, fleet }: Misfit): string {
  return `the smallest host of fleet '${fleet.name}', ${smallest.type.type},`;
}

function vcpus(units: number): number {
  return Number((units / 1024).toFixed(3));
}

function leastOf(hosts: readonly FleetHost[], dimension: keyof HostCapacity): FleetHost | undefined {
  return hosts.reduce<FleetHost | undefined>(
    (least, next) => (least === undefined || next.capacity[dimension] < least.capacity[dimension] ? next : least),
    undefined,
  );
}
