import { z } from 'zod';

const usd = z.number().nonnegative();
const CATALOG = "@default - the catalog's, where it knows the region";

/** Prices that the catalog lacks, or that are better known: another region's, a contract's, spot. They go before the catalog's. */
export const pricesSpec = z.strictObject({
  onDemandUsdPerHour: z
    .record(z.string(), usd)
    .default({})
    .describe('Hosts on demand by instance type, USD per hour. @default {}'),
  spotUsdPerHour: z
    .record(z.string(), usd)
    .default({})
    .describe('Spot hosts by instance type, USD per hour. @default {}'),
  natGatewayUsdPerHour: usd.optional().describe(`A NAT gateway, USD per hour. ${CATALOG}`),
  publicAddressUsdPerHour: usd.optional().describe(`A public IPv4 address, USD per hour. ${CATALOG}`),
  applicationGatewayUsdPerHour: usd.optional().describe(`An application load balancer, USD per hour. ${CATALOG}`),
  networkGatewayUsdPerHour: usd.optional().describe(`A network load balancer, USD per hour. ${CATALOG}`),
  interfaceEndpointUsdPerHour: usd.optional().describe(`An interface endpoint in one zone, USD per hour. ${CATALOG}`),
  diskUsdPerGiBMonth: usd.optional().describe(`A GiB of a host's root volume, USD per month. ${CATALOG}`),
});

/** Prices as people write them. */
export type PricesInput = z.input<typeof pricesSpec>;
/** Prices with every default filled in. */
export type PricesSpec = z.output<typeof pricesSpec>;
