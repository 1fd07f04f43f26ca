import { asked, type MetricName } from '../catalog/metrics';
import type { Query } from '../rollout/alarm-plans';
import type { ToldAlarm } from '../rollout/told-alarm';
import type { BackupsSpec } from '../spec/backups';
import type { VolumeSpec } from '../spec/volume';
import type { KnownVolume } from './known-volume';

/** A file system that could go at full speed for less than this is about to be slow: seconds. It begins with some six hours. */
const LEAST_BURST_SECONDS = 3600;

/**
 * The alarms of a volume, which its host measures as `metricName`. EFS user guide, "CloudWatch metrics for Amazon EFS" and "Bursting
 * throughput"; FSx for Lustre user guide, "Amazon FSx for Lustre metrics and dimensions", 2026-11.
 */
export function volumeAlarms(
  name: string,
  volume: VolumeSpec,
  published: KnownVolume,
  metricName: string,
): ToldAlarm[] {
  if (volume.kind === 'ebs') return [fullAlarm(name, metricName)];
  if (volume.kind === 'lustre' && published.kind === 'lustre')
    return [lustreFullAlarm(name, volume.sizeGiB, published.fileSystemId)];
  if (volume.kind !== 'efs' || published.kind !== 'efs' || volume.throughput !== 'bursting') return [];
  const of = (id: string, metric: 'burstCredits' | 'permittedThroughput'): Query =>
    asked(id, metric, 'Minimum', { FileSystemId: published.fileSystemId });
  return [
    {
      key: `burst-${name}`,
      says: `Volume ${name} has credits for less than an hour at full speed`,
      when: 'below',
      threshold: LEAST_BURST_SECONDS,
      times: 5,
      periodSeconds: 60,
      // Bytes, and bytes a second.
      queries: [
        of('credits', 'burstCredits'),
        of('permitted', 'permittedThroughput'),
        { id: 'seconds', expression: 'credits / permitted' },
      ],
    },
  ];
}

/** A file system that is fuller than this is in want of a larger volume, percent. */
const FULL_PERCENT = 85;

/** Its host measures it every five minutes; without a host there is nothing to say (`ebs-tend.sh`). */
function fullAlarm(name: string, metricName: string): ToldAlarm {
  const used = asked('used', 'volumeUsed', 'Maximum', { Volume: metricName });
  return {
    key: `full-${name}`,
    says: `Volume ${name} is nearly full: raise its sizeGiB, and its file system grows with it`,
    when: 'above',
    threshold: FULL_PERCENT,
    times: 2,
    periodSeconds: 300,
    queries: [used],
  };
}

/** FSx measures it every minute, of each of its disks; the sum is that of the file system. */
function lustreFullAlarm(name: string, sizeGiB: number, fileSystemId: string): ToldAlarm {
  const free = asked('free', 'lustreFree', 'Sum', { FileSystemId: fileSystemId });
  return {
    key: `full-${name}`,
    says: `Volume ${name} is nearly full: raise its sizeGiB`,
    when: 'below',
    threshold: ((100 - FULL_PERCENT) * sizeGiB * 1024 ** 3) / 100,
    times: 10,
    periodSeconds: 60,
    queries: [free],
  };
}

/** How many alarms a volume has; what it publishes changes none of that. */
export function volumeAlarmCount(volume: VolumeSpec): number {
  if (volume.kind === 'ebs' || volume.kind === 'lustre') return 1;
  return volume.kind === 'efs' && volume.throughput === 'bursting' ? 1 : 0;
}

/** How many alarms the backups of a system have, made in these ways. */
export function backupAlarmCount(ways: readonly BackupsSpec[]): number {
  return ways.length === 0 ? 0 : 1 + Number(ways.some(({ copyTo }) => copyTo !== undefined));
}

/** Goes off with the first backup that fails. */
export function backupAlarm(vault: string): ToldAlarm {
  return jobsAlarm('backups', 'A backup has failed: the one before is the latest', 'backupsFailed', [vault]);
}

/**
 * Goes off with the first backup that is not copied; undefined where none is to be. Of the two vaults that a copy has, AWS does not say by
 * which it counts those that failed: so this looks at both, at ten in all, which is what one alarm may look at.
 */
export function copyAlarm(vault: string, ways: readonly BackupsSpec[]): ToldAlarm | undefined {
  const arns = ways.flatMap(({ copyTo }) => copyTo?.vaultArn ?? []);
  if (arns.length === 0) return undefined;
  const names = arns.flatMap((arn) => (arn.includes('${') ? [] : (arn.split(':').at(-1) ?? [])));
  const vaults = [vault, ...new Set(names.sort())].slice(0, 10);
  return jobsAlarm('copies', 'A backup was not copied: the copy before is the latest', 'copiesFailed', vaults);
}

/** Whatever fails goes by once, so that one is enough. AWS Backup developer guide, "AWS Backup metrics with Amazon CloudWatch", 2026-11. */
function jobsAlarm(key: string, says: string, metric: MetricName, vaults: readonly string[]): ToldAlarm {
  const queries = vaults.map(
    (vault, i): Query => asked(i === 0 ? 'failed' : `failed${i}`, metric, 'Sum', { BackupVaultName: vault }),
  );
  // A vault in which nothing failed has no measurement, and nothing comes of a sum with nothing.
  const sum = { id: 'all', expression: queries.map(({ id }) => `FILL(${id}, 0)`).join(' + ') };
  return {
    key,
    says,
    when: 'above',
    threshold: 0,
    times: 1,
    periodSeconds: 300,
    queries: queries.length === 1 ? queries : [...queries, sum],
  };
}
