import type { Place } from '../naming/arns';
import { SERVICE_CONNECT_PROXY } from '../sizing/task-fit';
import type { ImageSpec } from '../spec/image';
import { hasShell, type InitSpec, type ServiceSpec, type SidecarSpec } from '../spec/service';
import { COLLECTOR, type CollectorPlace, collectorVariables, tracedVariables } from './collector';
import { AGENT, agentEndpoints } from './concurrency-agent';
import { compact, linuxParameters, logConfiguration, secretVariables, ulimits, variables } from './container';
import { type Endpoint, endpointsHash, urlVariables } from './endpoint';
import { imageOf } from './image-of';
import { imageReference } from './image-reference';
import { withOwnSidecars } from './own-sidecars';
import type { MountPoint } from './task-volumes';
import { MAIN } from './writable-paths';

/** What a replica's containers need to know that the service itself does not say. */
export interface TaskContext {
  readonly place: Place & { readonly name: string };
  /** Where images come from that name a repository alone. */
  readonly registry: Place;
  readonly system: string;
  readonly service: string;
  readonly logGroup: string;
  /** Endpoints that the service may call. */
  readonly callees: readonly Endpoint[];
  /** What else its processes are told, by variable. @default {} */
  readonly variables?: Readonly<Record<string, string>>;
  /** Volumes of the task that the service finds in its files. @default [] */
  readonly mounts?: readonly MountPoint[];
}

/** One container as ECS wants it; keys that have no value are left out. */
export type ContainerDefinition = Readonly<Record<string, unknown>>;

type AnyContainer = ServiceSpec | SidecarSpec | InitSpec;

/** The containers of one replica: the service as `main`, then sidecars by name, then init containers in their order. */
export function containerDefinitions(spec: ServiceSpec, context: TaskContext): ContainerDefinition[] {
  const service = withOwnSidecars(spec);
  const own = collectorPlace(context);
  const inits = service.init.map((init, i) => {
    const previous = service.init[i - 1];
    const after = previous === undefined ? [] : [dependency(previous.name, 'SUCCESS')];
    return definition(init.name, init, context, { essential: false, dependsOn: after });
  });
  const afterInit = service.init.slice(-1).map((last) => dependency(last.name, 'SUCCESS'));
  // All init containers have succeeded then, so that waiting for one of them again says nothing; ECS takes one wait for a container.
  const waits = (startAfter: ServiceSpec['startAfter']) => [
    ...afterInit,
    ...dependencies(startAfter).filter(({ containerName }) => !service.init.some(({ name }) => name === containerName)),
  ];
  const sidecars = Object.keys(service.sidecars)
    .sort()
    .map((name) => {
      const sidecar = service.sidecars[name] as SidecarSpec;
      return definition(
        name,
        sidecar,
        context,
        {
          essential: sidecar.essential,
          dependsOn: waits(sidecar.startAfter),
          ...(name === AGENT && { portMappings: agentPortMappings(service, context) }),
        },
        name === COLLECTOR ? collectorVariables(service, own) : {},
      );
    });
  const main = definition(
    MAIN,
    service,
    context,
    {
      essential: true,
      dependsOn: waits(service.startAfter),
      portMappings: portMappings(service),
      ...(service.gpus > 0 && { resourceRequirements: [{ type: 'GPU', value: String(service.gpus) }] }),
      mountPoints: [
        ...(hasShell(service) ? EXEC_PATHS.map(({ name, path }) => ({ sourceVolume: name, containerPath: path })) : []),
        ...[...(context.mounts ?? [])].sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1)),
      ],
      stopTimeout: service.debug ? Math.max(DEBUG_STOP_SECONDS, service.stopSeconds) : service.stopSeconds,
    },
    { ...urlVariables(context.system, context.callees), ...context.variables, ...tracedVariables(service, own) },
  );
  return [main, ...sidecars, ...inits];
}

function collectorPlace({ place, system, service }: TaskContext): CollectorPlace {
  return { environment: place.name, region: place.region, system, service };
}

