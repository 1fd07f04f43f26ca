import type { Problem } from '../errors';
import { checkName } from '../naming/names';
import { checkRoutes } from '../routing/check-routes';
import type { Contract } from '../spec/contract';
import type { ServiceSpec } from '../spec/service';
import { acknowledged } from './acknowledge';
import { checkAttachments } from './check-attachments';
import { checkContainers } from './check-containers';
import { checkPlacement } from './check-placement';
import { gatewayOf, matchOf } from './choose';

/** Where a service is about to be built. */
export interface ServiceSite {
  readonly contract: Contract;
  readonly app: string;
  readonly system: string;
  readonly name: string;
}

/** Everything in a service that AWS would refuse at apply or leave pending: all problems at once. Fields are those of the service. */
export function checkService(service: ServiceSpec, { contract, app, system, name }: ServiceSite): Problem[] {
  const problems = [
    ...checkName('system', system, 'system'),
    ...checkName('service', name, 'name'),
    ...Object.keys(service.ports).flatMap((port) => checkName('port', port, `ports.${port}`)),
    ...checkPortNumbers(service),
    ...checkContainers(service),
    ...checkPlacement(service, contract),
    ...checkAttachments(service, contract, app),
    ...checkOwnRoutes(service, contract, app),
  ];
  return acknowledged(problems, service.acknowledge);
}

function checkPortNumbers({ ports }: ServiceSpec): Problem[] {
  const names = Object.keys(ports);
  return names.flatMap((name, i) => {
    const twin = names.slice(0, i).find((other) => ports[other]?.number === ports[name]?.number);
    return twin === undefined
      ? []
      : [
          {
            code: 'DuplicatePort',
            field: `ports.${name}.number`,
            problem: `is ${ports[name]?.number} like ports.${twin}.number`,
            fix: 'use another number',
          },
        ];
  });
}

function checkOwnRoutes(service: ServiceSpec, contract: Contract, app: string): Problem[] {
  return routesByGateway([['', service]], contract).flatMap(({ gateway, routes }) => {
    const found = contract.gateways[gateway];
    const range = found?.kind === 'application' ? found.priorities[app] : undefined;
    return range === undefined ? [] : checkRoutes(routes, range);
  });
}

/** The routes of several services, by gateway, each with the field it stands at. */
export function routesByGateway(
  services: readonly (readonly [prefix: string, service: ServiceSpec])[],
  contract: Contract,
) {
  const all = services.flatMap(([prefix, service]) =>
    service.routes.flatMap((route, i) => {
      const gateway = gatewayOf(route, contract, 'application');
      const field = `${prefix}routes.${i}`;
      return gateway === undefined
        ? []
        : [
            {
              gateway,
              field,
              match: matchOf(route),
              ...(route.priority !== undefined && { priority: route.priority }),
            },
          ];
    }),
  );
  return [...new Set(all.map((r) => r.gateway))]
    .sort()
    .map((gateway) => ({ gateway, routes: all.filter((r) => r.gateway === gateway) }));
}
