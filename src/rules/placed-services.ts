import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { gatewayOf, matchOf, resolveListeners } from './choose';

/** Services with the field that each stands at: empty, `services.bidder`, or `ads.services.bidder`. */
export type PlacedServices = readonly (readonly [field: string, service: ServiceSpec])[];

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

function inside(at: string, field: string): string {
  return at === '' ? field : `${at}.${field}`;
}
