import type { PlacedTask } from '../placement/decide-constraint';
import { surgeOf } from '../rollout/strategy';
import type { HostCapacity } from '../sizing/host-capacity';
import type { ContractFleet } from '../spec/contract';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import { taskRequest } from './task-request';

/** A service as what is placed: the most replicas that may be wanted, what a rollout needs beside them, and where. */
export function placedTask(
  service: ServiceSpec,
  name: string,
  fleet: ContractFleet,
  daemons: readonly HostCapacity[] = [],
): PlacedTask {
  const bounds = replicaBounds(service.replicas);
  const { instanceTypes, trunking, maxHosts, zones } = fleet;
  return {
    task: taskRequest(service),
    replicas: bounds.max,
    surge: surgeOf(service.rollout, bounds),
    fleet: { name, instanceTypes, trunking, maxHosts, zones, daemons },
  };
}
