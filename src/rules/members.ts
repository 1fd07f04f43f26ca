import { type Problem, renderProblem } from '../errors';
import { own } from '../spec/own';
import { type AllowSpec, replicaBounds, type ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import type { VolumeSpec } from '../spec/volume';
import { isPerReplica } from '../storage/capabilities';
import { allowsService } from './edges';
import { hostMounted, type Volumes } from './own-hosts';
import { awaitedBy } from './start-order';

/** Of what a service or volume is one replica's own, and which replica's, from 0. */
export interface Member {
  readonly of: string;
  readonly replica: number;
}

/**
 * A system in which each replica with a volume of its own is a service, and its volume a volume: whatever counts, explains or builds a
 * system need not know of replicas that differ.
 */
export interface SystemWithMembers extends SystemSpec {
  /** Which of its services and volumes are those of one replica, by name. */
  readonly members: {
    readonly services: Readonly<Record<string, Member>>;
    readonly volumes: Readonly<Record<string, Member>>;
    /** Volumes of replicas that nobody mounts or has mounted, so that there are none. */
    readonly unmounted: readonly string[];
  };
}

/** Names of the services that the replicas of services are, by `<system>/<service>`. */
export type MemberServices = Readonly<Record<string, readonly string[]>>;

/** Variable that tells a replica which it is. */
export const REPLICA_INDEX = 'REPLICA_INDEX';

/** The name of what is one replica's own. */
export function memberName(name: string, replica: number): string {
  return `${name}-${replica}`;
}

/** The volume of which each replica of a service has its own. */
export function volumeOfReplicas(service: Pick<ServiceSpec, 'mounts'>, volumes: Volumes): string | undefined {
  return hostMounted(service, volumes).find((name) => isPerReplica(volumes[name] as VolumeSpec));
}

/** The services of systems whose replicas are services. */
export function memberServices(systems: readonly SystemSpec[]): MemberServices {
  return Object.fromEntries(
    systems.flatMap(({ name: system, services, volumes }) =>
      Object.entries(services)
        .filter(([, service]) => volumeOfReplicas(service, volumes) !== undefined)
        .map(([name, service]) => [
          `${system}/${name}`,
          replicasOf(service).map((replica) => memberName(name, replica)),
        ]),
    ),
  );
}

/**
 * A system with its members.
 *
 * @param known the member services of all systems whose services it may name.
 * @param recorded the replicas that have had a volume of their own, by its name.
 */
export function withMembers(
  system: SystemSpec,
  known: MemberServices = memberServices([system]),
  recorded: (volume: string) => readonly number[] = () => [],
): SystemWithMembers {
  const services = servicesOf(system, known);
  const volumes = volumesOf(system, recorded);
  return {
    ...system,
    services: Object.fromEntries(services.map(([name, service]) => [name, service])),
    volumes: Object.fromEntries(volumes.map(([name, volume]) => [name, volume])),
    members: { services: membersOf(services), volumes: membersOf(volumes), unmounted: unmountedOf(system, recorded) },
  };
}

function unmountedOf({ services, volumes }: SystemSpec, recorded: (volume: string) => readonly number[]): string[] {
  const mounted = new Set(Object.values(services).flatMap(({ mounts }) => mounts.map(({ volume }) => volume)));
  const all = Object.keys(volumes).filter((name) => isPerReplica(volumes[name] as VolumeSpec));
  return all.filter((name) => !mounted.has(name) && recorded(name).length === 0).sort();
}

type Placed<T> = readonly [name: string, thing: T, member?: Member];

function membersOf(things: readonly Placed<unknown>[]): Record<string, Member> {
  return Object.fromEntries(things.flatMap(([name, , member]) => (member === undefined ? [] : [[name, member]])));
}

function servicesOf({ name: system, services, volumes }: SystemSpec, known: MemberServices): Placed<ServiceSpec>[] {
  const named = (written: string) => membersNamed(written, system, known);
  return Object.entries(services).flatMap(([name, service]): Placed<ServiceSpec>[] => {
    const told = {
      ...service,
      allow: service.allow.flatMap((allow) => allowedMembers(allow, named)),
      after: service.after.flatMap(named),
    };
    const volume = volumeOfReplicas(service, volumes);
    if (volume === undefined) return [[name, told]];
    return replicasOf(service).map((replica) => [
      memberName(name, replica),
      memberService(
        { ...told, allow: told.allow.filter((allow) => !isOwn(allow, system, memberName(name, replica))) },
        { of: name, replica },
        volume,
      ),
      { of: name, replica },
    ]);
  });
}

/** One replica of a service, after the one before it: a new version replaces them one after another. */
function memberService(service: ServiceSpec, { of, replica }: Member, volume: string): ServiceSpec {
  const tell = <C extends Pick<ServiceSpec, 'environment'>>(container: C): C => ({
    ...container,
    environment: { [REPLICA_INDEX]: String(replica), ...container.environment },
  });
  return {
    ...tell(service),
    replicas: 1,
    sidecars: Object.fromEntries(Object.entries(service.sidecars).map(([name, sidecar]) => [name, tell(sidecar)])),
    init: service.init.map(tell),
    mounts: service.mounts.map((mount) =>
      mount.volume === volume ? { ...mount, volume: memberName(volume, replica) } : mount,
    ),
    after: [...service.after, ...(replica > 0 ? [memberName(of, replica - 1)] : [])],
  };
}

function volumesOf(system: SystemSpec, recorded: (volume: string) => readonly number[]): Placed<VolumeSpec>[] {
  return Object.entries(system.volumes).flatMap(([name, volume]): Placed<VolumeSpec>[] => {
    if (!isPerReplica(volume)) return [[name, volume]];
    const running = Object.values(system.services)
      .filter((service) => volumeOfReplicas(service, system.volumes) === name)
      .flatMap(replicasOf);
    const all = [...new Set([...running, ...recorded(name)])].sort((a, b) => a - b);
    return all.map((replica) => [memberName(name, replica), alone(volume), { of: name, replica }]);
  });
}

function alone(volume: VolumeSpec): VolumeSpec {
  return 'perReplica' in volume ? { ...volume, perReplica: false } : volume;
}

/** The replicas of a service, from 0. That there are always as many is asked elsewhere. */
function replicasOf({ replicas }: Pick<ServiceSpec, 'replicas'>): number[] {
  return Array.from({ length: replicaBounds(replicas).max }, (_, replica) => replica);
}

/** What a name in `allow` or `after` means: the service itself, or all its members, written as it was. */
function membersNamed(written: string, system: string, known: MemberServices): string[] {
  const { system: owner, service } = awaitedBy(written, system);
  const members = own(known, `${owner}/${service}`);
  if (members === undefined) return [written];
  return members.map((member) => written.slice(0, written.length - service.length) + member);
}

/** Whether an entry of `allow` is the service itself. */
function isOwn(allow: AllowSpec, system: string, service: string): boolean {
  if (!allowsService(allow)) return false;
  const caller = awaitedBy(typeof allow === 'string' ? allow : allow.service, system);
  return caller.system === system && caller.service === service;
}

function allowedMembers(allow: AllowSpec, named: (written: string) => string[]): AllowSpec[] {
  if (!allowsService(allow)) return [allow];
  if (typeof allow === 'string') return named(allow);
  return named(allow.service).map((service) => ({ ...allow, service }));
}

/** Problems of members where the user wrote what they are members of; of several that are alike one. */
export function asWritten(problems: readonly Problem[], { members }: SystemWithMembers): Problem[] {
  const written = problems.map((problem) => {
    const [part = '', name = '', ...rest] = problem.field.split('.');
    const member = part === 'services' || part === 'volumes' ? own(members[part], name) : undefined;
    return member === undefined ? problem : { ...problem, field: [part, member.of, ...rest].join('.') };
  });
  return [...new Map(written.map((problem) => [renderProblem(problem), problem])).values()];
}
