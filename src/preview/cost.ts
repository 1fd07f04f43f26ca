import { type PriceList, priceList } from '../explain/price-list';
import type { PricesSpec } from '../spec/prices';
import { at } from './nested-json';
import type { ResourceChange } from './plan-json';
import { RISK_TABLE } from './risk-table';

/** What something costs by the hour, USD: with the fewest and with the most that may run of it. Unknown where no price is known. */
export type HourlyCost = { readonly least: number; readonly most: number } | 'unknown';

/** What a change does to the bill. */
export interface CostChange {
  readonly address: string;
  /** What is paid for: `block storage, gp3 of 10 GiB`. */
  readonly what: string;
  readonly before: HourlyCost;
  readonly after: HourlyCost;
}

interface Paid {
  readonly what: string;
  readonly cost: HourlyCost;
}

const NOTHING: HourlyCost = { least: 0, most: 0 };

/**
 * What of the bill changes that is paid by the hour, used or not. What is paid by use (traffic, requests, what a file system holds) no plan tells.
 * A price that nobody gave is unknown, and never nothing. @param changes what of the plan may be shown.
 */
export function costChanges(
  changes: readonly ResourceChange[],
  region: string | undefined,
  prices: PricesSpec,
): CostChange[] {
  return changes.flatMap(({ address, type, mode, change }): CostChange[] => {
    if (mode !== 'managed' || !isPaid(type)) return [];
    const { before, after, actions } = change;
    // What is forgotten is paid for as before.
    const stays = actions.includes('forget') ? before : undefined;
    const cost = (side: unknown) =>
      side == null ? undefined : costOf(type, side, priceList(regionOf(side) ?? region ?? '', prices));
    const [was, will] = [cost(before), cost(after ?? stays)];
    const paid = will ?? was;
    if (paid === undefined || JSON.stringify(was) === JSON.stringify(will)) return [];
    return [{ address, what: paid.what, before: was?.cost ?? NOTHING, after: will?.cost ?? NOTHING }];
  });
}

function isPaid(type: string): boolean {
  return Object.hasOwn(COSTS, type) || (Object.hasOwn(RISK_TABLE, type) && RISK_TABLE[type]?.created === 'cost');
}

/** How the price of a type is made. What is paid for and not here is unknown. */
const COSTS: Readonly<Record<string, (resource: unknown, prices: PriceList) => Paid>> = {
  aws_nat_gateway: (_, prices) => one('a NAT gateway', prices.natGateway),
  aws_eip: (_, prices) => one('a public address', prices.publicAddress),
  aws_lb: (resource, prices) => {
    const kind = at(resource, 'load_balancer_type');
    const price =
      kind === 'application' ? prices.applicationGateway : kind === 'network' ? prices.networkGateway : undefined;
    return one(`a load balancer (${said(kind)})`, price);
  },
  aws_vpc_endpoint: (resource, prices) => {
    if (at(resource, 'vpc_endpoint_type') === 'Gateway') return { what: 'a gateway endpoint', cost: NOTHING };
    const subnets = at(resource, 'subnet_ids');
    const zones = Array.isArray(subnets) ? subnets.length : undefined;
    return one(`an interface endpoint in ${zones ?? 'some'} zones`, times(zones, prices.interfaceEndpoint));
  },
  aws_ebs_volume: (resource, prices) => {
    const [type, size] = [at(resource, 'type'), at(resource, 'size')];
    const what = `block storage, ${said(type)} of ${said(size)} GiB`;
    return one(what, isPlainDisk(resource) ? times(Number(size), prices.diskGiB) : undefined);
  },
  aws_instance: (resource, prices) => {
    const type = at(resource, 'instance_type');
    return one(`a host, ${said(type)}`, typeof type === 'string' ? prices.onDemand(type) : undefined);
  },
  aws_autoscaling_group: hosts,
};

function costOf(type: string, resource: unknown, prices: PriceList): Paid {
  const cost = Object.hasOwn(COSTS, type) ? COSTS[type] : undefined;
  return cost === undefined ? { what: RISK_TABLE[type]?.what ?? type, cost: 'unknown' } : cost(resource, prices);
}

/** From its fewest hosts of its cheapest type to its most of the dearest. Spot is as cheap as somebody says; the disks of hosts are not in it. */
function hosts(group: unknown, prices: PriceList): Paid {
  const policy = first(at(group, 'mixed_instances_policy'));
  const overrides = at(first(at(policy, 'launch_template')), 'override');
  const types = (Array.isArray(overrides) ? overrides : []).map((override) => at(override, 'instance_type'));
  const percent = at(first(at(policy, 'instances_distribution')), 'on_demand_percentage_above_base_capacity');
  const markets = percent === 100 ? [prices.onDemand] : [prices.onDemand, prices.spot];
  const each = types.flatMap((type) => markets.map((price) => (typeof type === 'string' ? price(type) : undefined)));
  const [min, max] = [at(group, 'min_size'), at(group, 'max_size')];
  const what = `${said(min)} to ${said(max)} hosts (${types.length > 0 ? types.map(said).join(', ') : 'of types that the plan does not tell'})`;
  const known = each.filter((price): price is number => price !== undefined);
  const isKnown =
    known.length === each.length && known.length > 0 && typeof min === 'number' && typeof max === 'number';
  return { what, cost: isKnown ? { least: min * Math.min(...known), most: max * Math.max(...known) } : 'unknown' };
}

/** A gp3 volume with no more than what its size pays for (Amazon EBS pricing, 2026-11). */
function isPlainDisk(volume: unknown): boolean {
  const within = (key: string, most: number) => Number(at(volume, key) ?? 0) <= most;
  return (
    at(volume, 'type') === 'gp3' &&
    typeof at(volume, 'size') === 'number' &&
    within('iops', 3000) &&
    within('throughput', 125)
  );
}

function one(what: string, price: number | undefined): Paid {
  return { what, cost: price === undefined ? 'unknown' : { least: price, most: price } };
}

function times(count: number | undefined, price: number | undefined): number | undefined {
  return count === undefined || price === undefined ? undefined : count * price;
}

/** Where a resource is, by its zone or its ARN. */
function regionOf(resource: unknown): string | undefined {
  const [zone, arn] = [at(resource, 'availability_zone'), at(resource, 'arn')];
  if (typeof zone === 'string') return /^[a-z]{2}(?:-[a-z]+)+-\d/.exec(zone)?.[0];
  return typeof arn === 'string' ? arn.split(':')[3] || undefined : undefined;
}

/** The region that a configuration names, where its providers name one and the same. */
export function providerRegion(configuration: unknown): string | undefined {
  const providers = Object.values((at(configuration, 'provider_config') ?? {}) as object);
  const regions = providers.map((provider) => at(at(at(provider, 'expressions'), 'region'), 'constant_value'));
  const named = [...new Set(regions.filter((region): region is string => typeof region === 'string'))];
  return named.length === 1 ? named[0] : undefined;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? value[0] : value;
}

function said(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : 'unknown';
}
