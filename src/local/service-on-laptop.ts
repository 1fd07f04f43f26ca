import { partName } from '../naming/local-names';
import type { BeforeDeploySpec } from '../spec/before-deploy';
import { limitsSpec } from '../spec/limits';
import type { InitSpec, ServiceSpec, SidecarSpec } from '../spec/service';
import { type Endpoint, urlVariables } from '../task/endpoint';
import { MAIN } from '../task/writable-paths';
import { containerOnLaptop, type LaptopContext } from './container-on-laptop';
import { mountsOnLaptop } from './mounts-on-laptop';
import { type LocalContainer, placeOn, type StartCondition } from './plan';
import { startOrder } from './start-order';

/** What a replica on a laptop needs to know beside its spec. */
export interface ServiceContext extends LaptopContext {
  readonly system: string;
  readonly volumes: Parameters<typeof mountsOnLaptop>[1]['volumes'];
  /** Name of the replica: that of its service, or with its number. */
  readonly replica: string;
  /** Endpoints that it may call. */
  readonly callees: readonly Endpoint[];
  /** Its networks, with the names that it has there. */
  readonly networks: Readonly<Record<string, readonly string[]>>;
  /** Containers of others that come before it. */
  readonly after: Readonly<Record<string, StartCondition>>;
  /** It runs what has to run before a new version; of several replicas one does. */
  readonly runsTasks: boolean;
}

const CONDITIONS = { START: 'started', HEALTHY: 'healthy', COMPLETE: 'completed', SUCCESS: 'completed' } as const;

/**
 * The containers of one replica: what runs before it, then the service and its sidecars in the order in which they may start. These share one
 * place in the network, as on AWS: that of whoever starts first.
 */
export function serviceOnLaptop(service: ServiceSpec, context: ServiceContext): LocalContainer[] {
  const before = tasksBefore(service, context);
  const last = before.at(-1)?.name;
  const after = { ...context.after, ...(last !== undefined && { [last]: 'completed' as const }) };
  return [...before, ...together(service, context, after)];
}

/** Those that run at once: whoever starts first has the place in the network, and the others theirs beside it. */
function together(service: ServiceSpec, context: ServiceContext, after: LocalContainer['after']): LocalContainer[] {
  const nameOf = (part: string) => (part === MAIN ? context.replica : partName(part, context.replica));
  const waits = waitsOf(service);
  const [first = MAIN, ...others] = startOrder(waits);
  return [first, ...others].map((part): LocalContainer => {
    const own = Object.entries(waits[part] ?? {}).map(([other, condition]) => [nameOf(other), CONDITIONS[condition]]);
    const isFirst = part === first;
    return {
      ...(part === MAIN
        ? main(service, context)
        : sidecar(nameOf(part), service.sidecars[part] as SidecarSpec, context)),
      place: isFirst ? placeOn(context.networks) : { kind: 'beside', container: nameOf(first) },
      after: { ...(!isFirst && { [nameOf(first)]: 'started' as const }), ...Object.fromEntries(own), ...after },
    };
  });
}

/** Which containers of a replica wait for which others that run at once with them, the service itself first. */
function waitsOf({ startAfter, sidecars, init }: ServiceSpec): Record<string, ServiceSpec['startAfter']> {
  // All init containers have succeeded before anything else starts, so that waiting for one of them says nothing.
  const without = (waits: ServiceSpec['startAfter']) =>
    Object.fromEntries(Object.entries(waits).filter(([other]) => !init.some(({ name }) => name === other)));
  const names = Object.keys(sidecars).sort();
  return {
    [MAIN]: without(startAfter),
    ...Object.fromEntries(names.map((name) => [name, without((sidecars[name] as SidecarSpec).startAfter)])),
  };
}

type Unplaced = Omit<LocalContainer, 'place' | 'after'>;

function main(service: ServiceSpec, context: ServiceContext): Unplaced {
  const { system, volumes, replica } = context;
  return {
    ...containerOnLaptop(service, context, urlVariables(system, context.callees)),
    name: replica,
    mounts: mountsOnLaptop(service.mounts, { system, volumes, container: replica }),
    stopSeconds: service.stopSeconds,
    life: 'service',
  };
}

function sidecar(name: string, spec: SidecarSpec, context: ServiceContext): Unplaced {
  return {
    ...containerOnLaptop(spec, context),
    name,
    mounts: [],
    stopSeconds: 30,
    life: spec.essential ? 'service' : 'helper',
  };
}

/** What runs to its end before the replica: its tasks before a deployment, then its init containers, one after another. */
function tasksBefore(service: ServiceSpec, context: ServiceContext): LocalContainer[] {
  const tasks = context.runsTasks ? service.beforeDeploy.map((task) => taskContainer(service, task)) : [];
  const nameless = Object.fromEntries(Object.keys(context.networks).map((network) => [network, []]));
  let after = context.after;
  return [...tasks, ...service.init].map(({ name: part, ...spec }): LocalContainer => {
    const name = partName(part, context.replica);
    const task: LocalContainer = {
      ...containerOnLaptop({ name: part, ...spec }, context),
      name,
      mounts: [],
      place: placeOn(nameless),
      after,
      stopSeconds: 30,
      life: 'task',
    };
    after = { ...context.after, [name]: 'completed' };
    return task;
  });
}

/** It has the user and the root of its service, and `/tmp` to write to. */
function taskContainer(
  { user, readOnlyRoot, image }: ServiceSpec,
  { timeoutMinutes: _, ...task }: BeforeDeploySpec,
): InitSpec {
  const own = { user, readOnlyRoot, writable: [], health: {}, limits: limitsSpec.parse({}) };
  return { image: image as InitSpec['image'], ...own, ...task } as InitSpec;
}
