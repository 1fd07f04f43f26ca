import { routePriority } from '../../src/routing/priority';
import type { GatewaySpec } from '../../src/spec/gateway';
import { readinessSpec } from '../../src/spec/health';
import type { RouteSpec } from '../../src/spec/route';
import { AGENT_PORTS, type Asked, entrances, type NamedService, servicesOf } from './expected-rules';

/** What load balancers should be found to do, one thing a line, each list sorted. */
export interface Routing {
  readonly listeners: readonly string[];
  /** `public 443 #5210 host=a.example.com path=/v1/*: ads/bidder 8080`. */
  readonly routes: readonly string[];
  readonly targets: readonly string[];
  /** Host names that lead to a gateway. */
  readonly hosts: readonly string[];
}

/** The listeners, rules, target groups and host names that the specs ask for and no other. */
export function expectedRouting(asked: Asked): Routing {
  const services = servicesOf(asked);
  const gateways = asked.environment.gateways;
  const passed = services.flatMap((service) =>
    service.spec.listeners.map((l, i) => ({ ...l, service, ...fromGateway(service, asked, i) })),
  );
  return {
    listeners: [
      ...Object.entries(gateways).flatMap(([name, gateway]) => ownListeners(name, gateway)),
      ...passed.map(
        ({ gateway, listenPort, tls, service, port }) =>
          `${gateway} ${listenPort} ${tls ? 'TLS' : 'TCP'}: ${service.name} ${numberOf(service, port)}`,
      ),
    ].sort(),
    routes: services
      .flatMap((service) =>
        service.spec.routes.flatMap((r, i) =>
          [r, ...forTesters(service, r)].map((written) => route(service, written, i, asked)),
        ),
      )
      .sort(),
    targets: [...new Set(services.flatMap((service) => targets(service, asked)))].sort(),
    hosts: [
      ...new Set([
        ...services.flatMap((service) =>
          service.spec.routes.flatMap((r, i) => {
            const { gateway } = entrances(service, asked.environment)[i] as { gateway: string };
            return r.host !== undefined && gateways[gateway]?.domain ? [`${r.host}: ${gateway}`] : [];
          }),
        ),
        ...passed.flatMap(({ host, gateway }) => (host && gateways[gateway]?.domain ? [`${host}: ${gateway}`] : [])),
      ]),
    ].sort(),
  };
}

/** The route of those who test a version before it gets requests: the same with a header more, and just before it where it has a number. */
function forTesters({ spec: { rollout } }: NamedService, written: RouteSpec): RouteSpec[] {
  if (typeof rollout === 'string' || !('testHeader' in rollout) || rollout.testHeader === undefined) return [];
  const { name, value } = rollout.testHeader;
  const { priority, ...rest } = written;
  const headers = { ...written.headers, [name]: [value] };
  return [{ ...rest, headers, ...(priority !== undefined && { priority: priority - 1 }) }];
}

/** Where requests of a route come in. */
const entered = (service: NamedService, port: string) =>
  service.spec.maxConcurrencyPerReplica === undefined ? numberOf(service, port) : AGENT_PORTS[0];
const numberOf = ({ spec }: NamedService, port: string) => spec.ports[port]?.number;

function fromGateway(service: NamedService, { environment }: Asked, listener: number) {
  return entrances(service, environment)[service.spec.routes.length + listener] as { gateway: string; port: string };
}

function ownListeners(name: string, gateway: GatewaySpec): string[] {
  if (gateway.kind === 'network') return [];
  if (gateway.plainHttp) return [`${name} 80 HTTP: 404`];
  return [`${name} 443 HTTPS: 404`, `${name} 80 HTTP: redirect to HTTPS 443`];
}

function route(service: NamedService, spec: RouteSpec, i: number, { environment }: Asked): string {
  const { gateway, port } = entrances(service, environment)[i] as { gateway: string; port: string };
  const at = environment.gateways[gateway] as GatewaySpec & { kind: 'application' };
  const { host, path, methods, headers } = spec;
  const match = {
    ...(host && { host }),
    ...(path && { path }),
    ...(methods && { methods }),
    ...(headers && { headers }),
  };
  const conditions = [
    ...(host === undefined ? [] : [`host=${host}`]),
    ...(path === undefined ? [] : [`path=${path}`]),
    ...(methods === undefined ? [] : [`method=${[...methods].sort()}`]),
    ...Object.entries(headers ?? {}).map(([name, values]) => `${name}=${[...values].sort()}`),
    ...(spec.networks === undefined ? [] : [`from=${[...spec.networks].sort()}`]),
  ].sort();
  // That priorities keep the order of specificity is a law of its own; here it is that they arrive.
  const priority = spec.priority ?? routePriority(match, at.priorities.main as { from: number; to: number });
  const listener = at.plainHttp ? 80 : 443;
  // What this provider knows of who may ask: sign-ins, and no tokens.
  const asks = spec.auth?.kind === 'oidc' ? `asks ${spec.auth.issuer} for ${spec.auth.clientId}, ` : '';
  return `${gateway} ${listener} #${priority} ${conditions.join(' ')}: ${asks}${service.name} ${entered(service, port)}`;
}

function targets(service: NamedService, { environment }: Asked): string[] {
  const { spec, name } = service;
  return entrances(service, environment).map(({ gateway, port }) => {
    const { number, protocol } = spec.ports[port] as (typeof spec.ports)[string];
    const passes = environment.gateways[gateway]?.kind === 'network';
    const ready = spec.health.readiness ?? readinessSpec.parse({});
    const grpc = protocol === 'grpc';
    const speaks = passes ? 'TCP' : `HTTP ${{ http: 'HTTP1', http2: 'HTTP2', grpc: 'GRPC', tcp: '' }[protocol]}`;
    const asks = passes
      ? 'TCP traffic-port'
      : [
          `HTTP ${ready.port === undefined ? 'traffic-port' : spec.ports[ready.port]?.number}`,
          ready.path ?? (grpc ? '/grpc.health.v1.Health/Check' : '/health'),
          `for ${ready.codes ?? (grpc ? '0' : '200')}`,
        ].join(' ');
    const pace = `${ready.intervalSeconds}/${ready.timeoutSeconds} s ${ready.healthyThreshold}/${ready.unhealthyThreshold}`;
    const entrance = passes ? number : entered(service, port);
    return `${name} ${entrance} behind ${gateway}: ${speaks} ip; asks ${asks} ${pace}; drains ${spec.stopSeconds} s`;
  });
}
