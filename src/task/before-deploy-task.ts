import type { BeforeDeploySpec } from '../spec/before-deploy';
import { type ServiceSpec, serviceSpec } from '../spec/service';
import { logConfiguration } from './container';
import { type ContainerDefinition, containerDefinitions, type TaskContext } from './container-definitions';

/**
 * A task of `beforeDeploy` as a service of one container: its own image or that of the service, the service's user, and nothing
 * that a task without a mesh has no use for.
 */
export function asService(task: BeforeDeploySpec, service: ServiceSpec): ServiceSpec {
  const { command, environment, secrets, cpus, memoryMiB } = task;
  const { user, readOnlyRoot, fleet, imageFrom } = service;
  const own = task.image !== undefined;
  return {
    ...serviceSpec.parse({ cpus, memoryMiB, command, environment, secrets, user, readOnlyRoot }),
    ...(own ? { image: task.image } : { image: service.image, imageFrom }),
    fleet,
  };
}

/** The container of a task of `beforeDeploy`, named like the task in its definition and in the log. */
export function beforeDeployContainers(
  task: BeforeDeploySpec,
  service: ServiceSpec,
  context: TaskContext,
): ContainerDefinition[] {
  return containerDefinitions(asService(task, service), { ...context, callees: [] }).map((definition) => ({
    ...definition,
    name: task.name,
    logConfiguration: logConfiguration(context, task.name),
  }));
}
