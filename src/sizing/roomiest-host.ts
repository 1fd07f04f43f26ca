import type { FleetHost } from './fleet-hosts';
import type { HostCapacity } from './host-capacity';

/** The most of each that any host of a fleet has: what no host can be larger than. */
export function roomiestHost(hosts: readonly FleetHost[]): HostCapacity {
  const most = (dimension: keyof HostCapacity) => Math.max(0, ...hosts.map(({ capacity }) => capacity[dimension]));
  return {
    cpuUnits: most('cpuUnits'),
    memoryMiB: most('memoryMiB'),
    gpus: most('gpus'),
    taskInterfaces: most('taskInterfaces'),
  };
}
