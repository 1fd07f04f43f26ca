import type { HostCapacity } from '../sizing/host-capacity';

/** How much of what there is, from 0 to 1, in ten-thousandths; undefined of what there is none. */
export type Shares = { readonly [D in keyof HostCapacity]: number | undefined };

/** The share of a whole in each dimension. */
export function shareOf(part: HostCapacity, whole: HostCapacity): Shares {
  const share = (d: keyof HostCapacity) =>
    whole[d] > 0 ? Math.round((10_000 * part[d]) / whole[d]) / 10_000 : undefined;
  return {
    cpuUnits: share('cpuUnits'),
    memoryMiB: share('memoryMiB'),
    gpus: share('gpus'),
    taskInterfaces: share('taskInterfaces'),
  };
}
