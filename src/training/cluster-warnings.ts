import { type InstanceType, instanceType } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import { movingImage } from '../fleet/ami';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { budgetWarnings } from './budget';
import { hostMountWarnings } from './check-host-mounts';
import { hostTypes } from './host-types';
import { placementOf } from './placement-group';
import { blockWarnings } from './reservation';
import { isPreviousGeneration } from './usable-host';

/**
 * What is legal of a cluster, and may surprise. Fields are those of the cluster.
 * @param siteZones zones of the environment.
 */
export function trainingClusterWarnings(spec: TrainingClusterSpec, siteZones: readonly string[]): Problem[] {
  const types = hostTypes(spec, '').types.flatMap((name) => instanceType(name) ?? []);
  return [
    ...movingImage(spec),
    ...(spec.instanceTypes ?? []).flatMap((name, i) => previousGeneration(name, `instanceTypes.${i}`)),
    ...(types.length === 0 ? [] : [...hostAboveMax(types, spec), ...warmHosts(types, spec)]),
    ...(spec.multiNode ? multiNodeWarnings(types) : []),
    ...placementBesideReservation(spec),
    ...reserveForNobody(spec),
    ...reservedElsewhere(types, spec),
    ...(spec.multiNode ? neverReached(spec) : []),
    ...hostMountWarnings(spec, siteZones),
    ...budgetWarnings(spec),
    ...blockWarnings(
      spec,
      types.map(({ type }) => type),
    ),
  ];
}

/** A reservation is of one type in one zone; hosts of others do not start in it (EC2 user guide, "On-Demand Capacity Reservations", 2026-11). */
function reservedElsewhere(
  types: readonly InstanceType[],
  { capacity, capacityBlock, zones = [] }: TrainingClusterSpec,
): Problem[] {
  const reserved = capacity.indexOf('reserved');
  // Of a block that is refused.
  if (reserved < 0 || capacityBlock !== undefined || (types.length < 2 && zones.length < 2)) return [];
  const problem = `is 'reserved', and a reservation is of one type in one zone, where hosts may be ${types.map(({ type }) => type).join(', ')}${zones.length > 1 ? ` in ${zones.join(', ')}` : ''}`;
  const fix = 'name the one type in instanceTypes, and the one zone';
  return [{ code: 'ReservationOfOne', field: `capacity.${reserved}`, problem, fix }];
}

/** A job of several hosts that the first environment has no capacity for blocks the queue (Batch user guide, "Compute environments for MNP jobs", 2026-11). */
function neverReached({ capacity }: TrainingClusterSpec): Problem[] {
  if (capacity.length < 2) return [];
  const problem = `is '${capacity[1]}', and jobs of several hosts wait for '${capacity[0]}' whatever comes after it`;
  return [{ code: 'CapacityNeverReached', field: 'capacity.1', problem, fix: 'make a cluster of each' }];
}

function previousGeneration(name: string, field: string): Problem[] {
  const type = instanceType(name);
  if (type === undefined || !isPreviousGeneration(type)) return [];
  const problem = `is '${name}', of a generation before Nitro: slower for the same money, and with less and less capacity`;
  return [{ code: 'PreviousGeneration', field, problem, fix: 'use a type of a later one' }];
}

/** AWS Batch may go one host above the maximum, except where that is exactly reached (user guide, "Allocation strategies", 2026-11). */
function hostAboveMax(types: readonly InstanceType[], { maxVcpus }: TrainingClusterSpec): Problem[] {
  const larger = types.filter(({ vcpu }) => vcpu > maxVcpus);
  if (larger.length === 0 || larger.length === types.length) return [];
  const largest = Math.max(...larger.map(({ vcpu }) => vcpu));
  const problem = `is ${maxVcpus}, and AWS Batch may start one host above it: ${larger.map(({ type }) => type).join(', ')} has up to ${largest}`;
  return [
    { code: 'MayExceedMax', field: 'maxVcpus', problem, fix: `use ${largest} or more, or leave these types out` },
  ];
}

function warmHosts(types: readonly InstanceType[], { warmVcpus }: TrainingClusterSpec): Problem[] {
  if (warmVcpus === 0) return [];
  const perDay = types.flatMap(({ vcpu, usdPerHour, type }) =>
    usdPerHour === undefined ? [] : [{ type, usd: Math.ceil(warmVcpus / vcpu) * usdPerHour * 24 }],
  );
  const [cheapest] = perDay.sort((a, b) => a.usd - b.usd);
  const costs =
    cheapest === undefined
      ? 'at a price that is not known'
      : `${cheapest.usd.toFixed(2)} US dollars a day or more (${cheapest.type})`;
  const problem = `is ${warmVcpus}: hosts that stay and may do nothing, ${costs}`;
  return [{ code: 'WarmHosts', field: 'warmVcpus', problem, fix: 'use 0, and wait a few minutes for the first host' }];
}

function multiNodeWarnings(types: readonly InstanceType[]): Problem[] {
  const problems: Problem[] = [];
  const without = types.filter(({ efa }) => efa === 0).map(({ type }) => type);
  if (without.length > 0) {
    const problem = `is true, and ${without.join(', ')} ${without.length === 1 ? 'has' : 'have'} no Elastic Fabric Adapter: hosts talk by TCP alone`;
    problems.push({ code: 'NoFabric', field: 'multiNode', problem, fix: 'use larger sizes, or a type that has one' });
  }
  if (types.length > 1) {
    const problem = `is true with ${types.length} instance types, and all hosts of a job are of one: it waits for that, though others are free`;
    problems.push({
      code: 'SeveralTypesTogether',
      field: 'multiNode',
      problem,
      fix: `use one of ${types.map(({ type }) => type).join(', ')}`,
    });
  }
  return problems;
}

function placementBesideReservation(spec: TrainingClusterSpec): Problem[] {
  if (!spec.capacity.includes('reserved') || spec.capacityBlock !== undefined) return [];
  if (placementOf(spec) !== 'cluster') return [];
  const problem = `is 'cluster' beside reservation ${spec.reservationId}: one that was made without this group has no capacity in it`;
  return [
    {
      code: 'PlacementBesideReservation',
      field: 'placement',
      problem,
      fix: 'leave it out, unless the reservation names the group',
    },
  ];
}

function reserveForNobody({ reservedPercent, teams }: TrainingClusterSpec): Problem[] {
  const count = Object.keys(teams).length;
  if (reservedPercent === 0 || count > 1) return [];
  const problem = `is ${reservedPercent}, kept for teams that run nothing yet, and there ${count === 0 ? 'are none' : 'is one'}: nobody ever uses it`;
  return [{ code: 'ReservedForNobody', field: 'reservedPercent', problem, fix: 'use 0, or name the teams' }];
}
