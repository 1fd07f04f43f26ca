import { refuse } from '../errors';
import { replicaName } from '../naming/local-names';
import { jobsWithPeriod } from '../pipeline/pipelines';
import { awaitedBy, waitsOf } from '../rules/start-order';
import type { BuiltImageSpec } from '../spec/built-image';
import { type LaptopInput, type LaptopSpec, laptopSpec } from '../spec/laptop';
import { parseSpec } from '../spec/parse';
import { replicaBounds, type ServiceSpec } from '../spec/service';
import type { SystemInput, SystemSpec } from '../spec/system';
import type { SystemJobSpec } from '../spec/training/system-job';
import { serviceHost } from '../task/endpoint';
import { checkLaptop } from './check-laptop';
import { edgeSubnets, noRoomFor } from './edge-subnets';
import { gatewayOnLaptop } from './gateway-on-laptop';
import { jobOnLaptop } from './job-on-laptop';
import { type EdgeNetwork, edgeNetworks, type LaptopEdge, laptopEdges } from './laptop-edges';
import { gatewaysOf } from './laptop-gateways';
import { amongThemselves, laptopSystem } from './laptop-system';
import { directoriesOf, type LaptopDirectory, ON_HOSTS } from './mounts-on-laptop';
import type { LaptopPlan, LocalContainer, StartCondition } from './plan';
import { DIRECTORIES, prepareDirectories } from './prepare-directories';
import { serviceOnLaptop } from './service-on-laptop';
import { startOrder } from './start-order';

/** What is known of the files that images are built from. */
export type HashOf = (name: string, image: BuiltImageSpec) => string;

/** What runs together. */
interface Scene {
  readonly laptop: LaptopSpec;
  readonly systems: readonly SystemSpec[];
  readonly edges: readonly LaptopEdge[];
  readonly networks: readonly EdgeNetwork[];
  readonly hashOf: HashOf;
}

/**
 * Systems as they run together on a laptop: their services, jobs, volumes and gateways, and a network for each edge between them.
 * Throws `SpecError` with all that a laptop cannot do.
 */
export function laptopPlan(inputs: readonly SystemInput[], settings: LaptopInput, hashOf: HashOf): LaptopPlan {
  const laptop = parseSpec('Laptop', laptopSpec, settings);
  const { systems, absent } = amongThemselves(inputs.map(laptopSystem));
  refuse('Laptop', checkLaptop(systems, laptop));
  const edges = laptopEdges(systems);
  const networks = edgeNetworks(systems, edges);
  const scene: Scene = { laptop, systems, edges, networks, hashOf };
  const workloads = systems.flatMap((system) => workloadsOf(system, scene));
  const directories = prepareDirectories(directoriesOfAll(systems, workloads), laptop);
  const gateways = gatewaysOf(systems).map((gateway) =>
    gatewayOnLaptop(gateway, { laptop, replicas: replicasOf(systems), networks: placesOf(gateway.name, networks) }),
  );
  const containers = [
    ...(directories === undefined ? [] : [directories]),
    ...workloads.map((container) => afterDirectories(container, directories !== undefined)),
    ...gateways.map(({ container }) => container),
  ];
  return {
    project: laptop.project,
    networks: withSubnets(networks, containers, laptop),
    volumes: volumesOf(containers),
    containers,
    files: Object.fromEntries(gateways.map(({ file, config }) => [file, config])),
    secrets: secretsOf(containers),
    absent,
  };
}

function workloadsOf(system: SystemSpec, scene: Scene): LocalContainer[] {
  const services = inStartOrder(system).flatMap((name) => replicasOn(system, name, scene));
  const withPeriod = jobsWithPeriod(system.jobs);
  const jobs = Object.keys(system.jobs)
    .sort()
    .map((name) => {
      const { laptop, hashOf } = scene;
      return jobOnLaptop(system.jobs[name] as SystemJobSpec, {
        laptop,
        hashOf,
        builds: system.images,
        system: system.name,
        name,
        volumes: system.volumes,
        after: {},
        hasPeriod: withPeriod.has(name),
        ...reachOf(serviceHost(system.name, name), scene),
      });
    });
  return [...services, ...jobs];
}

