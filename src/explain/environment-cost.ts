import { interfaceEndpoints } from '../network/endpoints';
import { isPlain } from '../rules/volumes/block-device';
import type { EnvironmentSpec } from '../spec/environment';
import type { FleetSpec } from '../spec/fleet';
import type { SystemSpec } from '../spec/system';
import type { VolumeSpec } from '../spec/volume';
import { type Cost, type CostLine, costOf } from './cost';
import type { FleetExplanation } from './explain-fleet';
import type { PriceList } from './price-list';

/** What of a bill no spec can tell, because it comes with use. */
export const NOT_COUNTED = [
  'traffic, between zones and out',
  'capacity units of load balancers',
  'logs, metrics and their retention',
  'storage of images, state, access logs and file systems',
  'hosts of training clusters: what a run of a job costs at most stands with it',
  'keys, secrets and DNS',
  'taxes, discounts and commitments',
] as const;

/** What an environment costs by the hour with all its services at their fewest or most replicas. */
export function environmentCost(
  environment: EnvironmentSpec,
  systems: readonly SystemSpec[],
  fleets: readonly FleetExplanation[],
  prices: PriceList,
  at: 'atMinimum' | 'atMaximum',
): Cost {
  return costOf([
    ...fleets.flatMap((fleet) =>
      hostLines(fleet, environment.fleets[fleet.like ?? fleet.fleet] as FleetSpec, prices, at),
    ),
    ...systems.flatMap((system) => volumeLines(system, prices)),
    ...networkLines(environment, prices),
    ...gatewayLines(environment, prices),
  ]);
}

function hostLines(
  { fleet, like, assumedType, hosts: types, ...states }: FleetExplanation,
  { rootGiB }: FleetSpec,
  prices: PriceList,
  at: 'atMinimum' | 'atMaximum',
): CostLine[] {
  const hosts = Math.min(states[at].hosts, states.maxHosts);
  const onDemand = states.onDemand[at];
  const where = like === undefined ? `fleet ${fleet}` : `${fleet} alone`;
  const spot = types.map(({ type }) => prices.spot(type));
  return [
    line(`${assumedType} on demand, ${where}`, onDemand, prices.onDemand(assumedType)),
    line(
      `spot host of fleet ${fleet} (${types.map(({ type }) => type).join(', ')})`,
      hosts - onDemand,
      // Which of its types EC2 takes is not known before: the dearest is the bound, and one unknown price makes it unknown.
      spot.every((price) => price !== undefined) ? Math.max(...(spot as number[])) : undefined,
    ),
    line(`root volume of ${rootGiB} GiB, ${where}`, hosts, times(rootGiB, prices.diskGiB)),
  ];
}

/** Volumes that are paid for by their size, used or not. What io2 costs, and gp3 that is faster than each is, nobody has said. */
function volumeLines({ name: system, volumes }: SystemSpec, prices: PriceList): CostLine[] {
  return Object.keys(volumes)
    .sort()
    .flatMap((name) => {
      const volume = volumes[name] as VolumeSpec;
      if (volume.kind !== 'ebs') return [];
      const { volumeType, sizeGiB } = volume;
      const price = isPlain(volume) ? times(sizeGiB, prices.diskGiB) : undefined;
      return [line(`volume ${system}/${name}, ${volumeType} of ${sizeGiB} GiB`, 1, price)];
    });
}

function networkLines({ network, zones }: EnvironmentSpec, prices: PriceList): CostLine[] {
  const nats = { 'per-zone': zones.length, single: 1, none: 0 }[network.nat];
  const endpoints = interfaceEndpoints(network.nat, network.endpoints).length * zones.length;
  return [
    line('NAT gateway', nats, prices.natGateway),
    line('public address of a NAT gateway', nats, prices.publicAddress),
    line('interface endpoint in a zone', endpoints, prices.interfaceEndpoint),
  ];
}

function gatewayLines({ gateways, zones }: EnvironmentSpec, prices: PriceList): CostLine[] {
  return Object.keys(gateways)
    .sort()
    .flatMap((name) => {
      const { kind, scheme, zones: own } = gateways[name] as EnvironmentSpec['gateways'][string];
      const price = kind === 'application' ? prices.applicationGateway : prices.networkGateway;
      // A load balancer has one address in each of its zones at least; an application load balancer that grows has more.
      const addresses = scheme === 'internet-facing' ? (own ?? zones).length : 0;
      return [
        line(`${kind} gateway ${name}`, 1, price),
        line(`public address of gateway ${name}`, addresses, prices.publicAddress),
      ];
    });
}

function line(what: string, count: number, usdPerHour: number | undefined): CostLine {
  return { what, count, ...(usdPerHour !== undefined && { usdPerHour }) };
}

function times(count: number, price: number | undefined): number | undefined {
  return price === undefined ? undefined : count * price;
}
