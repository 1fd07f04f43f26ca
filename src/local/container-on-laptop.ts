import type { ImageSpec } from '../spec/image';
import type { LaptopSpec } from '../spec/laptop';
import { mapValues } from '../spec/map-values';
import type { InitSpec, ServiceSpec, SidecarSpec } from '../spec/service';
import type { JobSpec } from '../spec/training/job';
import { variables } from '../task/container';
import { units } from '../task/container-definitions';
import { mountedPaths } from '../task/writable-paths';
import { imageOnLaptop, type LaptopImages } from './image-on-laptop';
import type { LocalContainer, LocalHealth } from './plan';
import { secretVariable } from './secret-variable';

/** What a container needs to know that it does not say. */
export interface LaptopContext extends LaptopImages {
  readonly laptop: LaptopSpec;
}

/** What containers of every kind say. */
export type AnyContainer = ServiceSpec | SidecarSpec | InitSpec | JobSpec;

/** What the engine is told of a container whatever it is for; those who know its neighbours add the rest. */
export type ContainerCore = Omit<LocalContainer, 'name' | 'place' | 'after' | 'life' | 'mounts' | 'stopSeconds'>;

/**
 * A container as the engine runs it, with the limits, the user and the read-only root that it has on AWS.
 * @param told what the platform tells its processes, by variable.
 */
export function containerOnLaptop(
  container: AnyContainer,
  context: LaptopContext,
  told: Readonly<Record<string, string>> = {},
): ContainerCore {
  const { region, gpus: hasGpus } = context.laptop;
  const environment = variables(container, { account: '', region }, told);
  const liveness = 'health' in container ? container.health.liveness : undefined;
  const limits: Partial<ServiceSpec['limits']> = container.limits;
  return {
    ...imageOnLaptop(container.image as ImageSpec, context),
    ...(container.command && { command: container.command }),
    ...('entryPoint' in container && container.entryPoint && { entryPoint: container.entryPoint }),
    ...('workingDirectory' in container &&
      container.workingDirectory !== undefined && { workingDirectory: container.workingDirectory }),
    environment: Object.fromEntries(environment.map(({ name, value }) => [name, value])),
    asked: mapValues(container.secrets, (secret) => ({ from: secretVariable(secret), isRequired: true })),
    user: container.user,
    readOnlyRoot: container.readOnlyRoot,
    capabilities: [],
    tmpfs: tmpfsOf(container),
    ...(liveness && { health: healthOf(liveness) }),
    ...(limits.cpus !== undefined && { cpus: limits.cpus }),
    cpuShares: units(container.cpus),
    memoryMiB: limits.memoryMiB ?? container.memoryMiB,
    ...(limits.shmMiB !== undefined && { shmMiB: limits.shmMiB }),
    ulimits: container.limits.ulimits as LocalContainer['ulimits'],
    gpus: hasGpus && 'gpus' in container ? container.gpus : 0,
    ports: [],
  };
}

function tmpfsOf(container: AnyContainer): Record<string, string> {
  return Object.fromEntries(
    mountedPaths(container).map(({ path, sizeMiB, options }) => [path, [...options, `size=${sizeMiB}m`].join(',')]),
  );
}

function healthOf(liveness: NonNullable<ServiceSpec['health']['liveness']>): LocalHealth {
  const [first] = liveness.command;
  const { intervalSeconds, timeoutSeconds, retries, startSeconds } = liveness;
  const test = first === 'CMD' || first === 'CMD-SHELL' ? liveness.command : ['CMD', ...liveness.command];
  return { test, intervalSeconds, timeoutSeconds, retries, startSeconds };
}