function replicasOn(system: SystemSpec, name: string, scene: Scene): LocalContainer[] {
  const { laptop, hashOf } = scene;
  const service = system.services[name] as ServiceSpec;
  const workload = serviceHost(system.name, name);
  const count = replicaBounds(service.replicas).min;
  const after = afterOf(service, system.name, scene);
  return Array.from({ length: count }, (_, i) => i + 1).flatMap((replica) =>
    serviceOnLaptop(service, {
      laptop,
      hashOf,
      builds: system.images,
      system: system.name,
      volumes: system.volumes,
      replica: count === 1 ? workload : replicaName(workload, replica),
      after,
      runsTasks: replica === 1,
      ...reachOf(workload, scene),
    }),
  );
}

/** Whom a workload may call, and where it is. */
function reachOf(workload: string, { edges, networks }: Scene) {
  const callees = edges.filter(({ caller }) => caller === workload).flatMap(({ endpoints }) => endpoints);
  return { callees, networks: placesOf(workload, networks) };
}

function placesOf(workload: string, networks: readonly EdgeNetwork[]): Record<string, readonly string[]> {
  return Object.fromEntries(
    networks.flatMap(({ name, members }) =>
      Object.hasOwn(members, workload) ? [[name, members[workload] ?? []]] : [],
    ),
  );
}

/** The services that must run before one starts, where they are here: until they say they are well, if they can. */
function afterOf(service: ServiceSpec, system: string, { systems }: Scene): Record<string, StartCondition> {
  const entries = service.after.flatMap((written): [string, StartCondition][] => {
    const { system: owner, service: name } = awaitedBy(written, system);
    const awaited = systems.find((one) => one.name === owner)?.services[name];
    if (awaited === undefined) return [];
    const host = serviceHost(owner, name);
    const count = replicaBounds(awaited.replicas).min;
    const condition = awaited.health.liveness === undefined ? 'started' : 'healthy';
    return Array.from({ length: count }, (_, i) => [count === 1 ? host : replicaName(host, i + 1), condition]);
  });
  return Object.fromEntries(entries);
}

/** Its services by name, but each after those that it waits for. */
function inStartOrder(system: SystemSpec): string[] {
  const names = Object.keys(system.services).sort();
  const waits = waitsOf(system);
  return startOrder(
    Object.fromEntries(
      names.map((name) => [name, Object.fromEntries((waits.get(name) ?? []).map((one) => [one, true]))]),
    ),
  );
}

function directoriesOfAll(systems: readonly SystemSpec[], workloads: readonly LocalContainer[]): LaptopDirectory[] {
  const mounts = workloads.flatMap((container) => container.mounts);
  return [{ name: ON_HOSTS, volumes: {} }, ...systems].flatMap(({ name, volumes }) =>
    directoriesOf(
      mounts.filter(({ source }) => source.startsWith(`${name}/`)),
      name,
      volumes,
    ),
  );
}

function afterDirectories(container: LocalContainer, isMade: boolean): LocalContainer {
  if (!isMade || !container.mounts.some(({ from }) => from === 'directory')) return container;
  return { ...container, after: { ...container.after, [DIRECTORIES]: 'completed' } };
}

function replicasOf(systems: readonly SystemSpec[]): Record<string, number> {
  return Object.fromEntries(
    systems.flatMap(({ name, services }) =>
      Object.entries(services).map(([service, { replicas }]) => [
        serviceHost(name, service),
        replicaBounds(replicas).min,
      ]),
    ),
  );
}

function withSubnets(
  networks: readonly EdgeNetwork[],
  containers: readonly LocalContainer[],
  { addresses }: LaptopSpec,
): LaptopPlan['networks'] {
  const requests = networks.map(({ name }) => ({ name, members: containers.filter((one) => isOn(one, name)).length }));
  const subnets = edgeSubnets(addresses, requests);
  refuse('Laptop', subnets === undefined ? [noRoomFor(addresses, networks.length)] : []);
  return networks.map(({ name, isInternal }) => ({ name, isInternal, subnet: subnets?.[name] as string }));
}

function isOn({ place }: LocalContainer, network: string): boolean {
  return place.kind === 'networks' && Object.hasOwn(place.networks, network);
}

function volumesOf(containers: readonly LocalContainer[]): string[] {
  const kept = containers.flatMap(({ mounts }) => mounts.filter(({ from }) => from === 'volume'));
  return [...new Set(kept.map(({ source }) => source))].sort();
}

function secretsOf(containers: readonly LocalContainer[]): string[] {
  const asked = containers.flatMap((container) => Object.values(container.asked));
  return [...new Set(asked.filter(({ isRequired }) => isRequired).map(({ from }) => from))].sort();
}
