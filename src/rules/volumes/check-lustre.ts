import type { Problem } from '../../errors';
import { show } from '../../spec/parse';
import type { Site } from '../../spec/site';
import type { LustreVolume } from '../../spec/volume';
import { notOffered } from '../../storage/backups';
import { unknownName } from '../unknown-name';
import { checkRepositories } from './check-repositories';

/** What a deployment may have: throughputs for each TiB, MB/s, the least first, and the step of its size, GiB, which is the least too. */
interface Deployment {
  readonly throughputs: readonly number[];
  /** Sizes below the first multiple of the step. */
  readonly small: readonly number[];
  readonly stepOf: (throughput: number) => number;
}

const SMALL = [1200, 2400];

/** FSx API_CreateFileSystem, `StorageCapacity`, and API_CreateFileSystemLustreConfiguration, `PerUnitStorageThroughput`, 2026-11. */
const DEPLOYMENTS = {
  SCRATCH_2: { throughputs: [], small: SMALL, stepOf: () => 2400 },
  PERSISTENT_1: { throughputs: [50, 100, 200], small: SMALL, stepOf: () => 2400 },
  PERSISTENT_2: { throughputs: [125, 250, 500, 1000], small: SMALL, stepOf: () => 2400 },
  HDD: { throughputs: [12, 40], small: [], stepOf: (throughput) => (throughput === 12 ? 6000 : 1800) },
} as const satisfies Record<string, Deployment>;

function deploymentOf({ deployment, storage }: LustreVolume): Deployment {
  return storage === 'HDD' ? DEPLOYMENTS.HDD : DEPLOYMENTS[deployment];
}

/** Throughput for each TiB, MB/s, with what it does not say; undefined where there is no choice. */
export function throughputOf(volume: LustreVolume): number | undefined {
  return volume.throughputPerTiB ?? deploymentOf(volume).throughputs[0];
}

/** What FSx would refuse of a file system. */
export function checkLustre(volume: LustreVolume, { zones }: Pick<Site, 'zones'>): Problem[] {
  const { zone } = volume;
  return [
    ...checkDisks(volume),
    ...checkThroughput(volume),
    ...checkSize(volume),
    ...checkRepositories(volume),
    ...checkBackups(volume),
    ...checkSource(volume),
    ...(zone === undefined || zones.includes(zone)
      ? []
      : [unknownName('UnknownZone', 'zone', 'zone of the environment', zone, zones)]),
  ];
}

function checkDisks({ deployment, storage, readCache, kmsKeyArn }: LustreVolume): Problem[] {
  const problems: Problem[] = [];
  if (storage === 'HDD' && deployment !== 'PERSISTENT_1')
    problems.push({
      code: 'HddNeedsPersistent1',
      field: 'storage',
      problem: `is 'HDD', which ${deployment} does not have`,
      fix: "use deployment 'PERSISTENT_1', or 'SSD'",
    });
  if (readCache && storage !== 'HDD')
    problems.push({
      code: 'CacheOfHddOnly',
      field: 'readCache',
      problem: 'is true, and it is a cache before disks of HDD',
      fix: 'remove it',
    });
  if (kmsKeyArn !== undefined && deployment === 'SCRATCH_2')
    problems.push({
      code: 'KeyOfPersistentOnly',
      field: 'kmsKeyArn',
      problem: "is given, and SCRATCH_2 is encrypted with FSx's own key",
      fix: 'remove it, or use a persistent deployment',
    });
  return problems;
}

function checkThroughput(volume: LustreVolume): Problem[] {
  const { throughputPerTiB: asked, deployment, storage } = volume;
  const { throughputs } = deploymentOf(volume);
  if (asked === undefined || throughputs.includes(asked)) return [];
  const what = storage === 'HDD' ? 'HDD' : deployment;
  const has = throughputs.length === 0 ? 'has no choice' : `has ${throughputs.join(', ')}`;
  return [
    {
      code: 'ThroughputNotOffered',
      field: 'throughputPerTiB',
      problem: `is ${asked}, and ${what} ${has}`,
      fix: throughputs.length === 0 ? 'remove it' : `use ${throughputs.join(', ')}`,
    },
  ];
}

function checkSize(volume: LustreVolume): Problem[] {
  const { sizeGiB } = volume;
  const { small, stepOf } = deploymentOf(volume);
  const step = stepOf(throughputOf(volume) ?? 0);
  if (small.includes(sizeGiB) || (sizeGiB > 0 && sizeGiB % step === 0)) return [];
  const least = small[0] ?? step;
  const up = sizeGiB <= least ? least : Math.ceil(sizeGiB / step) * step;
  return [
    {
      code: 'SizeNotOffered',
      field: 'sizeGiB',
      problem: `is ${show(sizeGiB)}, and FSx has ${[...small, `multiples of ${step}`].join(', ')}`,
      fix: `use ${up}`,
    },
  ];
}

function checkBackups(volume: LustreVolume): Problem[] {
  const why = notOffered(volume);
  if (volume.backups === undefined || why === undefined) return [];
  const problem = `are said, and ${why}`;
  return [
    { code: 'BackupsNotOffered', field: 'backups', problem, fix: 'remove them, or keep what matters in a bucket' },
  ];
}

/** FSx API_CreateFileSystemFromBackup, `BackupId`; no backup is of a file system that is scratch (API_CreateBackup), 2026-11. */
function checkSource({ from, deployment }: LustreVolume): Problem[] {
  if (from === undefined) return [];
  const field = 'from.backup';
  if (!from.backup.includes('${') && !/^backup-[0-9a-f]{8,}$/.test(from.backup)) {
    const problem = `is ${show(from.backup)}, which is no id of a backup`;
    return [{ code: 'InvalidBackup', field, problem, fix: "use one like 'backup-0123456789abcdef0'" }];
  }
  if (deployment !== 'SCRATCH_2') return [];
  const problem = `is ${show(from.backup)}, and no file system that is scratch begins as a backup`;
  return [{ code: 'BackupOfPersistentOnly', field, problem, fix: 'use the deployment that was backed up' }];
}
