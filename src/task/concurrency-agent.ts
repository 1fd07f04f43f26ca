import type { RouteSpec } from '../spec/route';
import { type ServiceSpec, type SidecarSpec, sidecarSpec } from '../spec/service';
import type { Endpoint } from './endpoint';

/** The name of the agent's container among those of a replica. */
export const AGENT = 'concurrency-agent';

/** Ports of the agent, by the names of its port mappings. */
export interface AgentPorts {
  /** Requests come in here. */
  readonly data: number;
  /** The balancer and the agent agree here on how many more there may be. */
  readonly control: number;
}

/** Below the ports that the kernel gives to outgoing connections, and above those that people choose. */
const FIRST_PORT = 21_000;

/** What a replica's agent is promised: as AWS's own tests ask for it (kubernetes-sigs/aws-load-balancer-controller, 2026). */
const SHARE = { cpus: 0.1, memoryMiB: 128 } as const;

const VERSION = { http: 'HTTP1', http2: 'HTTP2', grpc: 'GRPC', tcp: 'HTTP1' } as const;

/** The agent's ports: the first two from 21000 that the service does not listen on. Undefined without a limit on requests. */
export function agentPorts({ maxConcurrencyPerReplica, ports }: Agented): AgentPorts | undefined {
  if (maxConcurrencyPerReplica === undefined) return undefined;
  const taken = Object.values(ports).map(({ number }) => number);
  const [data, control] = Array.from({ length: taken.length + 2 }, (_, i) => FIRST_PORT + i).filter(
    (number) => !taken.includes(number),
  );
  return { data: data as number, control: control as number };
}

/** The agent's ports as what gateways, and nobody else, are let in on. */
export function agentEndpoints(system: string, service: string, spec: Agented): Endpoint[] {
  const ports = agentPorts(spec);
  if (ports === undefined) return [];
  return (['data', 'control'] as const).map((port) => ({
    system,
    service,
    port: agentPort(port),
    number: ports[port],
    protocol: 'http',
    primary: false,
  }));
}

/** The name of an agent's port; no port of a service can have it. */
export function agentPort(port: keyof AgentPorts): string {
  return `${AGENT}-${port}`;
}

/** The ports of a service that a gateway is let in on for its routes to one of them: the one that it asks for health may be another. */
export function enteredPorts(service: Agented & Pick<ServiceSpec, 'health'>, routed: string): string[] {
  const { port: asked = routed } = service.health.readiness ?? {};
  const entered = agentPorts(service) === undefined ? [routed] : [agentPort('data'), agentPort('control')];
  return [...new Set([...entered, ...(asked === routed ? [] : [asked])])];
}

type Agented = Pick<ServiceSpec, 'maxConcurrencyPerReplica' | 'ports'>;

/**
 * The service with its agent among the sidecars, where its requests are limited. The agent stands before the service: it starts first,
 * and stops last. Variables and defaults: ELB user guide for application balancers, "Register targets", Target optimizer, 2026-11.
 */
export function withAgent(service: ServiceSpec): ServiceSpec {
  const agent = agentOf(service);
  if (agent === undefined) return service;
  return {
    ...service,
    sidecars: { ...service.sidecars, [AGENT]: agent },
    startAfter: { ...service.startAfter, [AGENT]: 'START' },
  };
}

function agentOf({ maxConcurrencyPerReplica: limit, ports, routes }: ServiceSpec): SidecarSpec | undefined {
  const own = agentPorts({ maxConcurrencyPerReplica: limit, ports });
  const port = routedPort(routes, ports);
  if (limit === undefined || own === undefined || port === undefined) return undefined;
  return sidecarSpec.parse({
    image: limit.image,
    ...SHARE,
    environment: {
      TARGET_CONTROL_DATA_ADDRESS: `0.0.0.0:${own.data}`,
      TARGET_CONTROL_CONTROL_ADDRESS: `0.0.0.0:${own.control}`,
      TARGET_CONTROL_DESTINATION_ADDRESS: `127.0.0.1:${port.number}`,
      TARGET_CONTROL_MAX_CONCURRENCY: limit.requests,
      TARGET_CONTROL_PROTOCOL_VERSION: VERSION[port.protocol],
    },
  });
}

/** The port that routes lead to: one, where `checkConcurrency` has nothing against it. */
function routedPort([route]: readonly RouteSpec[], ports: ServiceSpec['ports']) {
  return route === undefined ? undefined : ports[route.port ?? (Object.keys(ports)[0] as string)];
}
