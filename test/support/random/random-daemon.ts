import { taskRequest } from '../../../src/rules/task-request';
import { hostsOf } from '../../../src/sizing/fleet-hosts';
import { demandOf } from '../../../src/sizing/task-fit';
import type { ContractFleet } from '../../../src/spec/contract';
import { type ServiceInput, serviceSpec } from '../../../src/spec/service';
import type { Draw } from './draw';

/** Of a host, what a daemon may take so that others still fit: they leave as much as two of these. */
const SHARE = 0.1;

/** One replica on each host, where a service takes so little of it that it is in nobody's way. */
export function randomDaemon(
  draw: Draw,
  service: ServiceInput,
  fleet: ContractFleet,
): Pick<ServiceInput, 'replicas' | 'rollout'> | undefined {
  const demand = demandOf(taskRequest(serviceSpec.parse({ ...service, acknowledge: {} })));
  const small = hostsOf(fleet).every(
    ({ capacity }) =>
      demand.cpuUnits <= SHARE * capacity.cpuUnits &&
      demand.memoryMiB <= SHARE * capacity.memoryMiB &&
      capacity.taskInterfaces >= 4,
  );
  if (!small || demand.gpus > 0 || !draw.chance(0.85)) return undefined;
  return { replicas: 'one-per-host', ...draw.some({ rollout: () => draw.one('rolling', 'recreate') }, 0.2) };
}
