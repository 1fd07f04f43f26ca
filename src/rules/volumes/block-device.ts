import type { Problem } from '../../errors';
import { show } from '../../spec/parse';

/** What is said of block storage, whoever makes it. */
export interface BlockDevice {
  readonly sizeGiB: number;
  readonly volumeType: 'gp3' | 'io2';
  readonly iops?: number | undefined;
  readonly throughputMiBps?: number | undefined;
  readonly from?: { readonly snapshot: string } | undefined;
}

/** What a volume type may be. */
interface TypeLimits {
  readonly sizeGiB: readonly [least: number, most: number];
  readonly iops: readonly [least: number, most: number];
}

/** What volumes may be, by type, and the throughput of gp3, MiB/s. */
export interface BlockLimits {
  readonly gp3: TypeLimits;
  readonly io2: TypeLimits;
  readonly throughputMiBps: readonly [least: number, most: number];
}

/** Most operations a second for each GiB (aws-ebs-csi-driver, `pkg/cloud/cloud.go`, 2026-11). */
const IOPS_PER_GIB = { gp3: 500, io2: 1000 } as const;

/** Operations and throughput that every gp3 volume has, whatever its size (EC2 API_CreateVolume, 2026-11). */
const GP3 = { iops: 3000, throughputMiBps: 125 } as const;

/** Operations a second that one MiB/s of gp3 takes (AWS ParallelCluster, `EbsVolumeThroughputIopsValidator`, 2024-10). */
const IOPS_PER_MIBPS = 4;

/** How fast a volume is, with what it does not say. */
export function speedOf({ volumeType, iops, throughputMiBps }: BlockDevice): {
  iops?: number;
  throughputMiBps?: number;
} {
  if (volumeType === 'io2') return iops === undefined ? {} : { iops };
  return { iops: iops ?? GP3.iops, throughputMiBps: throughputMiBps ?? GP3.throughputMiBps };
}

/** Whether a volume costs by its size alone. */
export function isPlain(device: BlockDevice): boolean {
  const { iops, throughputMiBps } = speedOf(device);
  return device.volumeType === 'gp3' && iops === GP3.iops && throughputMiBps === GP3.throughputMiBps;
}

/** Size, operations and throughput that EBS would refuse, alone or together. */
export function checkBlockDevice(device: BlockDevice, limits: BlockLimits): Problem[] {
  return [
    ...checkSize(device, limits),
    ...checkIops(device, limits),
    ...checkThroughput(device, limits),
    ...checkSnapshot(device),
  ];
}

function checkSize({ volumeType, sizeGiB }: BlockDevice, limits: BlockLimits): Problem[] {
  return outOf(
    'SizeOutOfRange',
    'sizeGiB',
    sizeGiB,
    limits[volumeType].sizeGiB,
    `${volumeType} volumes are`,
    'GiB large',
  );
}

function checkIops({ volumeType, sizeGiB, iops }: BlockDevice, limits: BlockLimits): Problem[] {
  if (iops === undefined)
    return volumeType === 'gp3'
      ? []
      : [{ code: 'IopsNeeded', field: 'iops', problem: 'is not said, and io2 has no default', fix: 'say how many' }];
  const range = outOf('IopsOutOfRange', 'iops', iops, limits[volumeType].iops, `${volumeType} volumes do`, 'a second');
  const perGiB = IOPS_PER_GIB[volumeType];
  const most = Math.max(volumeType === 'gp3' ? GP3.iops : 0, sizeGiB * perGiB);
  if (range.length > 0 || iops <= most) return range;
  return [
    {
      code: 'IopsExceedSize',
      field: 'iops',
      problem: `is ${iops}, and ${sizeGiB} GiB of ${volumeType} do ${most} at most, ${perGiB} for each GiB`,
      fix: `use ${most} or less, or sizeGiB ${Math.ceil(iops / perGiB)} or more`,
    },
  ];
}

function checkThroughput(device: BlockDevice, limits: BlockLimits): Problem[] {
  const { volumeType, throughputMiBps: asked } = device;
  const field = 'throughputMiBps';
  if (asked === undefined) return [];
  if (volumeType !== 'gp3') {
    const problem = `is ${asked}, and ${volumeType} has no throughput of its own: it comes with iops`;
    return [{ code: 'ThroughputOfIops', field, problem, fix: 'remove it' }];
  }
  const range = outOf('ThroughputOutOfRange', field, asked, limits.throughputMiBps, 'gp3 volumes have', 'MiB/s');
  const { iops = GP3.iops } = speedOf(device);
  if (range.length > 0 || asked * IOPS_PER_MIBPS <= iops) return range;
  return [
    {
      code: 'ThroughputExceedsIops',
      field,
      problem: `is ${asked}, and ${iops} operations a second carry ${Math.floor(iops / IOPS_PER_MIBPS)} MiB/s at most`,
      fix: `use ${Math.floor(iops / IOPS_PER_MIBPS)} or less, or iops ${asked * IOPS_PER_MIBPS} or more`,
    },
  ];
}

function checkSnapshot({ from }: BlockDevice): Problem[] {
  if (from === undefined || /^snap-([0-9a-f]{8}|[0-9a-f]{17})$/.test(from.snapshot)) return [];
  return [
    {
      code: 'InvalidSnapshot',
      field: 'from.snapshot',
      problem: `is ${show(from.snapshot)}, which is no id of a snapshot`,
      fix: "use one like 'snap-0123456789abcdef0'",
    },
  ];
}

function outOf(
  code: string,
  field: string,
  value: number,
  [least, most]: readonly [number, number],
  who: string,
  unit: string,
): Problem[] {
  if (value >= least && value <= most) return [];
  const problem = `is ${value}, and ${who} ${least} to ${most} ${unit}`;
  return [{ code, field, problem, fix: `use ${least} to ${most}` }];
}
