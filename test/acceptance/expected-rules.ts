import type { EnvironmentSpec } from '../../src/spec/environment';
import { hasShell, type ServiceSpec } from '../../src/spec/service';
import type { SystemSpec } from '../../src/spec/system';

/** What was asked for, as people wrote it and with the schema's defaults. */
export interface Asked {
  readonly environment: EnvironmentSpec;
  readonly systems: readonly SystemSpec[];
}

/** A service with its name: `ads/bidder`. */
export interface NamedService {
  readonly name: string;
  readonly system: string;
  readonly spec: ServiceSpec;
}

const ANYWHERE = '0.0.0.0/0';

/**
 * Every security group rule that the specs ask for and no other, one a line, sorted. Written from the specs alone, without a function of
 * the platform: `ads/ctr-predictor in 8080 from ads/bidder: bidder calls ctr-predictor`.
 */
export function expectedRules(asked: Asked): string[] {
  const services = servicesOf(asked);
  const rules = [
    ...services.flatMap((service) => callers(service, asked.environment)),
    ...services.flatMap((service) => gateways(service, asked.environment)),
    ...services.flatMap((service) => outward(service, asked.environment)),
    ...services.flatMap((service) => volumes(service, asked)),
    ...clients(asked.environment),
    ...hosts(asked.environment),
    ...services.flatMap((service) => ownHosts(service, asked)),
    ...training(asked),
  ];
  return [...new Set(rules)].sort();
}

const SHELLS = 'Session Manager for shells in tasks';
/** AWS services by the kind of access that asks them. */
const ASKED = { bucket: 's3', table: 'dynamodb', queue: 'sqs', secret: 'secretsmanager', key: 'kms' };

/** Rules that let a service out: gateway endpoints by their addresses, all interface endpoints by one group, everything else as it is named. */
function outward({ name, spec }: NamedService, { name: environment, network }: EnvironmentSpec): string[] {
  const endpoints = network.endpoints ?? [];
  const groups = new Map<string, string[]>();
  const say = (to: string, why: string) => groups.set(to, [...new Set([...(groups.get(to) ?? []), why])]);
  const ask = (service: string, why: string) =>
    say(['s3', 'dynamodb'].includes(service) ? `addresses of ${service}` : `${environment}-endpoints`, why);
  for (const { kind } of spec.access) ask(ASKED[kind], `uses ${ASKED[kind]}`);
  for (const entry of spec.egress) if (entry.kind === 'aws-service') ask(entry.service, entry.why);
  const inside = ['kms', 'logs', 'ssmmessages'].every((service) => endpoints.includes(service));
  if (hasShell(spec)) say(inside ? `${environment}-endpoints` : ANYWHERE, SHELLS);
  return [
    ...[...groups].map(([to, whys]) => goesOut(name, 443, to, whys.join('; '))),
    ...spec.egress.flatMap((entry) =>
      entry.kind === 'cidr' ? entry.ports.map((port) => goesOut(name, port, entry.cidr, entry.why)) : [],
    ),
  ];
}

/** Volumes that replicas reach over the network: by NFS. */
function volumes({ name, system, spec }: NamedService, { environment, systems }: Asked): string[] {
  const short = name.slice(system.length + 1);
  const all = systems.find((other) => other.name === system)?.volumes ?? {};
  return spec.mounts
    .filter(({ volume }) => all[volume]?.kind === 'efs')
    .flatMap(({ volume }) =>
      both(name, `${environment.name}-${system}-${volume}-volume`, 2049, `${short} mounts ${volume}`),
    );
}

/** The services that there are to be: of one whose replicas have a volume each all of these, and called by their names. */
export function servicesOf({ systems }: Asked): NamedService[] {
  return systems.flatMap((system) =>
    Object.entries(system.services).flatMap(([name, spec]) =>
      replicasOf(spec, system).map((replica) => ({
        name: `${system.name}/${name}${replica}`,
        system: system.name,
        spec,
      })),
    ),
  );
}

/** What stands behind the name of a service for each of its replicas, where each has a volume; else nothing, once. */
function replicasOf({ mounts, replicas }: ServiceSpec, { volumes }: SystemSpec): string[] {
  const each = mounts.some(({ volume }) => {
    const spec = volumes[volume];
    return spec?.kind === 'ebs' && spec.perReplica;
  });
  return each ? Array.from({ length: Number(replicas) }, (_, i) => `-${i}`) : [''];
}

/** The way out of hosts that one service has for itself, because they attach its volume. */
function ownHosts({ name, system, spec }: NamedService, { environment, systems }: Asked): string[] {
  const all = systems.find((other) => other.name === system)?.volumes ?? {};
  if (!spec.mounts.some(({ volume }) => all[volume]?.kind === 'ebs')) return [];
  const parts = [environment.name, system, name.slice(system.length + 1), 'host'];
  const group = parts.join(parts.some((part) => part.includes('-')) ? '--' : '-');
  return [goesOut(group, 443, ANYWHERE, 'AWS APIs and image registries')];
}

/** The way out of hosts that train, and to the volumes of the jobs on them: these have the network edge of their cluster, the only one. */
function training({ environment, systems }: Asked): string[] {
  const { name } = environment;
  const groups = hostsThatTrain(environment);
  const mounted = systems.flatMap(({ name: system, jobs, volumes }) =>
    Object.values(jobs)
      .flatMap(({ mounts }) => mounts.map(({ volume }) => volume))
      .filter((volume) => volumes[volume]?.kind === 'efs')
      .map((volume) => [`${name}-${system}-${volume}-volume`, volume] as const),
  );
  return groups.flatMap((group) => [
    goesOut(group, 443, ANYWHERE, 'AWS APIs and image registries'),
    ...mounted.flatMap(([volume, short]) => both(group, volume, 2049, `Jobs mount ${short}`)),
  ]);
}

