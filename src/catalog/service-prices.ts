/** A price of AWS, in the one region that it was read for. */
interface ServicePrice {
  readonly usd: number;
  readonly source: string;
  /** When it was true. */
  readonly date: string;
}

/** The region of these prices: those of all others are unknown. */
export const SERVICE_PRICE_REGION = 'us-east-1';

const ELB = 'Elastic Load Balancing pricing, us-east-1; the same in the price tests of Infracost (lb_test)';
const VPC = 'Amazon VPC pricing, us-east-1; the same in the price tests of Infracost';

/** What is paid for by the hour whether it is used or not. What is used of it (traffic, capacity units) is paid for beside that. */
export const SERVICE_PRICES = {
  /** One NAT gateway, an hour. */
  natGateway: { usd: 0.045, source: `${VPC} (nat_gateway_test)`, date: '2026-06-01' },
  /** One public IPv4 address, an hour. */
  publicAddress: {
    usd: 0.005,
    source: 'AWS blog, "Identify and optimize public IPv4 address usage on AWS"',
    date: '2024-02-01',
  },
  /** One application load balancer, an hour, without capacity units. */
  applicationGateway: { usd: 0.0225, source: ELB, date: '2026-05-01' },
  /** One network load balancer, an hour, without capacity units. */
  networkGateway: { usd: 0.0225, source: ELB, date: '2026-05-01' },
  /** One interface endpoint in one zone, an hour. */
  interfaceEndpoint: { usd: 0.01, source: `${VPC} (vpc_endpoint_test)`, date: '2026-06-01' },
  /** One GiB of a gp3 volume, a month. */
  diskGiBMonth: { usd: 0.08, source: 'Amazon EBS pricing, gp3, us-east-1', date: '2021-02-04' },
} as const satisfies Readonly<Record<string, ServicePrice>>;

/** Hours that AWS counts as a month where it gives a monthly price (AWS Pricing Calculator, assumptions). */
export const HOURS_PER_MONTH = 730;
