import type { VolumePlace } from '../rules/place-volumes';
import { isSettled } from '../rules/settle';
import { taskRequest } from '../rules/task-request';
import { zonalMounts, zoneChain } from '../rules/zone-solver';
import { type FleetHost, hostsOf } from '../sizing/fleet-hosts';
import { copiesOn, DIMENSIONS, type HostCapacity, lessCopies } from '../sizing/host-capacity';
import { demandOf, SERVICE_CONNECT_PROXY } from '../sizing/task-fit';
import { isDaemon, replicaBounds, type ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { taskCpuUnits, units } from '../task/container-definitions';
import { withOwnSidecars } from '../task/own-sidecars';
import type { PlacedFleet } from './placed-fleet';
import { type Shares, shareOf } from './shares';

/** What one container of a replica is promised, and what it can never exceed. */
export interface ContainerShare {
  readonly name: string;
  /** CPU units that it has whatever its neighbours do. */
  readonly cpuUnits: number;
  readonly memoryMiB: number;
  /** Memory above which it is killed; absent for the mesh's proxy, which the platform runs. */
  readonly memoryLimitMiB?: number;
}

/** What one replica is on a host of one type. */
export interface ReplicaOnHost {
  readonly type: string;
  /** How much of what the host has for tasks one replica takes. */
  readonly share: Shares;
  /** Replicas that an empty host holds. */
  readonly replicas: number;
  /** What ends first. */
  readonly scarcest: keyof HostCapacity;
  /** What is left of a host that is full of them. */
  readonly left: HostCapacity;
}

/** Where a service is, because a volume of its is there. */
export interface PlaceExplanation {
  readonly zone: string;
  readonly volume: string;
  /** The volume's spec says so, it was first made there, or its name chose among the zones that were possible. */
  readonly why: VolumePlace['why'];
  /** What narrowed the zones, in words. */
  readonly chain: string;
}

/** What a service asks of its fleet, and what that means there. */
export interface ServiceExplanation {
  readonly system: string;
  readonly service: string;
  readonly fleet: string;
  readonly replicas: { readonly min: number; readonly max: number };
  /** It runs once on every host of its fleet, however many there are; `replicas` counts those of one. */
  readonly onEachHost?: true;
  readonly containers: readonly ContainerShare[];
  /** What ECS sets aside for one replica: all containers and the proxy. */
  readonly demand: HostCapacity;
  /** CPU units above which a replica is throttled; absent where idle cores of the host are free to use. */
  readonly cpuLimitUnits?: number;
  readonly hosts: readonly ReplicaOnHost[];
  /** The zone that it is in for a volume of one zone. Absent where it mounts none. */
  readonly place?: PlaceExplanation;
  /** Services that may be on the same host, as `<system>/<service>`, itself included where a host holds several replicas. */
  readonly neighbours: readonly string[];
}

/** What `cpus` and `memoryMiB` of a service mean on the types of its fleet. */
export function explainService(
  { system, service }: { readonly system: string; readonly service: string },
  spec: ServiceSpec,
  fleet: PlacedFleet,
): ServiceExplanation {
  const demand = demandOf(taskRequest(spec));
  const limit = taskCpuUnits(spec);
  // A daemon is there before anything else is.
  const found = isDaemon(spec) ? hostsOf(fleet.fleet) : fleet.hosts;
  const hosts = found.map((host) => onHost(demand, host));
  const name = `${system}/${service}`;
  const several = hosts.some(({ replicas }) => replicas > 1) && replicaBounds(spec.replicas).max > 1;
  return {
    system,
    service,
    fleet: fleet.name,
    replicas: replicaBounds(spec.replicas),
    ...(isDaemon(spec) && { onEachHost: true }),
    containers: containersOf(spec),
    demand,
    ...(limit !== undefined && { cpuLimitUnits: limit }),
    hosts,
    neighbours: fleet.services.filter((other) => other !== name || several),
  };
}

/** Where a service of a system is, if it is in one zone. */
export function explainPlace(spec: ServiceSpec, system: SystemSpec): PlaceExplanation | undefined {
  const [volume] = zonalMounts(spec, system.volumes);
  const place = volume === undefined || !isSettled(system) ? undefined : system.places[volume];
  if (volume === undefined || place === undefined) return undefined;
  const { zone, why, solution } = place;
  return { zone, volume, why, chain: zoneChain(solution) };
}

function containersOf(spec: ServiceSpec): ContainerShare[] {
  const container = (name: string, of: Pick<ServiceSpec, 'cpus' | 'memoryMiB' | 'limits'>): ContainerShare => ({
    name,
    cpuUnits: units(of.cpus),
    memoryMiB: of.memoryMiB,
    memoryLimitMiB: of.limits.memoryMiB ?? of.memoryMiB,
  });
  const { sidecars } = withOwnSidecars(spec);
  return [
    container('main', spec),
    ...Object.keys(sidecars)
      .sort()
      .map((name) => container(name, sidecars[name] as never)),
    ...spec.init.map((init) => container(init.name, init)),
    {
      name: 'Service Connect proxy',
      cpuUnits: SERVICE_CONNECT_PROXY.cpuUnits,
      memoryMiB: SERVICE_CONNECT_PROXY.memoryMiB,
    },
  ];
}

function onHost(demand: HostCapacity, { type, capacity }: FleetHost): ReplicaOnHost {
  const replicas = copiesOn(capacity, demand);
  const asked = DIMENSIONS.filter((d) => demand[d] > 0);
  const ratio = (d: keyof HostCapacity) => capacity[d] / demand[d];
  return {
    type: type.type,
    share: shareOf(demand, capacity),
    replicas,
    scarcest: asked.reduce((least, d) => (ratio(d) < ratio(least) ? d : least)),
    left: lessCopies(capacity, demand, replicas),
  };
}
