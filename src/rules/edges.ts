import type { AllowSpec, ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';

/** What is known of the systems of an environment: their services, by `<system>/<service>`. A system passes over its own. */
export type Neighbours = Readonly<Record<string, ServiceSpec>>;

/** The app that deploys the foundation itself, by the name under which gateways set priorities aside for it. */
export const MAIN_APP = 'main';

/** A service, wherever it is. */
export interface ServiceName {
  readonly system: string;
  readonly service: string;
}

/** Who may call whom, with all that an entry of `allow` leaves open decided. */
export interface Edge {
  readonly callee: ServiceName;
  readonly caller: ServiceName;
  /** Names of ports; all of them where undefined. */
  readonly ports?: readonly string[];
  readonly why: string;
}

/** An entry of `allow` that names a job. */
export type AllowedJob = Extract<AllowSpec, { readonly job: string }>;
/** One that names a service. */
export type AllowedService = Exclude<AllowSpec, AllowedJob>;

/** Whether an entry of `allow` names a service, and no job. */
export function allowsService(allow: AllowSpec): allow is AllowedService {
  return typeof allow === 'string' || 'service' in allow;
}

/** The edge that an entry of `allow` means. A name without a system is of the callee's own. */
export function edgeOf(allow: AllowedService, callee: ServiceName): Edge {
  const {
    service: written,
    ports,
    why,
  } = typeof allow === 'string' ? { service: allow, ports: undefined, why: undefined } : allow;
  const slash = written.indexOf('/');
  const caller =
    slash < 0
      ? { system: callee.system, service: written }
      : { system: written.slice(0, slash), service: written.slice(slash + 1) };
  const name = caller.system === callee.system ? caller.service : `${caller.system}/${caller.service}`;
  return { callee, caller, ...(ports && { ports }), why: why ?? `${name} calls ${callee.service}` };
}

/** The edges between services of a system, sorted by callee and in the order that it allows them. */
export function edgesInto(system: SystemSpec): Edge[] {
  return Object.keys(system.services)
    .sort()
    .flatMap((service) =>
      (system.services[service] as ServiceSpec).allow
        .filter(allowsService)
        .map((allow) => edgeOf(allow, { system: system.name, service })),
    )
    .filter((edge) => edge.caller.system === system.name);
}

/** The edges from a system's services to those of other systems, sorted by callee: their rules belong to the caller. */
export function edgesOutOf(system: SystemSpec, neighbours: Neighbours): Edge[] {
  const own = `${system.name}/`;
  return Object.keys(neighbours)
    .filter((key) => admits(neighbours[key] as ServiceSpec, system.name) && !key.startsWith(own))
    .sort()
    .flatMap((key) => {
      const [owner = '', service = ''] = key.split('/');
      return (neighbours[key] as ServiceSpec).allow
        .filter(allowsService)
        .map((allow) => edgeOf(allow, { system: owner, service }));
    })
    .filter((edge) => edge.caller.system === system.name);
}

/** Whether a service lets in one of another system. Asked of all services for all systems, so it takes nothing apart. */
export function admits({ allow }: ServiceSpec, system: string): boolean {
  if (allow.length === 0) return false;
  const prefix = `${system}/`;
  return allow
    .filter(allowsService)
    .some((entry) => (typeof entry === 'string' ? entry : entry.service).startsWith(prefix));
}

/** The services of all systems, by `<system>/<service>`. One record for all of them: one for each would be most of the work of a build. */
export function neighboursOf(systems: readonly SystemSpec[]): Neighbours {
  return Object.fromEntries(
    systems.flatMap(({ name: system, services }) =>
      Object.entries(services).map(([name, service]) => [`${system}/${name}`, service]),
    ),
  );
}