function hostsThatTrain({ name, trainingClusters }: EnvironmentSpec): string[] {
  return Object.keys(trainingClusters).map((cluster) => `${name}-${cluster}-training-host`);
}

/** The gateways that lead to a service, and the port on which. */
export function entrances({ spec }: NamedService, { gateways }: EnvironmentSpec): { gateway: string; port: string }[] {
  const onlyPort = Object.keys(spec.ports)[0] as string;
  const onlyOf = (kind: string) => Object.keys(gateways).find((name) => gateways[name]?.kind === kind) as string;
  return [
    ...spec.routes.map((r) => ({ gateway: r.gateway ?? onlyOf('application'), port: r.port ?? onlyPort })),
    ...spec.listeners.map((l) => ({ gateway: l.gateway ?? onlyOf('network'), port: l.port ?? onlyPort })),
  ];
}

/** Ranges that may connect to a gateway. */
function clientRanges({ gateways, network }: EnvironmentSpec, name: string): readonly string[] {
  const gateway = gateways[name];
  return gateway?.clients ?? [gateway?.scheme === 'internal' ? network.cidr : ANYWHERE];
}

function callers({ name: callee, system, spec }: NamedService, environment: EnvironmentSpec): string[] {
  const short = callee.slice(system.length + 1);
  const members = `${environment.name}-${system}-${short}-clients`;
  return spec.allow.flatMap((entry) => {
    const number = (port: string) => spec.ports[port]?.number as number;
    // Jobs have the network of their hosts.
    if (typeof entry === 'object' && 'job' in entry) {
      const why = entry.why ?? `${entry.job} calls ${short}`;
      return (entry.ports ?? Object.keys(spec.ports)).flatMap((port) =>
        hostsThatTrain(environment).flatMap((group) => both(group, callee, number(port), why)),
      );
    }
    const { service, ports = Object.keys(spec.ports), why } = typeof entry === 'string' ? { service: entry } : entry;
    const caller = service.includes('/') ? service : `${system}/${service}`;
    if (spec.clientGroup === 'on' && Object.keys(spec.ports).every((port) => ports.includes(port)))
      return ports.flatMap((port) => both(members, callee, number(port), `Clients of ${short}`));
    const reason = why ?? `${service} calls ${short}`;
    return ports.flatMap((port) => both(caller, callee, number(port), reason));
  });
}

/** Of an agent that counts requests: where they come in, and where the balancer agrees with it. */
export const AGENT_PORTS = [21_000, 21_001] as const;

function gateways(service: NamedService, environment: EnvironmentSpec): string[] {
  const { name, system, spec } = service;
  const short = name.slice(system.length + 1);
  const number = (port: string) => spec.ports[port]?.number as number;
  const inside = entrances(service, environment).flatMap(({ gateway, port }, i) => {
    const asked = spec.health.readiness?.port ?? port;
    const counted = spec.maxConcurrencyPerReplica !== undefined && i < spec.routes.length;
    const numbers = counted
      ? [...AGENT_PORTS, ...(asked === port ? [] : [number(asked)])]
      : [number(port), number(asked)];
    return numbers.flatMap((n) => both(`gateway ${gateway}`, name, n, `gateway ${gateway} routes to ${short}`));
  });
  const outside = spec.listeners.flatMap(({ gateway = '', listenPort }) =>
    clientRanges(environment, gateway).map((range) =>
      comesIn(`gateway ${gateway}`, listenPort, range, `Clients of ${short}`),
    ),
  );
  return [...inside, ...outside];
}

function clients(environment: EnvironmentSpec): string[] {
  return Object.entries(environment.gateways).flatMap(([name, gateway]) => {
    if (gateway.kind === 'network') return [];
    const why = gateway.plainHttp?.why ?? `Clients of gateway ${name}`;
    const ports = gateway.plainHttp ? [80] : [80, 443];
    const out = gateway.outboundHttps ? [goesOut(`gateway ${name}`, 443, ANYWHERE, gateway.outboundHttps.why)] : [];
    return [
      ...out,
      ...clientRanges(environment, name).flatMap((range) =>
        ports.map((port) => comesIn(`gateway ${name}`, port, range, why)),
      ),
    ];
  });
}

function hosts({ name, fleets, network }: EnvironmentSpec): string[] {
  const endpoints = network.endpoints?.length ? [comesIn(`${name}-endpoints`, 443, network.cidr, INSIDE)] : [];
  return [
    ...endpoints,
    ...Object.keys(fleets).map((fleet) =>
      goesOut(`${name}-${fleet}-host`, 443, ANYWHERE, 'AWS APIs and image registries'),
    ),
  ];
}

const INSIDE = 'AWS APIs from inside the network';

const both = (caller: string, callee: string, port: number, why: string) => [
  comesIn(callee, port, caller, why),
  goesOut(caller, port, callee, why),
];
const comesIn = (group: string, port: number, from: string, why: string) => `${group} in ${port} from ${from}: ${why}`;
const goesOut = (group: string, port: number, to: string, why: string) => `${group} out ${port} to ${to}: ${why}`;
