import type { Problem } from '../errors';
import type { Contract } from '../spec/contract';
import { own } from '../spec/own';
import { checkFleetLoads } from './check-fleet-loads';
import { checkHosts } from './check-hosts';
import { checkRoutesAndTests } from './check-test-routes';
import { type PlacedServices, placedListeners, placedRoutes, placedTestRoutes } from './placed-services';

/** What services take from each other: at a gateway rules that match the same or have one priority, and ports; on a fleet the hosts. */
export function checkShared(services: PlacedServices, contract: Contract, app: string): Problem[] {
  const routes = [...placedRoutes(services, contract), ...placedTestRoutes(services, contract, app)];
  const gateways = [...new Set(routes.map((r) => r.gateway))].sort();
  return [
    ...gateways.flatMap((name) => {
      const gateway = own(contract.gateways, name);
      const range = gateway?.kind === 'application' ? gateway.priorities[app] : undefined;
      const here = routes.filter((r) => r.gateway === name);
      return range === undefined ? [] : checkRoutesAndTests(here, range);
    }),
    ...checkListenPorts(services, contract),
    ...checkHosts(services, contract),
    ...checkFleetLoads(services, contract),
  ];
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
