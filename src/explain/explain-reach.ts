import { resolveListeners, resolveRoutes } from '../rules/choose';
import { allowsService, edgeOf, MAIN_APP } from '../rules/edges';
import { jobEdges } from '../rules/job-edges';
import type { AuthSpec } from '../spec/auth';
import { contractOf } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { dnsHost, endpointsOf, endpointUrl } from '../task/endpoint';

/** Who may call whom. */
export interface EdgeExplanation {
  /** `ads/bidder`; of a job `ads/click-model`. */
  readonly caller: string;
  readonly callee: string;
  /** Where the callee is, on each port that is open to the caller. */
  readonly addresses: readonly string[];
  readonly why: string;
}

/** What comes from outside, and to whom. */
export interface RouteExplanation {
  readonly gateway: string;
  /** `bid.ml.example.com/v1/*`, with methods and headers; of a listener `port 6000`. */
  readonly takes: string;
  readonly service: string;
  /** Its place among the rules of the gateway, the lowest first; a listener has none. */
  readonly priority?: number;
  /** Who may send it. @default - everybody who reaches the gateway */
  readonly auth?: string;
}

/** Who may send the requests of a route, in words. */
function whoOf(auth: AuthSpec | undefined, networks: readonly string[] | undefined): { auth?: string } {
  const from = networks === undefined ? [] : [`from ${networks.join(', ')}`];
  const words = [...(auth === undefined ? [] : [askedOf(auth)]), ...from];
  return words.length === 0 ? {} : { auth: words.join(', ') };
}

function askedOf(auth: AuthSpec): string {
  if (auth.kind === 'jwt') return `token of ${auth.issuer}`;
  const refused = auth.onUnauthenticated === 'deny' ? ', else 401' : '';
  return `sign-in at ${auth.kind === 'oidc' ? auth.issuer : auth.userPoolArn}${refused}`;
}

/** The edges between services, and from jobs, of all systems: by callee, then as they are allowed. */
export function explainEdges(environment: EnvironmentSpec, systems: readonly SystemSpec[]): EdgeExplanation[] {
  const { dns } = contractOf(environment, (path) => path.join('.'));
  return systems.flatMap(({ name: system, services }) => {
    const addresses = (service: string, ports?: readonly string[], host?: string) =>
      endpointsOf(system, service, (services[service] as ServiceSpec).ports)
        .filter(({ port }) => ports?.includes(port) ?? true)
        .map((endpoint) => endpointUrl({ ...endpoint, ...(host !== undefined && { host }) }));
    const jobs = jobEdges({ services });
    return Object.keys(services)
      .sort()
      .flatMap((service) => {
        const callee = `${system}/${service}`;
        const among = (services[service] as ServiceSpec).allow.filter(allowsService).map((allow): EdgeExplanation => {
          const { caller, ports, why } = edgeOf(allow, { system, service });
          return { caller: `${caller.system}/${caller.service}`, callee, addresses: addresses(service, ports), why };
        });
        const host = dns && dnsHost(system, service, dns.name);
        const ofJobs = jobs
          .filter((edge) => edge.callee === service)
          .map(({ job, ports, why }) => ({
            caller: `${system}/${job}`,
            callee,
            addresses: addresses(service, ports, host),
            why,
          }));
        return [...among, ...ofJobs];
      });
  });
}

/** What the gateways of an environment take for systems, in the order in which they ask. */
export function explainRoutes(environment: EnvironmentSpec, systems: readonly SystemSpec[]): RouteExplanation[] {
  const contract = contractOf(environment, (path) => path.join('.'));
  const found = systems.flatMap(({ name: system, services }) =>
    Object.entries(services).flatMap(([key, spec]): RouteExplanation[] => {
      const service = `${system}/${key}`;
      const routes = resolveRoutes(spec, contract, MAIN_APP).map(({ gateway, match, priority, auth, networks }) => ({
        gateway,
        takes: [
          ...(match.methods ?? []),
          `${match.host ?? '*'}${match.path ?? '/*'}`,
          ...Object.entries(match.headers ?? {}).map(([name, values]) => `${name}: ${values.join(' or ')}`),
        ].join(' '),
        service,
        priority,
        ...whoOf(auth, networks),
      }));
      const listeners = resolveListeners(spec, contract).map(({ gateway, listenPort, tls }) => ({
        gateway,
        takes: `port ${listenPort}${tls ? ', TLS' : ''}`,
        service,
      }));
      return [...routes, ...listeners];
    }),
  );
  const order = ({ gateway, priority = 0 }: RouteExplanation): [string, number] => [gateway, priority];
  return found.sort((a, b) => {
    const [[left, first], [right, second]] = [order(a), order(b)];
    return left < right ? -1 : left > right ? 1 : first - second;
  });
}
