import { familyOf, instanceType } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { trainingZones } from './training-zones';

/** How the hosts of a cluster are placed. */
export type Placement = NonNullable<TrainingClusterSpec['placement']>;

/** EC2 user guide, "Placement groups", 2026-11: running hosts of a spread group by rack, in each zone; partitions of a partition group, likewise. */
export const PLACEMENT = { spreadPerZone: 7, partitionsPerZone: 7 } as const;

/** Families that no cluster group takes: they burst, or share their hosts (EC2 user guide, "Placement strategies", 2026-11). */
const NOT_TOGETHER = new Set([
  't1',
  't2',
  't3',
  't3a',
  't4g',
  'mac1',
  'm7i-flex',
  'm8i-flex',
  'c7i-flex',
  'c8i-flex',
  'r8i-flex',
]);

/**
 * How a cluster is placed: as it says, or close together for jobs of several hosts. Not beside a reservation: one that was made without the group has
 * no capacity in it, and hosts then fail for want of some (eksctl-io/eksctl#7949).
 */
export function placementOf({
  placement,
  multiNode,
  capacity,
}: Pick<TrainingClusterSpec, 'placement' | 'multiNode' | 'capacity'>): Placement {
  return placement ?? (multiNode && !capacity.includes('reserved') ? 'cluster' : 'none');
}

/** Placement that EC2 refuses when the first host starts. Fields are those of the cluster. */
export function checkPlacementGroup(
  spec: TrainingClusterSpec,
  types: readonly string[],
  siteZones: readonly string[],
): Problem[] {
  const placement = placementOf(spec);
  if (spec.capacityBlock !== undefined && placement !== 'none') return [inBlock(placement)];
  const zones = trainingZones(spec, siteZones);
  if (placement === 'cluster') return checkTogether(spec, types, zones);
  if (placement === 'none') return [];
  return [...checkReserved(spec, placement), ...(placement === 'spread' ? checkSpread(spec, types, zones.length) : [])];
}

/** A block is close together by itself, and its hosts start in no group (AWS ParallelCluster, validators of placement groups, 2026-11). */
function inBlock(placement: Placement): Problem {
  const problem = `is '${placement}', and hosts of a Capacity Block are close together without a group, and in none`;
  return { code: 'PlacementInBlock', field: 'placement', problem, fix: 'leave it out' };
}

function checkTogether(
  { multiNode, zones: said }: TrainingClusterSpec,
  types: readonly string[],
  zones: readonly string[],
): Problem[] {
  const apart = types.filter((type) => NOT_TOGETHER.has(familyOf(type)));
  const problems: Problem[] = [];
  if (apart.length > 0) {
    const problem = `is 'cluster', and EC2 puts ${apart.join(', ')} into no such group`;
    problems.push({ code: 'PlacementUnsupported', field: 'placement', problem, fix: "use other types, or 'none'" });
  }
  // Zones of multi-node clusters have a rule of their own.
  if (!multiNode && new Set(zones).size > 1) {
    const problem = `is 'cluster', a group in one zone, and the hosts may be in ${zones.length}: ${zones.join(', ')}`;
    const fix = `say zones: [${zones[0]}]${said === undefined ? '' : ' alone'}, or another placement`;
    problems.push({ code: 'PlacementSpansZones', field: 'placement', problem, fix });
  }
  return problems;
}

function checkReserved({ capacity, reservationId }: TrainingClusterSpec, placement: Placement): Problem[] {
  if (!capacity.includes('reserved')) return [];
  const problem = `is '${placement}', and a capacity reservation, ${reservationId ?? 'as capacity says'}, holds nothing in such a group`;
  return [{ code: 'PlacementNotReserved', field: 'placement', problem, fix: "use 'none'" }];
}

function checkSpread({ maxVcpus }: TrainingClusterSpec, types: readonly string[], zones: number): Problem[] {
  const vcpus = types.map((type) => instanceType(type)?.vcpu ?? 0).filter((vcpu) => vcpu > 0);
  if (vcpus.length === 0) return [];
  const largest = Math.max(...vcpus);
  const room = PLACEMENT.spreadPerZone * zones;
  // Of the largest hosts the fewest are needed: if these are too many, the rest of maxVcpus is never reached.
  const hosts = Math.ceil(maxVcpus / largest);
  if (hosts <= room) return [];
  const problem = `is 'spread', of ${PLACEMENT.spreadPerZone} hosts a zone: ${room} in ${zones}, and maxVcpus ${maxVcpus} is ${hosts} hosts or more`;
  return [
    {
      code: 'SpreadTooWide',
      field: 'placement',
      problem,
      fix: `use maxVcpus ${room * largest} or less, or 'partition'`,
    },
  ];
}
