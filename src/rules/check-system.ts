import { type Problem, renderProblem, within } from '../errors';
import { checkRoutes } from '../routing/check-routes';
import type { Contract } from '../spec/contract';
import type { AllowSpec, ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { checkService, routesByGateway } from './check-service';
import { resolveListeners } from './choose';
import { unknownName } from './unknown-name';

/** Rules that one security group may have in one direction (VPC user guide, "Amazon VPC quotas", 2026-11). */
const MOST_RULES = 60;

/** What is known of the other systems of an environment: their services, by `<system>/<service>`. */
export type Neighbours = Readonly<Record<string, ServiceSpec>>;

/** Everything wrong with a system on a platform: its services, what they share, and the edges between them. */
export function checkSystem(
  system: SystemSpec,
  contract: Contract,
  app = 'main',
  neighbours: Neighbours = {},
): Problem[] {
  const names = Object.keys(system.services).sort();
  const services = names.map((name) => [name, system.services[name] as ServiceSpec] as const);
  return unique([
    ...services.flatMap(([name, service]) =>
      within(`services.${name}`, checkService(service, { contract, app, system: system.name, name })),
    ),
    ...services.flatMap(([name, service]) => checkEdges(system, name, service, neighbours)),
    ...checkAllRoutes(services, contract, app),
    ...checkListenPorts(services, contract),
  ]);
}

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

/** The edge that an entry of `allow` means. A name without a system is of the callee's own. */
export function edgeOf(allow: AllowSpec, callee: ServiceName): Edge {
  const {
    service: written,
    ports,
    why,
  } = typeof allow === 'string' ? { service: allow, ports: undefined, why: undefined } : allow;
  const [first = '', second] = written.split('/');
  const caller = second === undefined ? { system: callee.system, service: first } : { system: first, service: second };
  const name = caller.system === callee.system ? caller.service : `${caller.system}/${caller.service}`;
  return { callee, caller, ...(ports && { ports }), why: why ?? `${name} calls ${callee.service}` };
}

/** The edges between services of a system, sorted by callee and in the order that it allows them. */
export function edgesInto(system: SystemSpec): Edge[] {
  return Object.keys(system.services)
    .sort()
    .flatMap((service) =>
      (system.services[service] as ServiceSpec).allow.map((allow) => edgeOf(allow, { system: system.name, service })),
    )
    .filter((edge) => edge.caller.system === system.name);
}

/** The edges from a system's services to those of other systems, sorted by callee: their rules belong to the caller. */
export function edgesOutOf(system: SystemSpec, neighbours: Neighbours): Edge[] {
  return Object.keys(neighbours)
    .sort()
    .flatMap((key) => {
      const [owner = '', service = ''] = key.split('/');
      return (neighbours[key] as ServiceSpec).allow.map((allow) => edgeOf(allow, { system: owner, service }));
    })
    .filter((edge) => edge.caller.system === system.name && edge.callee.system !== system.name);
}

function checkEdges(system: SystemSpec, name: string, service: ServiceSpec, neighbours: Neighbours): Problem[] {
  const known = [...Object.keys(system.services), ...Object.keys(neighbours)];
  const ports = Object.keys(service.ports);
  const field = `services.${name}.allow`;
  const problems = service.allow.flatMap((allow, i): Problem[] => {
    const edge = edgeOf(allow, { system: system.name, service: name });
    const own = edge.caller.system === system.name;
    const exists = own
      ? system.services[edge.caller.service] !== undefined
      : neighbours[`${edge.caller.system}/${edge.caller.service}`] !== undefined;
    const written = typeof allow === 'string' ? allow : allow.service;
    if (!exists) return [unknownName('UnknownService', `${field}.${i}`, 'service', written, known)];
    if (own && edge.caller.service === name)
      return [
        {
          code: 'SelfEdge',
          field: `${field}.${i}`,
          problem: `is '${name}' itself`,
          fix: 'remove it: a process reaches itself on localhost',
        },
      ];
    return (edge.ports ?? [])
      .filter((p) => !ports.includes(p))
      .map((p) => unknownName('UnknownPort', `${field}.${i}.ports`, `port of '${name}'`, p, ports));
  });
  if (service.allow.length > 0 && ports.length === 0)
    problems.push({
      code: 'NoPorts',
      field,
      problem: `lets services in, but '${name}' has no ports`,
      fix: 'give it one in `ports`',
    });
  const rules = service.allow.length * Math.max(1, ports.length);
  if (rules > MOST_RULES)
    problems.push({
      code: 'TooManyCallers',
      field,
      problem: `needs ${rules} rules, one for each caller and port, and a security group has ${MOST_RULES}`,
      fix: 'name only the ports that each caller needs, or put a gateway before it',
    });
  return problems;
}

function checkAllRoutes(
  services: readonly (readonly [string, ServiceSpec])[],
  contract: Contract,
  app: string,
): Problem[] {
  const prefixed = services.map(([name, service]) => [`services.${name}.`, service] as const);
  return routesByGateway(prefixed, contract).flatMap(({ gateway, routes }) => {
    const found = contract.gateways[gateway];
    const range = found?.kind === 'application' ? found.priorities[app] : undefined;
    return range === undefined ? [] : checkRoutes(routes, range);
  });
}

function checkListenPorts(services: readonly (readonly [string, ServiceSpec])[], contract: Contract): Problem[] {
  const all = services.flatMap(([name, service]) =>
    resolveListeners(service, contract).map((l, i) => ({
      key: `${l.gateway} ${l.listenPort}`,
      field: `services.${name}.listeners.${i}.listenPort`,
      ...l,
    })),
  );
  return all.flatMap((listener, i) => {
    const twin = all.slice(0, i).find((other) => other.key === listener.key);
    return twin === undefined
      ? []
      : [
          {
            code: 'ListenPortTaken',
            field: listener.field,
            problem: `is ${listener.listenPort} like ${twin.field}`,
            fix: 'use another port of the gateway',
          },
        ];
  });
}

/** Problems of a single service are found once for it and once for the system. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((p) => [renderProblem(p), p])).values()];
}
