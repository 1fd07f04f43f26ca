import { createHash } from 'node:crypto';
import type { PortSpec } from '../spec/port';

/** A port of a service as its callers know it. The same on AWS and on a laptop. */
export interface Endpoint {
  readonly system: string;
  readonly service: string;
  readonly port: string;
  readonly number: number;
  /** The last of a range of ports that begins with `number`. @default - that one alone */
  readonly through?: number;
  readonly protocol: PortSpec['protocol'];
  /** Its name for a caller outside of the mesh. @default - `<service>.<system>` */
  readonly host?: string;
  /** It is the service's first port by name, or its only one: the one that `<SERVICE>_URL` means. */
  readonly primary: boolean;
}

/** The host name of a service: `<service>.<system>`. */
export function serviceHost(system: string, service: string): string {
  return `${service}.${system}`;
}

/** The name of a service that every resolver of the network knows, where it has one: `<service>.<system>.<domain>`. */
export function dnsHost(system: string, service: string, domain: string): string {
  return `${serviceHost(system, service)}.${domain}`;
}

/** Endpoints of a service, the primary first: the port named `http`, or else the first by name. */
export function endpointsOf(system: string, service: string, ports: Readonly<Record<string, PortSpec>>): Endpoint[] {
  const names = Object.keys(ports).sort((a, b) => Number(b === 'http') - Number(a === 'http') || (a < b ? -1 : 1));
  return names.map((port, i) => {
    const { number, protocol } = ports[port] as PortSpec;
    return { system, service, port, number, protocol, primary: i === 0 };
  });
}

/** `http://bidder.ads:8080`; `grpc://` and `tcp://` for what is not HTTP. */
export function endpointUrl({ system, service, number, protocol, host }: Endpoint): string {
  const scheme = protocol === 'http2' ? 'http' : protocol;
  return `${scheme}://${host ?? serviceHost(system, service)}:${number}`;
}

/**
 * The variables that tell a caller where its callees are: `<SERVICE>_URL` for the primary port, `<SERVICE>_<PORT>_URL` for the others.
 * A callee of another system is named with its system first, so that two systems may have services of one name.
 */
export function urlVariables(callerSystem: string, endpoints: readonly Endpoint[]): Record<string, string> {
  const entries = endpoints.map((e) => [urlVariable(callerSystem, e), endpointUrl(e)] as const);
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The name of the variable that holds one endpoint's address. */
export function urlVariable(callerSystem: string, { system, service, port, primary }: Endpoint): string {
  const words = [...(system === callerSystem ? [] : [system]), service, ...(primary ? [] : [port]), 'url'];
  return words
    .join('_')
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_');
}

/** Twelve digits that change when the endpoints do. Running tasks never see new endpoints, so a caller carries this and is replaced. */
export function endpointsHash(endpoints: readonly Endpoint[]): string {
  const list = endpoints.map((e) => `${endpointUrl(e)} ${e.port} ${e.protocol}`).sort();
  return createHash('sha256').update(list.join('\n')).digest('hex').slice(0, 12);
}
