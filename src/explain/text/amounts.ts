import type { HostCapacity } from '../../sizing/host-capacity';

/** What the dimensions of a host are called. */
export const DIMENSION_WORDS: Readonly<Record<keyof HostCapacity, string>> = {
  cpuUnits: 'cpu',
  memoryMiB: 'memory',
  gpus: 'GPUs',
  taskInterfaces: 'interfaces',
};

/** `2.25 vCPU`. */
export function vcpus(units: number): string {
  return `${Number((units / 1024).toFixed(3))} vCPU`;
}

/** `28.1 %`, and a dash for a share of nothing. */
export function percent(share: number | undefined): string {
  return share === undefined ? '-' : `${(100 * share).toFixed(1)} %`;
}

/** `$0.3840`, and `unknown` for what nobody knows. */
export function usd(amount: number | undefined): string {
  return amount === undefined ? 'unknown' : `$${amount.toFixed(4)}`;
}

/** `1 host`, `2 hosts`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
