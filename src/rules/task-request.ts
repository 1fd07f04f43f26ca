import { SERVICE_CONNECT_PROXY, type TaskRequest } from '../sizing/task-fit';
import type { ServiceSpec } from '../spec/service';
import { taskCpuUnits, units } from '../task/container-definitions';
import { withOwnSidecars } from '../task/own-sidecars';

/**
 * What one replica asks of a host. ECS sets aside the sum over all containers, those that only prepare the start included, and the mesh's
 * proxy runs in every replica. A hard limit on the cores of a task is what ECS sets aside instead: it cannot promise less than the limit
 * (AWS re:Post, "What do I need to know about CPU allocation in Amazon ECS?"; aws/amazon-ecs-agent#3120; read 2026-11-21).
 */
export function taskRequest(service: ServiceSpec): TaskRequest {
  const containers = [service, ...Object.values(withOwnSidecars(service).sidecars), ...service.init];
  const asked = containers.reduce<number>((sum, c) => sum + units(c.cpus), SERVICE_CONNECT_PROXY.cpuUnits);
  return {
    cpus: (taskCpuUnits(service) ?? asked) / 1024,
    memoryMiB: containers.reduce((sum, c) => sum + c.memoryMiB, 0) + SERVICE_CONNECT_PROXY.memoryMiB,
    gpus: service.gpus,
  };
}
