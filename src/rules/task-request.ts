import { SERVICE_CONNECT_PROXY, type TaskRequest } from '../sizing/task-fit';
import type { ServiceSpec } from '../spec/service';

/**
 * What one replica asks of a host. ECS sets aside the sum over all containers, those that only prepare the start included, and the mesh's
 * proxy runs in every replica.
 */
export function taskRequest(service: ServiceSpec): TaskRequest {
  const containers = [service, ...Object.values(service.sidecars), ...service.init];
  return {
    cpus: containers.reduce((sum, c) => sum + c.cpus, 0) + SERVICE_CONNECT_PROXY.cpuUnits / 1024,
    memoryMiB: containers.reduce((sum, c) => sum + c.memoryMiB, 0) + SERVICE_CONNECT_PROXY.memoryMiB,
    gpus: service.gpus,
  };
}
