import { instanceType } from '../catalog/ec2-instances';
import type { Problem } from '../errors';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { trainingZones } from './training-zones';

/** Hosts of one block at most. EC2 API reference, DescribeCapacityBlockOfferings, 2026-11. */
const MOST_OF_BLOCK = 64;

/** What is behind `reserved`. */
export interface Reservation {
  readonly id: string;
  /** It is that of a Capacity Block, which hosts must ask for as such. */
  readonly isBlock: boolean;
  /** Field of the cluster that says it. */
  readonly field: string;
}

type Said = Pick<TrainingClusterSpec, 'reservationId' | 'capacityBlock'>;

/** What is behind `reserved`; undefined where nothing is. */
export function reservationOf({ reservationId, capacityBlock }: Said): Reservation | undefined {
  if (capacityBlock !== undefined)
    return { id: capacityBlock.reservationId, isBlock: true, field: 'capacityBlock.reservationId' };
  return reservationId === undefined ? undefined : { id: reservationId, isBlock: false, field: 'reservationId' };
}

/**
 * Reservations that nobody names, or nobody uses, and blocks whose hosts would not start. Fields are those of the cluster.
 * @param types hosts of the cluster.
 * @param siteZones zones of the environment.
 */
export function checkReservation(
  spec: TrainingClusterSpec,
  types: readonly string[],
  siteZones: readonly string[],
): Problem[] {
  const { capacity, reservationId, capacityBlock } = spec;
  const reserved = capacity.indexOf('reserved');
  const behind = reservationOf(spec);
  if (reservationId !== undefined && capacityBlock !== undefined) {
    const problem = `is '${reservationId}' beside capacityBlock, and 'reserved' is one of the two`;
    return [{ code: 'ReservationTwice', field: 'reservationId', problem, fix: 'leave one of them out' }];
  }
  if (reserved >= 0 && behind === undefined) {
    const problem = "is 'reserved', and no reservation is named";
    const fix = "say reservationId: 'cr-0123456789abcdef0', or leave it out";
    return [{ code: 'ReservationNotSaid', field: `capacity.${reserved}`, problem, fix }];
  }
  if (reserved < 0 && behind !== undefined) {
    const problem = `is '${behind.id}', and capacity does not say 'reserved': it would be paid for and not used`;
    const fix = "add 'reserved' to capacity, or leave it out";
    return [{ code: 'ReservationUnused', field: behind.field, problem, fix }];
  }
  return capacityBlock === undefined ? [] : checkBlock(types, trainingZones(spec, siteZones));
}

/** A block is of one accelerated type in one zone (EC2 user guide, "Capacity Blocks for ML" and "Launch instances using Capacity Blocks", 2026-11). */
function checkBlock(types: readonly string[], zones: readonly string[]): Problem[] {
  const field = 'capacityBlock';
  const plain = types.filter((type) => instanceType(type)?.accelerator === undefined);
  const problems: Problem[] = [];
  if (plain.length > 0) {
    const problem = `is of hosts with accelerators, and ${plain.join(', ')} ${plain.length === 1 ? 'has' : 'have'} none`;
    const fix = 'name the type of the block in instanceTypes, or use an on-demand capacity reservation: reservationId';
    problems.push({ code: 'BlockWithoutAccelerators', field, problem, fix });
  }
  if (types.length > 1 || zones.length > 1) {
    const problem = `is of one type in one zone, and hosts may be ${types.join(', ')} in ${zones.join(', ')}: those of another would not start`;
    const fix = 'name its type in instanceTypes, and its zone in zones';
    problems.push({ code: 'BlockOfOne', field, problem, fix });
  }
  return problems;
}

/** More hosts than any block holds. */
export function blockWarnings(
  { capacityBlock, maxVcpus }: Pick<TrainingClusterSpec, 'capacityBlock' | 'maxVcpus'>,
  types: readonly string[],
): Problem[] {
  const vcpu = instanceType(types[0] ?? '')?.vcpu;
  if (capacityBlock === undefined || vcpu === undefined || maxVcpus <= vcpu * MOST_OF_BLOCK) return [];
  const problem = `is ${maxVcpus}, and a block holds ${MOST_OF_BLOCK} hosts at most, which have ${vcpu * MOST_OF_BLOCK}`;
  return [{ code: 'BlockOutgrown', field: 'maxVcpus', problem, fix: `use ${vcpu * MOST_OF_BLOCK} or less` }];
}
