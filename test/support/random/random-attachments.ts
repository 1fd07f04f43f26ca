import type { ApplicationContractGateway } from '../../../src/spec/contract';
import { contractGateway } from '../../../src/spec/contract-of';
import type { EnvironmentSpec } from '../../../src/spec/environment';
import type { GatewaySpec } from '../../../src/spec/gateway';
import type { ServiceInput } from '../../../src/spec/service';
import type { Draw } from './draw';
import { label } from './label';
import { serialAuth, serialOpening } from './random-auth';

export type Attachments = Pick<ServiceInput, 'ports' | 'routes' | 'listeners'>;
type Ports = NonNullable<ServiceInput['ports']>;
type Route = NonNullable<ServiceInput['routes']>[number];
type Listener = NonNullable<ServiceInput['listeners']>[number];

/** Whose ports, routes and listeners they are. */
interface Owner {
  readonly environment: EnvironmentSpec;
  readonly system: string;
  readonly service: string;
  /** Different for each service of the environment: its hosts, paths and listen ports follow from it. */
  readonly serial: number;
}

/** Ports, and the gateways that lead to them. Each route of an environment has a host or a path of its own, so that none hides another. */
export function randomAttachments(draw: Draw, owner: Owner): Attachments {
  const ports = routable(draw, owner, randomPorts(draw));
  if (Object.keys(ports).length === 0) return draw.some({ ports: () => ports });
  return {
    ports,
    ...draw.some<Attachments>(
      { routes: () => routes(draw, owner, ports), listeners: () => listeners(draw, owner, ports) },
      0.85,
    ),
  };
}

function randomPorts(draw: Draw): Ports {
  const numbers = draw.subset([80, 1, 443, 8080, 9000, 9191, 50_051, 65_535]).sort(() => (draw.chance(0.5) ? 1 : -1));
  return Object.fromEntries(
    draw
      .list(draw.chance(0.85) ? 1 : 0, 3, (i) => i)
      .flatMap((i) => {
        const number = numbers[i];
        const name = i === 0 && draw.chance(0.5) ? 'http' : label(draw, 'port', i);
        const more = draw.some({
          protocol: () => draw.one('http', 'http2', 'grpc', 'grpc', 'tcp'),
          timeoutSeconds: () => draw.int(1, 60),
        });
        return number === undefined ? [] : [[name, { number, ...more }]];
      }),
  );
}

/** Where no application gateway takes any of the ports, the first is mostly one that every gateway takes. */
function routable(draw: Draw, { environment }: Owner, ports: Ports): Ports {
  const [first] = Object.keys(ports);
  const gateways = gatewaysOf(environment, 'application');
  const taken = gateways.some(([, gateway]) => Object.values(ports).some((port) => takes(gateway, port)));
  if (first === undefined || gateways.length === 0 || taken || draw.chance(0.3)) return ports;
  return { ...ports, [first]: { number: ports[first]?.number as number } };
}

function gatewaysOf<K extends GatewaySpec['kind']>({ gateways }: EnvironmentSpec, kind: K) {
  return Object.entries(gateways).filter(
    (entry): entry is [string, GatewaySpec & { kind: K }] => entry[1].kind === kind,
  );
}

function routes(draw: Draw, owner: Owner, ports: Ports): Route[] {
  const gateways = gatewaysOf(owner.environment, 'application');
  const ways = gateways.flatMap(([name, gateway]) =>
    Object.entries(ports)
      .filter(([, port]) => takes(gateway, port))
      .map(([port]) => ({ name, gateway, port })),
  );
  if (ways.length === 0) return [];
  return draw.list(1, 3, (i) => {
    const { name, gateway, port } = draw.one(...ways);
    return {
      ...(gateways.length > 1 || draw.chance(0.5) ? { gateway: name } : {}),
      ...(Object.keys(ports).length > 1 || draw.chance(0.5) ? { port } : {}),
      ...who(owner, gateway),
      ...match(draw, gateway, `${owner.serial.toString(36)}-${i}`),
      ...draw.some<Route>(
        {
          methods: () => draw.subset(['GET', 'POST', 'PROPFIND'], 1).slice(0, 1),
          headers: () => draw.one(...HEADERS),
          // The number before it is for its test rule.
          priority: () => (gateway.priorities.main?.from ?? 1) + (owner.serial * 3 + i) * 2 + 1,
        },
        0.4,
      ),
    };
  });
}

/** Who may send requests: the same on all routes of a service, as they may meet in some. */
function who(
  { environment, serial }: Owner,
  gateway: GatewaySpec & { kind: 'application' },
): Pick<Route, 'auth' | 'networks' | 'public'> {
  const { limited, scheme } = contractGateway(
    gateway,
    environment.network.cidr,
    () => '',
  ) as ApplicationContractGateway;
  const open = scheme === 'internet-facing' && !limited;
  if (open && serial % 4 !== 1) return serialOpening(serial, open);
  const reaches = scheme === 'internet-facing' || environment.network.nat !== 'none';
  const asks = gateway.plainHttp === undefined && reaches ? serialAuth(serial, environment.region) : {};
  if (asks.auth !== undefined) return asks;
  return serialOpening(serial, open);
}

function takes(gateway: GatewaySpec & { kind: 'application' }, port: Ports[string]): boolean {
  const wrong = port.protocol === 'tcp' || (port.protocol === 'grpc' && gateway.plainHttp !== undefined);
  return !wrong && (port.timeoutSeconds ?? 30) <= gateway.idleTimeoutSeconds;
}

/** A host, a path, or both; either is nobody else's. */
function match(draw: Draw, { domain }: GatewaySpec, key: string): Pick<Route, 'host' | 'path'> {
  const below = domain === undefined ? draw.one('svc.internal', 'a.b.example.net') : domain.name;
  const host = draw.one(
    `h${key}.${below}`,
    `H${key}.${below.toUpperCase()}`,
    domain === undefined ? `*.h${key}.${below}` : `x${key}.${below}`,
  );
  const path = draw.one(
    `/r${key}/*`,
    `/r${key}`,
    `/v1/r${key}/*/items`,
    `/api/r${key}/*.json`,
    `/R${key}/a_b$-.~"'@:+&`,
    `/r${key}/?`,
  );
  return draw.one({ host }, { path }, { host, path }, { host, path: '/*' });
}

const HEADERS: readonly NonNullable<Route['headers']>[] = [
  { 'X-Model': ['ctr*', 'b'] },
  { 'x-a': ['1'], Accept: ['application/json'] },
  // biome-ignore lint/suspicious/noTemplateCurlyInString: what Terraform would take for a template.
  { 'x-b': ['${model}', '%{if}'] },
  {},
];

function listeners(draw: Draw, owner: Owner, ports: Ports): Listener[] {
  const gateways = gatewaysOf(owner.environment, 'network');
  if (gateways.length === 0) return [];
  return draw.list(1, 2, (i) => {
    const [name, gateway] = draw.one(...gateways);
    const certified = gateway.certificateArn !== undefined || gateway.domain !== undefined;
    const hosts =
      gateway.domain === undefined
        ? `any-${i}.example.net`
        : `l${owner.serial.toString(36)}-${i}.${gateway.domain.name}`;
    return {
      ...(gateways.length > 1 || draw.chance(0.5) ? { gateway: name } : {}),
      ...(Object.keys(ports).length > 1 || draw.chance(0.5) ? { port: draw.one(...Object.keys(ports)) } : {}),
      listenPort: 1024 + owner.serial * 2 + i,
      ...draw.some<Listener>({ host: () => hosts, tls: () => certified && draw.chance(0.85) }, 0.7),
    };
  });
}
