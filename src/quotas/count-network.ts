import { GATEWAY_SERVICES, interfaceEndpoints } from '../network/endpoints';
import type { EnvironmentSpec } from '../spec/environment';
import { direction, type Item, shared } from './item';

/** Tiers of subnets in each zone: public, private, isolated. */
const TIERS = 3;

/** What the network of an environment has of everything that is bounded. */
export function countNetwork({ zones, network }: EnvironmentSpec): Item[] {
  const natZones = { 'per-zone': zones, single: zones.slice(0, 1), none: [] }[network.nat];
  const interfaces = interfaceEndpoints(network.nat, network.endpoints);
  const group = interfaces.length > 0 ? 1 : 0;
  const own = direction('the endpoints', 'in');
  return [
    ...shared('network', {
      vpcsPerRegion: 1,
      subnetsPerVpc: TIERS * zones.length,
      // One for all public subnets, one for all isolated ones, one for the private subnet of each zone.
      routeTablesPerVpc: zones.length + 2,
      // The VPC's own group, which lets nobody in.
      securityGroupsPerRegion: 1,
      gatewayEndpointsPerRegion: GATEWAY_SERVICES.length,
      // The flow log's.
      rolesPerAccount: 1,
      logGroupsPerRegion: 1,
    }),
    ...shared('network.nat', {
      elasticIpsPerRegion: natZones.length,
      networkInterfacesPerRegion: natZones.length,
    }),
    ...natZones.map((zone): Item => ({ quota: 'natGatewaysPerZone', of: `zone ${zone}`, by: 'network.nat', count: 1 })),
    ...shared('network.endpoints', {
      interfaceEndpointsPerVpc: interfaces.length,
      networkInterfacesPerRegion: interfaces.length * zones.length,
      securityGroupsPerRegion: group,
    }),
    { quota: 'rulesPerSecurityGroup', of: own, by: 'network.endpoints', count: group },
  ];
}
