import fc from 'fast-check';
import { EC2_CATALOG } from '../../../src/catalog/ec2-instances';
import { SERVICE_PRICE_REGION, SERVICE_PRICES } from '../../../src/catalog/service-prices';
import { costOf } from '../../../src/explain/cost';
import { onDemandHosts } from '../../../src/explain/on-demand-hosts';
import { priceList } from '../../../src/explain/price-list';
import { pricesSpec } from '../../../src/spec/prices';

const none = pricesSpec.parse({});

describe('a cost', () => {
  it('is the sum of what has a price, and names what has none', () => {
    const cost = costOf([
      { what: 'host', count: 3, usdPerHour: 0.1 },
      { what: 'spot host', count: 2 },
      { what: 'nothing', count: 0 },
    ]);
    expect(cost.usdPerHour).toBe(0.3);
    expect(cost.unknown).toEqual(['spot host']);
    expect(cost.lines.map(({ what }) => what)).toEqual(['host', 'spot host']);
  });

  it('knows the price of nothing that it was not told, and never counts it as free', () => {
    const line = fc.record(
      { what: fc.string(), count: fc.nat(100), usdPerHour: fc.double({ min: 0.001, max: 100, noNaN: true }) },
      { requiredKeys: ['what', 'count'] },
    );
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        const { usdPerHour, unknown } = costOf(lines);
        const some = lines.filter(({ count }) => count > 0);
        expect(unknown).toHaveLength(some.filter((one) => one.usdPerHour === undefined).length);
        expect(usdPerHour > 0).toBe(some.some((one) => one.usdPerHour !== undefined));
      }),
    );
  });
});

describe('prices', () => {
  it('are those of the catalog in its region', () => {
    const prices = priceList('us-east-1', none);
    expect(prices.onDemand('m6i.2xlarge')).toBe(0.384);
    expect([prices.natGateway, prices.applicationGateway, prices.networkGateway]).toEqual([0.045, 0.0225, 0.0225]);
    expect([prices.interfaceEndpoint, prices.publicAddress]).toEqual([0.01, 0.005]);
    expect(prices.diskGiB).toBeCloseTo(0.08 / 730);
  });

  it('are unknown in every other region, for types without a price, and for spot', () => {
    const { onDemand, spot, ...services } = priceList('eu-central-1', none);
    expect(onDemand('m6i.2xlarge')).toBeUndefined();
    expect(Object.values(services).filter((price) => price !== undefined)).toEqual([]);
    expect(priceList('us-east-1', none).onDemand('p5e.48xlarge')).toBeUndefined();
    expect(spot('m6i.2xlarge')).toBeUndefined();
  });

  it('that were given go before the catalog', () => {
    const given = pricesSpec.parse({
      onDemandUsdPerHour: { 'm6i.2xlarge': 0.2 },
      spotUsdPerHour: { 'm6i.2xlarge': 0.1 },
      natGatewayUsdPerHour: 0,
    });
    const prices = priceList('eu-central-1', given);
    expect([prices.onDemand('m6i.2xlarge'), prices.spot('m6i.2xlarge'), prices.natGateway]).toEqual([0.2, 0.1, 0]);
    expect(priceList('us-east-1', given).natGateway).toBe(0);
  });

  it('of the catalog each carry a source and a date, for the one region', () => {
    expect(SERVICE_PRICE_REGION).toBe(EC2_CATALOG.region);
    for (const { usd, source, date } of Object.values(SERVICE_PRICES)) {
      expect(usd).toBeGreaterThan(0);
      expect(source.length).toBeGreaterThan(20);
      expect(date).toMatch(/^20\d\d-\d\d-\d\d$/);
    }
  });
});

describe('hosts on demand', () => {
  it.each([
    [10, 0, 100, 10],
    [10, 0, 0, 0],
    [10, 4, 0, 4],
    [10, 4, 50, 7],
    [10, 3, 50, 7],
    [2, 6, 50, 2],
  ])('of %d with a base of %d and %d %% above it are %d', (hosts, base, percentAboveBase, expected) => {
    expect(onDemandHosts(hosts, { base, percentAboveBase })).toBe(expected);
  });
});
