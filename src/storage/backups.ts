import { createHash } from 'node:crypto';
import { type BackedUp, type BackupsSpec, backupsSpec } from '../spec/backups';
import type { PublishedVolume } from '../spec/data-contract';
import type { SystemSpec } from '../spec/system';
import type { VolumeKind, VolumeOf, VolumeSpec } from '../spec/volume';
import type { KnownVolume, PassingVolume } from './known-volume';

/** Kinds of which something is copied, and how a volume of each is to be; absent where nothing of it stays, or nobody copies it. */
const WRITTEN: { readonly [K in VolumeKind]?: (volume: VolumeOf<K>) => BackedUp } = {
  ebs: (volume) => volume,
  efs: (volume) => volume,
  lustre: (volume) => {
    const why = notOffered(volume);
    return why === undefined ? volume : { noBackups: { why } };
  },
};

/** Why nobody can back up a volume of which something stays; undefined where somebody can (FSx API_CreateBackup, 2026-11). */
export function notOffered(volume: VolumeSpec): string | undefined {
  if (volume.kind !== 'lustre') return undefined;
  if (volume.deployment === 'SCRATCH_2') return 'FSx makes none of a file system that is scratch';
  return volume.repositories.length > 0 ? 'FSx makes none of a file system with buckets behind it' : undefined;
}

/** How a volume is backed up; undefined where it is not. */
export function backupsOf(volume: VolumeSpec): BackupsSpec | undefined {
  const written = (WRITTEN[volume.kind] as ((volume: VolumeSpec) => BackedUp) | undefined)?.(volume);
  if (written === undefined || written.noBackups !== undefined) return undefined;
  return written.backups ?? backupsSpec.parse({});
}

/** Volumes of a system that are backed up alike. */
export interface BackupPlanOf {
  /** The same for the same way, whatever else there is. */
  readonly key: string;
  readonly backups: BackupsSpec;
  /** Their names, sorted. */
  readonly volumes: readonly string[];
}

/** The different ways in which the volumes of a system are backed up, in order of their keys. */
export function backupPlans({ volumes }: Pick<SystemSpec, 'volumes'>): BackupPlanOf[] {
  const plans = new Map<string, { backups: BackupsSpec; volumes: string[] }>();
  for (const name of Object.keys(volumes).sort()) {
    const backups = backupsOf(volumes[name] as VolumeSpec);
    if (backups === undefined) continue;
    const plan = plans.get(keyOf(backups)) ?? { backups, volumes: [] };
    plan.volumes.push(name);
    plans.set(keyOf(backups), plan);
  }
  return [...plans].map(([key, plan]) => ({ key, ...plan })).sort((a, b) => (a.key < b.key ? -1 : 1));
}

function keyOf({ schedule, retentionDays, copyTo }: BackupsSpec): string {
  const all = JSON.stringify([fieldsOf(schedule), retentionDays, copyTo?.vaultArn, copyTo?.retentionDays]);
  return createHash('sha256').update(all).digest('hex').slice(0, 8);
}

/** What AWS Backup takes as the schedule of a rule. */
export function backupExpression({ schedule }: BackupsSpec): string {
  return `cron(${fieldsOf(schedule)})`;
}

function fieldsOf(schedule: string): string {
  return schedule.trim().split(/\s+/).join(' ');
}

/** What AWS Backup copies of a volume, by ARN. */
export function backupArns(published: KnownVolume): string[] {
  const arns = ARNS[published.kind] as ((published: KnownVolume) => string[]) | undefined;
  return arns?.(published) ?? [];
}

const ARNS: {
  readonly [K in PublishedVolume['kind']]: (published: Extract<PublishedVolume, { kind: K }>) => string[];
} & { readonly [K in PassingVolume['kind']]?: undefined } = {
  ebs: ({ volumeArn }) => [volumeArn],
  efs: ({ fileSystemArn }) => [fileSystemArn],
  lustre: ({ lustreArn }) => [lustreArn],
};
