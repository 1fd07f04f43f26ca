import { widest } from '../address/widest';
import { shiftOf } from '../rollout/strategy';
import { testRoute } from '../rollout/test-route';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import type { RouteSpec } from '../spec/route';
import type { ServiceSpec } from '../spec/service';
import { testField } from './check-test-routes';
import { gatewayOf, matchOf, resolveListeners } from './choose';
import type { Volumes } from './own-hosts';

/** Services with the field that each stands at, empty, `services.bidder`, or `ads.services.bidder`, and the volumes of its system. */
export type PlacedServices = readonly (readonly [field: string, service: ServiceSpec, volumes?: Volumes])[];

/** The routes of services, each with the field it stands at and the gateway it goes to. */
export function placedRoutes(services: PlacedServices, contract: Contract) {
  return services.flatMap(([at, service]) =>
    service.routes.flatMap((route, i) => {
      const gateway = gatewayOf(route, contract, 'application');
      const priority = route.priority === undefined ? {} : { priority: route.priority };
      const who = { policy: policyOf(route), ...networksOf(route) };
      return gateway === undefined
        ? []
        : [{ gateway, field: inside(at, `routes.${i}`), match: matchOf(route), ...priority, ...who }];
    }),
  );
}

/** The rules that rollouts put beside the routes of services, for those who test. */
export function placedTestRoutes(services: PlacedServices, contract: Contract, app: string) {
  return services.flatMap(([at, service]) => {
    const header = shiftOf(service.rollout)?.testHeader;
    if (header === undefined) return [];
    return service.routes.flatMap((route, i) => {
      const name = gatewayOf(route, contract, 'application');
      const gateway = name === undefined ? undefined : own(contract.gateways, name);
      if (name === undefined || gateway?.kind !== 'application') return [];
      const test = testRoute(route, header, gateway.priorities[app]);
      return [{ gateway: name, field: testField(inside(at, `routes.${i}`)), ...test, ...networksOf(route) }];
    });
  });
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

function networksOf({ networks }: RouteSpec) {
  return networks === undefined ? {} : { networks: widest(networks) };
}

/** Who may send the requests of a route, in words that are equal for equal policies. */
function policyOf({ auth, networks, public: open }: RouteSpec): string {
  return JSON.stringify([auth ?? null, networks === undefined ? null : widest(networks), open !== undefined]);
}

function inside(at: string, field: string): string {
  return at === '' ? field : `${at}.${field}`;
}
