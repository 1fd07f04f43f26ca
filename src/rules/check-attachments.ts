import type { Problem } from '../errors';
import { targetKeys } from '../rollout/target-count';
import { checkHostInDomain } from '../routing/domain';
import type { ApplicationContractGateway, Contract, ContractGateway } from '../spec/contract';
import { own } from '../spec/own';
import type { ListenerSpec, RouteSpec } from '../spec/route';
import type { ServiceSpec } from '../spec/service';
import { checkAuth } from './check-auth';
import { checkBypass } from './check-bypass';
import { checkNetworks } from './check-networks';
import { checkPublic } from './check-public';
import { checkReadiness } from './check-readiness';
import { gatewayOf, portOf } from './choose';
import { unknownName } from './unknown-name';

/** Target groups that one ECS service may have (ECS API reference, CreateService, 2026-11). */
const MOST_TARGETS = 5;

/** Routes and listeners that lead nowhere, or that a load balancer would refuse. Fields are those of the service. */
export function checkAttachments(service: ServiceSpec, contract: Contract, app: string): Problem[] {
  const routes = service.routes.flatMap((route, i) => checkRoute(service, contract, app, route, `routes.${i}`));
  const listeners = service.listeners.flatMap((listener, i) =>
    checkListener(service, contract, listener, `listeners.${i}`),
  );
  const targets = targetKeys(service, contract, app).length;
  const many =
    targets > MOST_TARGETS
      ? [
          {
            code: 'TooManyTargets',
            field: 'routes',
            problem: `and listeners need ${targets} target groups, and a service has ${MOST_TARGETS} at most`,
            fix: 'use fewer gateways or ports',
          },
        ]
      : [];
  return [...routes, ...listeners, ...many, ...checkBypass(service, contract, app), ...checkReadiness(service)];
}

function checkRoute(service: ServiceSpec, contract: Contract, app: string, route: RouteSpec, field: string): Problem[] {
  const name = gatewayOf(route, contract, 'application');
  const portName = portOf(route, service);
  const found = chosen(service, contract, 'application', name, portName, field);
  const gateway = name === undefined ? undefined : own(contract.gateways, name);
  if (found.length > 0 || gateway?.kind !== 'application') return found;
  const port = service.ports[portName as string] as ServiceSpec['ports'][string];
  const problems: Problem[] = [];
  if (port.protocol === 'tcp')
    problems.push({
      code: 'WrongGateway',
      field: `${field}.port`,
      problem: `is '${portName}', which speaks tcp, but gateway '${name}' reads requests`,
      fix: 'use listeners of a network gateway, or another port',
    });
  if (port.protocol === 'grpc' && gateway.protocol === 'http')
    problems.push({
      code: 'GrpcNeedsHttps',
      field: `${field}.port`,
      problem: `is '${portName}', which speaks grpc, but gateway '${name}' has no TLS`,
      fix: 'use a gateway with a certificate',
    });
  if (port.timeoutSeconds > gateway.idleTimeoutSeconds)
    problems.push({
      code: 'TimeoutAboveGateway',
      field: `ports.${portName}.timeoutSeconds`,
      problem: `is ${port.timeoutSeconds} but gateway '${name}' gives up after ${gateway.idleTimeoutSeconds}`,
      fix: `use ${gateway.idleTimeoutSeconds} or less, or raise gateways.${name}.idleTimeoutSeconds`,
    });
  if (gateway.priorities[app] === undefined)
    problems.push(
      unknownName(
        'UnknownApp',
        `${field}.gateway`,
        `app that gateway '${name}' sets priorities aside for`,
        app,
        Object.keys(gateway.priorities),
      ),
    );
  return [
    ...problems,
    ...checkHost(route.host, gateway, field),
    ...checkWho(route, name as string, gateway, contract, field),
  ];
}

/** Who may send the requests of a route. */
function checkWho(
  route: RouteSpec,
  name: string,
  gateway: ApplicationContractGateway,
  { network, site }: Contract,
  field: string,
): Problem[] {
  return [
    ...checkPublic(route, name, gateway, field),
    ...checkAuth(route, { name, gateway, network, region: site.region }, field),
    ...checkNetworks(route.networks, `${field}.networks`),
  ];
}

function checkListener(service: ServiceSpec, contract: Contract, listener: ListenerSpec, field: string): Problem[] {
  const name = gatewayOf(listener, contract, 'network');
  const portName = portOf(listener, service);
  const found = chosen(service, contract, 'network', name, portName, field);
  const gateway = name === undefined ? undefined : own(contract.gateways, name);
  if (found.length > 0 || gateway?.kind !== 'network') return found;
  const tls = listener.tls && gateway.certificateArn === undefined;
  return [
    ...(tls
      ? [
          {
            code: 'ListenerWithoutCertificate',
            field: `${field}.tls`,
            problem: `is true but gateway '${name}' has no certificate`,
            fix: `give gateways.${name} a certificateArn or a domain`,
          },
        ]
      : []),
    ...checkHost(listener.host, gateway, field),
  ];
}

/** A gateway of the right kind and a port that exists. */
function chosen(
  service: ServiceSpec,
  contract: Contract,
  kind: 'application' | 'network',
  name: string | undefined,
  port: string | undefined,
  field: string,
): Problem[] {
  const gateways = Object.keys(contract.gateways).filter((g) => contract.gateways[g]?.kind === kind);
  const ports = Object.keys(service.ports);
  const problems: Problem[] = [];
  if (name === undefined)
    problems.push({
      code: 'WhichGateway',
      field: `${field}.gateway`,
      problem: 'is missing',
      fix:
        gateways.length === 0
          ? `there is no ${kind} gateway yet; add one to the environment`
          : `choose one of ${gateways.map((g) => `'${g}'`).join(', ')}`,
    });
  else if (own(contract.gateways, name) === undefined)
    problems.push(
      unknownName('UnknownGateway', `${field}.gateway`, `${kind} gateway of this platform`, name, gateways),
    );
  else if (contract.gateways[name]?.kind !== kind)
    problems.push({
      code: 'WrongGateway',
      field: `${field}.gateway`,
      problem: `is '${name}', which is ${kind === 'application' ? 'a network' : 'an application'} gateway`,
      fix: kind === 'application' ? 'attach to it with listeners' : 'attach to it with routes',
    });
  if (port === undefined)
    problems.push({
      code: 'WhichPort',
      field: `${field}.port`,
      problem: 'is missing',
      fix:
        ports.length === 0 ? 'give the service a port first' : `choose one of ${ports.map((p) => `'${p}'`).join(', ')}`,
    });
  else if (own(service.ports, port) === undefined)
    problems.push(unknownName('UnknownPort', `${field}.port`, 'port of this service', port, ports));
  return problems;
}

function checkHost(host: string | undefined, gateway: ContractGateway, field: string): Problem[] {
  return host === undefined || gateway.domain === undefined
    ? []
    : checkHostInDomain(host, gateway.domain.name, `${field}.host`);
}
