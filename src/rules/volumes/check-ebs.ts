import type { Problem } from '../../errors';
import { show } from '../../spec/parse';
import type { Site } from '../../spec/site';
import type { EbsVolume } from '../../spec/volume';
import { unknownName } from '../unknown-name';

/** What a volume type may be (EC2 API_CreateVolume, 2026-11; ratios: aws-ebs-csi-driver, `pkg/cloud/cloud.go`, 2026-11). */
interface Limits {
  readonly sizeGiB: readonly [least: number, most: number];
  readonly iops: readonly [least: number, most: number];
  /** Most operations a second for each GiB. */
  readonly iopsPerGiB: number;
}

const LIMITS: Readonly<Record<EbsVolume['volumeType'], Limits>> = {
  gp3: { sizeGiB: [1, 65_536], iops: [3000, 80_000], iopsPerGiB: 500 },
  io2: { sizeGiB: [4, 65_536], iops: [100, 256_000], iopsPerGiB: 1000 },
};

/** Operations and throughput that every gp3 volume has, whatever its size. */
const GP3 = { iops: 3000, throughputMiBps: 125, mostMiBps: 2000 } as const;

/** Operations a second that one MiB/s of gp3 takes (AWS ParallelCluster, `EbsVolumeThroughputIopsValidator`, 2024-10). */
const IOPS_PER_MIBPS = 4;

/** How fast a volume is, with what it does not say. */
export function speedOf({ volumeType, iops, throughputMiBps }: EbsVolume): { iops?: number; throughputMiBps?: number } {
  if (volumeType === 'io2') return iops === undefined ? {} : { iops };
  return { iops: iops ?? GP3.iops, throughputMiBps: throughputMiBps ?? GP3.throughputMiBps };
}

/** Whether a volume costs by its size alone. */
export function isPlain(volume: EbsVolume): boolean {
  const { iops, throughputMiBps } = speedOf(volume);
  return volume.volumeType === 'gp3' && iops === GP3.iops && throughputMiBps === GP3.throughputMiBps;
}

/** What EBS would refuse of a volume. */
export function checkEbs(volume: EbsVolume, { zones }: Pick<Site, 'zones'>): Problem[] {
  return [...checkSize(volume), ...checkIops(volume), ...checkThroughput(volume), ...checkSource(volume, zones)];
}

function checkSize({ volumeType, sizeGiB }: EbsVolume): Problem[] {
  const says = (range: string) => `${volumeType} volumes have ${range} GiB`;
  return outOf('SizeOutOfRange', 'sizeGiB', sizeGiB, LIMITS[volumeType].sizeGiB, says);
}

function checkIops({ volumeType, sizeGiB, iops }: EbsVolume): Problem[] {
  const limits = LIMITS[volumeType];
  if (iops === undefined)
    return volumeType === 'gp3'
      ? []
      : [{ code: 'IopsNeeded', field: 'iops', problem: 'is not said, and io2 has no default', fix: 'say how many' }];
  const range = outOf(
    'IopsOutOfRange',
    'iops',
    iops,
    limits.iops,
    (most) => `${volumeType} volumes do ${most} a second`,
  );
  const most = Math.max(volumeType === 'gp3' ? GP3.iops : 0, sizeGiB * limits.iopsPerGiB);
  if (range.length > 0 || iops <= most) return range;
  return [
    {
      code: 'IopsExceedSize',
      field: 'iops',
      problem: `is ${iops}, and ${sizeGiB} GiB of ${volumeType} do ${most} at most, ${limits.iopsPerGiB} for each GiB`,
      fix: `use ${most} or less, or sizeGiB ${Math.ceil(iops / limits.iopsPerGiB)} or more`,
    },
  ];
}

function checkThroughput(volume: EbsVolume): Problem[] {
  const { volumeType, throughputMiBps: asked } = volume;
  const field = 'throughputMiBps';
  if (asked === undefined) return [];
  if (volumeType !== 'gp3') {
    const problem = `is ${asked}, and ${volumeType} has no throughput of its own: it comes with iops`;
    return [{ code: 'ThroughputOfIops', field, problem, fix: 'remove it' }];
  }
  const bounds = [GP3.throughputMiBps, GP3.mostMiBps] as const;
  const range = outOf('ThroughputOutOfRange', field, asked, bounds, (some) => `gp3 volumes have ${some} MiB/s`);
  const { iops = GP3.iops } = speedOf(volume);
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

function checkSource({ from, zone }: EbsVolume, zones: readonly string[]): Problem[] {
  return [
    ...(from === undefined || /^snap-([0-9a-f]{8}|[0-9a-f]{17})$/.test(from.snapshot)
      ? []
      : [
          {
            code: 'InvalidSnapshot',
            field: 'from.snapshot',
            problem: `is ${show(from.snapshot)}, which is no id of a snapshot`,
            fix: "use one like 'snap-0123456789abcdef0'",
          },
        ]),
    ...(zone === undefined || zones.includes(zone)
      ? []
      : [unknownName('UnknownZone', 'zone', 'zone of the environment', zone, zones)]),
  ];
}

function outOf(
  code: string,
  field: string,
  value: number,
  [least, most]: readonly [number, number],
  says: (range: string) => string,
): Problem[] {
  if (value >= least && value <= most) return [];
  const range = `${least} to ${most}`;
  return [{ code, field, problem: `is ${value}, and ${says(range)}`, fix: `use ${range}` }];
}
