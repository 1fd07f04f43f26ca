import type { Problem } from '../errors';
import { checkRoutes } from '../routing/check-routes';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { checkHosts } from './check-hosts';
import { gatewayOf, matchOf, resolveListeners } from './choose';

/** Services with the field that each stands at: empty, `services.bidder`, or `ads.services.bidder`. */
export type PlacedServices = readonly (readonly [field: string, service: ServiceSpec])[];

/** What services take from each other at a gateway: rules that match the same or have one priority, and ports. */
export function checkShared(services: PlacedServices, contract: Contract, app: string): Problem[] {
  const routes = placedRoutes(services, contract);
  const gateways = [...new Set(routes.map((r) => r.gateway))].sort();
  return [
    ...gateways.flatMap((name) => {
      const gateway = contract.gateways[name];
      const range = gateway?.kind === 'application' ? gateway.priorities[app] : undefined;
      const here = routes.filter((r) => r.gateway === name);
      return range === undefined ? [] : checkRoutes(here, range);
    }),
    ...checkListenPorts(services, contract),
    ...checkHosts(services, contract),
  ];
}

/** The routes of services, each with the field it stands at and the gateway it goes to. */
export function placedRoutes(services: PlacedServices, contract: Contract) {
  return services.flatMap(([at, service]) =>
    service.routes.flatMap((route, i) => {
      const gateway = gatewayOf(route, contract, 'application');
      const priority = route.priority === undefined ? {} : { priority: route.priority };
      return gateway === undefined
        ? []
        : [{ gateway, field: inside(at, `routes.${i}`), match: matchOf(route), ...priority }];
    }),
  );
}

/** The listeners of services, likewise. */
export function placedListeners(services: PlacedServices, contract: Contract) {
  return services.flatMap(([at, service]) =>
    resolveListeners(service, contract).map(({ gateway, listenPort, host }, i) => ({
      gateway,
      host,
      listenPort,
      field: inside(at, `listeners.${i}`),
    })),
  );
}

function checkListenPorts(services: PlacedServices, contract: Contract): Problem[] {
  const all = placedListeners(services, contract);
  return all.flatMap(({ gateway, listenPort, field }, i) => {
    const twin = all.slice(0, i).find((other) => other.gateway === gateway && other.listenPort === listenPort);
    if (twin === undefined) return [];
    const problem = `is ${listenPort} like ${twin.field}.listenPort`;
    return [{ code: 'ListenPortTaken', field: `${field}.listenPort`, problem, fix: 'use another port of the gateway' }];
  });
}

function inside(at: string, field: string): string {
  return at === '' ? field : `${at}.${field}`;
}