/** Seconds for somebody who has a shell open in a replica that is told to stop: as many as a spot host gives. */
const DEBUG_STOP_SECONDS = 120;

/** What ECS Exec's agent writes; on a read-only root each must be a volume (containers-roadmap#1359). */
export const EXEC_PATHS = [
  { name: 'exec-agent', path: '/managed-agents' },
  { name: 'exec-state', path: '/var/lib/amazon/ssm' },
  { name: 'exec-logs', path: '/var/log/amazon/ssm' },
] as const;

/** The hard limit on the cores of a whole replica, in CPU units; undefined where the service sets none. ECS wants it to cover all containers. */
export function taskCpuUnits(service: ServiceSpec): number | undefined {
  if (service.limits.cpus === undefined) return undefined;
  const others = [...Object.values(withOwnSidecars(service).sidecars), ...service.init];
  return (
    others.reduce((sum, { limits, cpus }) => sum + units(limits.cpus ?? cpus), units(service.limits.cpus)) +
    SERVICE_CONNECT_PROXY.cpuUnits
  );
}

/** Cores as ECS counts them: 1,024 to a core. */
export function units(cpus: number): number {
  return Math.max(2, Math.round(cpus * 1024));
}

function definition(
  name: string,
  container: AnyContainer,
  context: TaskContext,
  rest: Record<string, unknown>,
  told: Readonly<Record<string, string>> = {},
): ContainerDefinition {
  const { place } = context;
  const hard = container.limits.memoryMiB ?? container.memoryMiB;
  const liveness = container.health.liveness;
  return compact({
    name,
    image: imageReference(imageOf(container) as ImageSpec, context.registry),
    cpu: units(container.cpus),
    memory: hard,
    ...(hard !== container.memoryMiB && { memoryReservation: container.memoryMiB }),
    command: container.command,
    entryPoint: container.entryPoint,
    workingDirectory: container.workingDirectory,
    user: container.user,
    readonlyRootFilesystem: container.readOnlyRoot,
    environment: variables(container, place, told),
    secrets: secretVariables(container, place),
    ...(liveness && { healthCheck: healthCheck(liveness) }),
    linuxParameters: { ...linuxParameters(container), capabilities: { drop: ['ALL'] } },
    ulimits: ulimits(container),
    ...(name === MAIN &&
      context.callees.length > 0 && { dockerLabels: { 'stowage.endpoints': endpointsHash(context.callees) } }),
    logConfiguration: logConfiguration(context, name),
    ...rest,
  });
}

function portMappings(service: ServiceSpec): object[] {
  return Object.keys(service.ports)
    .sort()
    .map((name) => {
      const port = service.ports[name] as ServiceSpec['ports'][string];
      return {
        name,
        containerPort: port.number,
        hostPort: port.number,
        protocol: 'tcp',
        ...(port.protocol !== 'tcp' && { appProtocol: port.protocol }),
      };
    });
}

function agentPortMappings(service: ServiceSpec, { system, service: name }: TaskContext): object[] {
  return agentEndpoints(system, name, service).map(({ port, number }) => ({
    name: port,
    containerPort: number,
    hostPort: number,
    protocol: 'tcp',
  }));
}

function healthCheck(liveness: NonNullable<ServiceSpec['health']['liveness']>): object {
  const [first] = liveness.command;
  return {
    command: first === 'CMD' || first === 'CMD-SHELL' ? liveness.command : ['CMD', ...liveness.command],
    interval: liveness.intervalSeconds,
    timeout: liveness.timeoutSeconds,
    retries: liveness.retries,
    startPeriod: liveness.startSeconds,
  };
}

function dependency(containerName: string, condition: string) {
  return { containerName, condition };
}

function dependencies(startAfter: ServiceSpec['startAfter']) {
  return Object.keys(startAfter)
    .sort()
    .map((name) => dependency(name, startAfter[name] as string));
}
