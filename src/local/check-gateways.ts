import type { Problem } from '../errors';
import { checkName } from '../naming/names';
import { portOf } from '../rules/choose';
import { unknownName } from '../rules/unknown-name';
import type { LaptopSpec } from '../spec/laptop';
import { mapValues } from '../spec/map-values';
import { own } from '../spec/own';
import type { SystemSpec } from '../spec/system';
import { gatewaysOf } from './laptop-gateways';

/** What gateways of a laptop cannot be called, or cannot listen on. A service whose ports are wrong is judged elsewhere. */
export function checkGateways(systems: readonly SystemSpec[], { gatewayPorts }: LaptopSpec): Problem[] {
  const services = systems.flatMap(({ name, services: all }) =>
    Object.entries(all).map(([service, spec]) => ({ field: `${name}.services.${service}`, spec })),
  );
  const named = services.flatMap(({ field, spec }) =>
    (['routes', 'listeners'] as const).flatMap((part) =>
      spec[part].flatMap(({ gateway }, i) =>
        gateway === undefined ? [] : checkName('gateway', gateway, `${field}.${part}.${i}.gateway`),
      ),
    ),
  );
  const gateways = gatewaysOf(systems.map(withPorts));
  const twice = gateways.flatMap(({ name, listeners }) =>
    listeners
      .filter(({ listenPort }, i) => listeners.findIndex((other) => other.listenPort === listenPort) !== i)
      .map(({ service, listenPort }) => ({
        code: 'ListenPortTaken',
        field: `gateway ${name}`,
        problem: `is to hand port ${listenPort} to two services, '${service}' among them`,
        fix: 'use another listenPort for one of them',
      })),
  );
  const known = gateways.flatMap(({ name, routes, listeners }) => [
    ...(routes.length > 0 ? [name] : []),
    ...listeners.map(({ listenPort }) => `${name}:${listenPort}`),
  ]);
  const unknown = Object.keys(gatewayPorts)
    .filter((key) => !known.includes(key))
    .map((key) => unknownName('UnknownGateway', `gatewayPorts.${key}`, 'gateway of these systems', key, known));
  return [...named, ...twice, ...unknown];
}

/** A system without what leads to no port. */
function withPorts({ name, services }: SystemSpec): Pick<SystemSpec, 'name' | 'services'> {
  return {
    name,
    services: mapValues(services, (service) => {
      const leads = (attached: { readonly port?: string | undefined }) =>
        own(service.ports, portOf(attached, service) ?? '') !== undefined;
      return { ...service, routes: service.routes.filter(leads), listeners: service.listeners.filter(leads) };
    }),
  };
}
