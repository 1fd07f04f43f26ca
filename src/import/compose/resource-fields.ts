import type { LimitsSpec } from '../../spec/limits';
import { limitsSpec } from '../../spec/limits';
import { type Fields, readFields } from '../fates';
import { approximated, dropped, type Fate, mapped, question } from '../note';
import type { Place } from '../place';
import { readMiB } from '../quantities';
import type { ServiceDraft } from './service-draft';

const SHARES = 'cores are promised by `cpus`, and what is idle is free to use';
const CFS = "is a setting of the kernel's scheduler; say `cpus`, or `limits.cpus`";
const SWAP = 'hosts have no swap';
const ULIMIT_NAMES = Object.keys(limitsSpec.shape.ulimits.unwrap().keyType.enum);

/** What a service is promised, and what it can never exceed. */
export const RESOURCE_FIELDS: Fields<ServiceDraft> = {
  cpus: (place, { limits }) => cores(place, limits, 'limits.cpus'),
  cpu_count: (place, { limits }) => cores(place, limits, 'limits.cpus'),
  cpu_percent: 'is for hosts with Windows',
  cpu_shares: SHARES,
  cpu_quota: (place, draft) => {
    const quota = place.count();
    if (quota === undefined) return [];
    draft.quota = { ...draft.quota, microseconds: quota };
    return mapped('limits.cpus', 'with cpu_period');
  },
  cpu_period: (place, draft) => {
    const period = place.count();
    if (period === undefined) return [];
    draft.quota = { ...draft.quota, period };
    return mapped('limits.cpus', 'with cpu_quota');
  },
  cpu_rt_runtime: CFS,
  cpu_rt_period: CFS,
  cpuset: 'hosts have different cores; only a host for itself keeps others away',
  mem_limit: (place, { limits }) => memory(place, limits, 'limits.memoryMiB'),
  mem_reservation: (place, { promised }) => memory(place, promised, 'memoryMiB'),
  memswap_limit: SWAP,
  mem_swappiness: SWAP,
  oom_kill_disable: 'above its memory it is killed, and another is started',
  oom_score_adj: 'above its memory it is killed, and another is started',
  pids_limit: 'ECS on EC2 has no such limit; `limits.ulimits.nproc` is like it',
  shm_size(place, { spec }) {
    const size = readMiB(place);
    if (size === undefined) return [];
    spec.limits = { ...spec.limits, shmMiB: size };
    return mapped('limits.shmMiB');
  },
  ulimits: (place, draft) =>
    place.entries().flatMap(([name, value]) => ({ ...ulimit(name, value, draft), field: value.field })),
  blkio_config: 'ECS cannot share out the disks of a host',
  gpus: (place, draft) =>
    place.isList ? place.items().flatMap((item) => readFields(DEVICE_FIELDS, item, draft)) : allGpus(place, draft),
};

/** What is promised and limited below `deploy.resources`. */
export const RESOURCES_FIELDS: Fields<ServiceDraft> = {
  limits: (place, draft) =>
    readFields<ServiceDraft>(
      {
        cpus: (at) => cores(at, draft.limits, 'limits.cpus'),
        memory: (at) => memory(at, draft.limits, 'limits.memoryMiB'),
        pids: RESOURCE_FIELDS.pids_limit as string,
      },
      place,
      draft,
    ),
  reservations: (place, draft) =>
    readFields<ServiceDraft>(
      {
        cpus: (at) => cores(at, draft.promised, 'cpus'),
        memory: (at) => memory(at, draft.promised, 'memoryMiB'),
        devices: (at) => at.items().flatMap((item) => readFields(DEVICE_FIELDS, item, draft)),
        generic_resources: 'hosts have none; a fleet of such hosts has',
      },
      place,
      draft,
    ),
};

/** A device that is asked for: GPUs alone can be had. */
export const DEVICE_FIELDS: Fields<ServiceDraft> = {
  capabilities: (place) =>
    place.texts().includes('gpu')
      ? mapped('gpus')
      : question('which devices are these? Only GPUs are given to containers here'),
  count(place, draft) {
    if (place.value === 'all') return allGpus(place, draft);
    const count = place.count();
    if (count === undefined) return [];
    return gpus(draft, count);
  },
  device_ids: (place, draft) => ({
    ...gpus(draft, place.texts().length),
    ...approximated('gpus', 'as many; which of a host they are is not asked'),
  }),
  driver: 'the image of the host brings it',
  options: 'the image of the host decides',
};

function gpus({ spec }: ServiceDraft, count: number): Fate {
  spec.gpus = Math.min(16, count);
  return count <= 16 ? mapped('gpus') : approximated('gpus 16', 'no host has more');
}

function allGpus(place: Place, draft: ServiceDraft): Fate | readonly Fate[] {
  if (place.value !== 'all') return place.wrong("'all', or a list of devices") ?? [];
  draft.spec.gpus = 1;
  return question(
    'how many are these? All of a laptop are often one, and each replica has so many for itself',
    'gpus 1',
  );
}

function cores(place: Place, target: { cpus?: number }, field: string): Fate | readonly Fate[] {
  const number = place.number();
  if (number === undefined) return [];
  if (number === 0) return mapped('nothing', 'is no limit');
  if (number < 0 || number > 192) return place.wrong('more than 0 cores, 192 at most') ?? [];
  target.cpus = number;
  return mapped(field);
}

function memory(place: Place, target: { memoryMiB?: number }, field: string): Fate | readonly Fate[] {
  const size = readMiB(place);
  if (size === undefined) return [];
  if (place.value === 0 || place.value === '0') return mapped('nothing', 'is no limit');
  target.memoryMiB = Math.max(6, size);
  return size >= 6 ? mapped(field) : approximated(`${field} 6`, 'no container has less');
}

function ulimit(name: string, place: Place, { spec }: ServiceDraft): Fate {
  const known = ULIMIT_NAMES.includes(name) ? (name as keyof LimitsSpec['ulimits']) : undefined;
  if (known === undefined) return dropped(`'${name}' is no limit that ECS knows`);
  const soft = (place.isObject ? place.at('soft') : place).number();
  const hard = (place.isObject ? place.at('hard') : place).number();
  if (soft === undefined || hard === undefined || !Number.isInteger(soft) || !Number.isInteger(hard)) {
    place.wrong('a whole number, or `soft` and `hard`');
    return dropped('is no limit');
  }
  spec.limits = { ...spec.limits, ulimits: { ...spec.limits?.ulimits, [known]: { soft, hard } } };
  return mapped(`limits.ulimits.${name}`);
}

/** Reads what stands below `deploy.resources`. */
export function readResources(place: Place, draft: ServiceDraft): readonly Fate[] {
  return readFields(RESOURCES_FIELDS, place, draft);
}
