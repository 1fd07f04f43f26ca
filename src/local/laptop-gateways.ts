import { type RouteMatch, routePriority } from '../routing/priority';
import { matchOf, portOf } from '../rules/choose';
import { DEFAULT_READINESS, type ReadinessSpec } from '../spec/health';
import type { PortSpec } from '../spec/port';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { serviceHost } from '../task/endpoint';

/** What a gateway hands on, to whom. */
export interface LaptopGateway {
  readonly name: string;
  readonly routes: readonly LaptopRoute[];
  readonly listeners: readonly LaptopListener[];
  /** Names of the services behind it. */
  readonly backends: readonly string[];
}

/** Whom a request goes to. */
export interface LaptopTarget {
  /** Its name, which is its address too. */
  readonly service: string;
  readonly port: PortSpec;
  readonly readiness: ReadinessSpec;
  /** The port that is asked whether it is ready. */
  readonly readinessPort: number;
}

export interface LaptopRoute extends LaptopTarget {
  readonly match: RouteMatch;
  /** The lowest is asked first. */
  readonly priority: number;
}

export interface LaptopListener extends LaptopTarget {
  readonly listenPort: number;
}

/** Which gateways routes and listeners mean that name none. */
export interface UnnamedGateways {
  readonly routes: string;
  readonly listeners: string;
}

/** The only gateway that is named, or where there are several, or none, one of its own. */
export function unnamedGateways(systems: readonly GatewaySystem[]): UnnamedGateways {
  const services = systems.flatMap(({ services: all }) => Object.values(all));
  const only = (part: keyof UnnamedGateways, otherwise: string): string => {
    const named = new Set(services.flatMap((spec) => spec[part].flatMap(({ gateway }) => gateway ?? [])));
    const [first] = named;
    return named.size === 1 && first !== undefined ? first : otherwise;
  };
  return { routes: only('routes', 'gateway'), listeners: only('listeners', 'listeners') };
}

/** What of a system is asked here. */
type GatewaySystem = Pick<SystemSpec, 'name' | 'services'>;

/** The gateways that systems name, by name, with all that their services hang on them. */
export function gatewaysOf(
  systems: readonly GatewaySystem[],
  unnamed: UnnamedGateways = unnamedGateways(systems),
): LaptopGateway[] {
  const services = systems.flatMap(({ name, services: all }) =>
    Object.entries(all).map(([service, spec]) => ({ host: serviceHost(name, service), spec })),
  );
  const routes = services.flatMap(({ host, spec }) =>
    spec.routes.map((route) => {
      const match = matchOf(route);
      const priority = route.priority ?? routePriority(match, { from: 1, to: 50_000 });
      return {
        gateway: route.gateway ?? unnamed.routes,
        ...targetOf(host, spec, portOf(route, spec)),
        match,
        priority,
      };
    }),
  );
  const listeners = services.flatMap(({ host, spec }) =>
    spec.listeners.map((listener) => ({
      gateway: listener.gateway ?? unnamed.listeners,
      ...targetOf(host, spec, portOf(listener, spec)),
      listenPort: listener.listenPort,
    })),
  );
  const names = [...new Set([...routes, ...listeners].map(({ gateway }) => gateway))].sort();
  return names.map((name) => {
    const own = {
      routes: routes.filter(({ gateway }) => gateway === name).sort((a, b) => a.priority - b.priority),
      listeners: listeners.filter(({ gateway }) => gateway === name).sort((a, b) => a.listenPort - b.listenPort),
    };
    const backends = [...new Set([...own.routes, ...own.listeners].map(({ service }) => service))].sort();
    return { name, ...own, backends };
  });
}

function targetOf(service: string, spec: ServiceSpec, portName: string | undefined): LaptopTarget {
  const port = spec.ports[portName ?? ''] as PortSpec;
  const readiness = spec.health.readiness ?? DEFAULT_READINESS;
  const asked = readiness.port === undefined ? undefined : spec.ports[readiness.port];
  return { service, port, readiness, readinessPort: asked?.number ?? port.number };
}
