import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import { type PlacedServices, placedListeners, placedRoutes } from './placed-services';

/** Host names that would need two DNS records: one name leads to one gateway, and one stack owns its record. */
export function checkHosts(services: PlacedServices, contract: Contract): Problem[] {
  const hosts = [
    ...placedRoutes(services, contract).map((r) => ({ ...r, host: r.match.host })),
    ...placedListeners(services, contract),
  ].flatMap(({ host, gateway, field }) =>
    host === undefined || own(contract.gateways, gateway)?.domain === undefined
      ? []
      : [{ host: host.toLowerCase(), gateway, field: `${field}.host`, stack: field.split('services.')[0] }],
  );
  return hosts.flatMap(({ host, gateway, field, stack }, i) => {
    const first = hosts.slice(0, i).find((other) => other.host === host);
    if (first === undefined || (first.gateway === gateway && first.stack === stack)) return [];
    const owner =
      first.gateway === gateway ? 'whose stack owns its DNS record' : `which leads to gateway '${first.gateway}'`;
    return [
      { code: 'HostTaken', field, problem: `is '${host}' like ${first.field}, ${owner}`, fix: 'use a host of its own' },
    ];
  });
}
