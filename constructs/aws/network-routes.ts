import { Eip } from '@cdktf/provider-aws/lib/eip';
import { NatGateway } from '@cdktf/provider-aws/lib/nat-gateway';
import { Route } from '@cdktf/provider-aws/lib/route';
import { RouteTable } from '@cdktf/provider-aws/lib/route-table';
import { RouteTableAssociation } from '@cdktf/provider-aws/lib/route-table-association';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { ContractNetwork } from '../../src/spec/contract';
import type { NetworkSpec } from '../../src/spec/network';
import type { Site } from '../../src/spec/site';

const ANYWHERE = '0.0.0.0/0';

interface NetworkRoutesProps {
  readonly site: Site;
  readonly network: Pick<ContractNetwork, 'vpcId' | 'subnets'>;
  readonly internetGatewayId: string;
  readonly nat: NetworkSpec['nat'];
}

/** Ways out of a network: public subnets to the internet, private ones through NAT, isolated ones nowhere. */
export class NetworkRoutes extends Construct {
  /** Route tables of the private and isolated subnets, private first, by zone. */
  readonly privateRouteTableIds: readonly string[];
  /** NAT gateways by zone. */
  readonly natGateways: Readonly<Record<string, NatGateway>>;

  constructor(scope: Construct, id: string, { site, network, internetGatewayId, nat }: NetworkRoutesProps) {
    super(scope, id);
    const zones = Object.keys(network.subnets.public);
    const publicTable = this.table('public', site, network, 'Public', network.subnets.public);
    new Route(this, 'PublicDefault', {
      routeTableId: publicTable.id,
      destinationCidrBlock: ANYWHERE,
      gatewayId: internetGatewayId,
    });

    const natZones = nat === 'none' ? [] : nat === 'single' ? site.zones.slice(0, 1) : zones;
    this.natGateways = Object.fromEntries(
      natZones.map((zone) => [zone, this.nat(site, zone, network.subnets.public[zone] as string)]),
    );
    const privateTables = zones.map((zone) => {
      const table = this.table('private', site, network, `private-${zone}`, {
        [zone]: network.subnets.private[zone] as string,
      });
      const way = this.natGateways[zone] ?? Object.values(this.natGateways)[0];
      if (way !== undefined)
        new Route(this, `private-${zone}-Default`, {
          routeTableId: table.id,
          destinationCidrBlock: ANYWHERE,
          natGatewayId: way.id,
        });
      return table;
    });
    const isolated = this.table('isolated', site, network, 'Isolated', network.subnets.isolated);
    this.privateRouteTableIds = [...privateTables, isolated].map((table) => table.id);
  }

  private table(
    tier: string,
    site: Site,
    network: NetworkRoutesProps['network'],
    key: string,
    subnets: Readonly<Record<string, string>>,
  ): RouteTable {
    const zones = Object.keys(subnets);
    const suffix = zones.length === 1 && key.includes(zones[0] as string) ? zones : [];
    const table = new RouteTable(this, key, {
      vpcId: network.vpcId,
      tags: { Name: resourceName('subnet', site.name, tier, ...suffix) },
    });
    for (const zone of zones)
      new RouteTableAssociation(this, `${tier}-${zone}-Association`, {
        routeTableId: table.id,
        subnetId: subnets[zone] as string,
      });
    return table;
  }

  private nat(site: Site, zone: string, subnetId: string): NatGateway {
    const tags = { Name: resourceName('subnet', site.name, 'nat', zone) };
    const address = new Eip(this, `NatAddress-${zone}`, { domain: 'vpc', tags });
    return new NatGateway(this, `Nat-${zone}`, { allocationId: address.id, subnetId, tags });
  }
}
