import type { Contract } from '../spec/contract';
import { gatewayClients } from '../spec/contract-of';
import type { EnvironmentSpec } from '../spec/environment';
import type { GatewaySpec } from '../spec/gateway';
import { direction, type Item, shared } from './item';

/** A gateway, which has its listeners, rules and target groups to itself. */
export function gatewaySubject(name: string): string {
  return `gateway '${name}'`;
}

/** The security group of a gateway. Who it leads to is written in its outbound rules, one for each service and port. */
export function gatewayGroup(name: string, way: 'in' | 'out'): string {
  return direction(gatewaySubject(name), way);
}

/** The hosted zone that records are made in. */
export function hostedZone({ zoneId }: NonNullable<Contract['gateways'][string]['domain']>): string {
  return `hosted zone ${zoneId}`;
}

/** What a gateway has of everything that is bounded, before any service attaches to it. */
export function countGateway(environment: EnvironmentSpec, name: string): Item[] {
  const gateway = environment.gateways[name] as GatewaySpec;
  const by = `gateways.${name}`;
  const made = gateway.domain !== undefined && gateway.certificateArn === undefined && !plain(gateway);
  return [
    ...shared(by, {
      [gateway.kind === 'application' ? 'applicationLoadBalancersPerRegion' : 'networkLoadBalancersPerRegion']: 1,
      networkInterfacesPerRegion: (gateway.zones ?? environment.zones).length,
      securityGroupsPerRegion: 1,
      certificatesPerRegion: made ? 1 : 0,
    }),
    ...(made && gateway.domain
      ? [{ quota: 'recordsPerHostedZone' as const, of: hostedZone(gateway.domain), by, count: 1 }]
      : []),
    ...(gateway.kind === 'application' ? countListeners(environment, name, gateway) : []),
  ];
}

/** An application gateway has its listeners from the start, and lets its clients in to them. */
function countListeners(environment: EnvironmentSpec, name: string, gateway: GatewaySpec): Item[] {
  const listeners = plain(gateway) ? 1 : 2;
  const clients = gatewayClients(gateway, environment.network.cidr);
  return [
    {
      quota: 'listenersPerApplicationLoadBalancer',
      of: gatewaySubject(name),
      by: `gateways.${name}`,
      count: listeners,
    },
    {
      quota: 'rulesPerSecurityGroup',
      of: gatewayGroup(name, 'in'),
      by: `gateways.${name}.clients`,
      count: listeners * clients.length,
    },
    {
      quota: 'rulesPerSecurityGroup',
      of: gatewayGroup(name, 'out'),
      by: `gateways.${name}.outboundHttps`,
      count: gateway.kind === 'application' && gateway.outboundHttps !== undefined ? 1 : 0,
    },
  ];
}

function plain(gateway: GatewaySpec): boolean {
  return gateway.kind === 'application' && gateway.plainHttp !== undefined;
}
