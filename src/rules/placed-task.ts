import type { PlacedTask } from '../placement/decide-constraint';
import { rolloutSurge } from '../sizing/rollout';
import type { ContractFleet } from '../spec/contract';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import { taskRequest } from './task-request';

/** A service as what is placed: the most replicas that may be wanted, what a rollout needs beside them, and where. */
export function placedTask(service: ServiceSpec, name: string, fleet: ContractFleet): PlacedTask {
  const { min, max } = replicaBounds(service.replicas);
  const surge = max === 0 ? 0 : rolloutSurge({ replicas: Math.max(1, min), ...service.rollout });
  const { instanceTypes, trunking, maxHosts, zones } = fleet;
  return {
    task: taskRequest(service),
    replicas: max,
    surge,
    fleet: { name, instanceTypes, trunking, maxHosts, zones },
  };
}
