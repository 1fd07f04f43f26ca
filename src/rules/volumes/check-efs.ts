import type { Problem } from '../../errors';
import type { Site } from '../../spec/site';
import type { EfsVolume } from '../../spec/volume';
import { unknownName } from '../unknown-name';

/** What EFS would refuse. */
export function checkEfs(volume: EfsVolume, { zones }: Pick<Site, 'zones'>): Problem[] {
  return [...checkModes(volume), ...checkZone(volume, zones)];
}

function checkZone({ oneZone }: EfsVolume, zones: readonly string[]): Problem[] {
  if (oneZone === undefined || zones.includes(oneZone)) return [];
  return [unknownName('UnknownZone', 'oneZone', 'zone of the environment', oneZone, zones)];
}

/** Throughput that can be provisioned, MiB/s (EFS API_CreateFileSystem, 2026-11). */
const PROVISIONED = { least: 1, most: 3414 } as const;

function checkModes({ throughput, performance, oneZone }: EfsVolume): Problem[] {
  const alone = 'use generalPurpose';
  const slow =
    performance === 'maxIO' && throughput === 'elastic'
      ? [
          {
            code: 'MaxIoIsNotElastic',
            field: 'performance',
            problem: "is 'maxIO', which has no elastic throughput",
            fix: alone,
          },
        ]
      : [];
  const zone =
    performance === 'maxIO' && oneZone !== undefined
      ? [{ code: 'MaxIoInOneZone', field: 'performance', problem: "is 'maxIO', which no single zone has", fix: alone }]
      : [];
  if (typeof throughput === 'string') return [...slow, ...zone];
  const { provisionedMiBps: asked } = throughput;
  const { least, most } = PROVISIONED;
  if (asked >= least && asked <= most) return zone;
  const problem = `is ${asked}, and EFS provisions ${least} to ${most} MiB/s`;
  return [
    ...zone,
    { code: 'ThroughputOutOfRange', field: 'throughput.provisionedMiBps', problem, fix: `use ${least} to ${most}` },
  ];
}
