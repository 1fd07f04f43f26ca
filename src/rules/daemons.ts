import type { HostCapacity } from '../sizing/host-capacity';
import { demandOf } from '../sizing/task-fit';
import type { Contract } from '../spec/contract';
import { isDaemon, type ServiceSpec } from '../spec/service';
import { fleetOf } from './choose';
import { taskRequest } from './task-request';

/** What the daemons among these services take of each host of a fleet: the room that is left to all others is less by them. */
export function daemonDemands(services: readonly ServiceSpec[], fleet: string, contract: Contract): HostCapacity[] {
  return services
    .filter((service) => isDaemon(service) && fleetOf(service, contract) === fleet)
    .map((service) => demandOf(taskRequest(service)));
}
