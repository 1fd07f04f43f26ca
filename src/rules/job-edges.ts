import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import type { SystemSpec } from '../spec/system';
import { dnsHost, type Endpoint, endpointsOf } from '../task/endpoint';
import { allowsService } from './edges';

/** A job that may call a service of its system, with all that an entry of `allow` leaves open decided. */
export interface JobEdge {
  /** Name of the service, */
  readonly callee: string;
  /** and that of the job. */
  readonly job: string;
  /** Names of the ports that it may call. */
  readonly ports: readonly string[];
  readonly why: string;
}

/** The edges from jobs of a system to its services, sorted by callee and in the order that it allows them. */
export function jobEdges({ services }: Pick<SystemSpec, 'services'>): JobEdge[] {
  return Object.keys(services)
    .sort()
    .flatMap((callee) => {
      const service = services[callee] as ServiceSpec;
      return service.allow.flatMap((allow) => {
        if (allowsService(allow)) return [];
        const { job, ports = Object.keys(service.ports), why = `${job} calls ${callee}` } = allow;
        return [{ callee, job, ports, why }];
      });
    });
}

/** Where each job of a system finds what it may call, by the name of the job. */
export function jobCallees(
  { name, services }: Pick<SystemSpec, 'name' | 'services'>,
  { dns }: Pick<Contract, 'dns'>,
): ReadonlyMap<string, readonly Endpoint[]> {
  const found = new Map<string, Endpoint[]>();
  for (const { callee, job, ports } of dns === undefined ? [] : jobEdges({ services })) {
    const host = dnsHost(name, callee, dns?.name as string);
    const known = found.get(job) ?? [];
    const all = endpointsOf(name, callee, (services[callee] as ServiceSpec).ports);
    const fresh = all.filter(
      ({ port }) => ports.includes(port) && !known.some((one) => one.service === callee && one.port === port),
    );
    found.set(job, [...known, ...fresh.map((endpoint) => ({ ...endpoint, host }))]);
  }
  return found;
}
