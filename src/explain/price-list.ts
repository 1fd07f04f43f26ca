import { EC2_CATALOG, instanceType } from '../catalog/ec2-instances';
import { HOURS_PER_MONTH, SERVICE_PRICE_REGION, SERVICE_PRICES } from '../catalog/service-prices';
import type { PricesSpec } from '../spec/prices';

/** What things cost by the hour in one region, USD; undefined for what nobody knows. */
export interface PriceList {
  readonly onDemand: (instanceType: string) => number | undefined;
  readonly spot: (instanceType: string) => number | undefined;
  readonly natGateway: number | undefined;
  readonly publicAddress: number | undefined;
  readonly applicationGateway: number | undefined;
  readonly networkGateway: number | undefined;
  readonly interfaceEndpoint: number | undefined;
  /** One GiB of a root volume. */
  readonly diskGiB: number | undefined;
}

/** The prices of a region: those given, then those of the catalog where it is the catalog's region. Spot is never in the catalog. */
export function priceList(region: string, given: PricesSpec): PriceList {
  const known = (name: keyof typeof SERVICE_PRICES) =>
    region === SERVICE_PRICE_REGION ? SERVICE_PRICES[name].usd : undefined;
  const month = given.diskUsdPerGiBMonth ?? known('diskGiBMonth');
  return {
    onDemand: (type) =>
      given.onDemandUsdPerHour[type] ?? (region === EC2_CATALOG.region ? instanceType(type)?.usdPerHour : undefined),
    spot: (type) => given.spotUsdPerHour[type],
    natGateway: given.natGatewayUsdPerHour ?? known('natGateway'),
    publicAddress: given.publicAddressUsdPerHour ?? known('publicAddress'),
    applicationGateway: given.applicationGatewayUsdPerHour ?? known('applicationGateway'),
    networkGateway: given.networkGatewayUsdPerHour ?? known('networkGateway'),
    interfaceEndpoint: given.interfaceEndpointUsdPerHour ?? known('interfaceEndpoint'),
    diskGiB: month === undefined ? undefined : month / HOURS_PER_MONTH,
  };
}
