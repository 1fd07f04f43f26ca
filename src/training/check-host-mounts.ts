import { type Problem, within } from '../errors';
import { releaseDay } from '../fleet/ami';
import { HOST_IMAGE_SINCE } from '../fleet/host-scripts';
import { checkName } from '../naming/names';
import { checkArn } from '../rules/check-arn';
import { writtenDay } from '../rules/check-host-image';
import { checkBucket } from '../rules/volumes/check-bucket';
import type { HostMountSpec } from '../spec/training/host-mount';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { trainingZones } from './training-zones';

type Cluster = Pick<TrainingClusterSpec, 'hostMounts' | 'amiRelease' | 'zones' | 'multiNode'>;

/**
 * What no host of a cluster could mount, or each only from afar. Fields are those of the cluster.
 * @param siteZones zones of the environment.
 */
export function checkHostMounts(spec: Cluster, siteZones: readonly string[]): Problem[] {
  const zones = trainingZones(spec, siteZones);
  return entries(spec).flatMap(([name, mount]) =>
    within(`hostMounts.${name}`, [
      ...checkName('volume', name, ''),
      ...(mount.kind === 's3'
        ? [
            ...checkBucket(mount.bucket, mount.prefix, ''),
            ...checkArn('key', mount.kmsKeyArn, 'kmsKeyArn'),
            ...checkImage(mount.kind, spec),
          ]
        : checkZone(mount.zone, zones)),
    ]),
  );
}

/** What is legal of them, and may surprise. */
export function hostMountWarnings(spec: Cluster, siteZones: readonly string[]): Problem[] {
  return entries(spec).flatMap(([name, mount]) => {
    if (mount.kind !== 'lustre') return [];
    const others = trainingZones(spec, siteZones).filter((zone) => zone !== mount.zone);
    if (others.length === 0) return [];
    const problem = `is '${mount.zone}', and hosts may be in ${others.join(', ')} too: what they read from there is slower, and paid for`;
    const fix = `say zones: ['${mount.zone}'] of the cluster`;
    return [{ code: 'HostMountAcrossZones', field: `hostMounts.${name}.zone`, problem, fix }];
  });
}

function entries({ hostMounts }: Cluster): [string, HostMountSpec][] {
  return Object.keys(hostMounts)
    .sort()
    .map((name) => [name, hostMounts[name] as HostMountSpec]);
}

function checkZone(zone: string, zones: readonly string[]): Problem[] {
  if (zones.includes(zone)) return [];
  const problem = `is '${zone}', where the cluster has no hosts: it has them in ${zones.join(', ')}`;
  const fix = 'use a file system in one of these, or zones of the cluster that have it';
  return [{ code: 'HostMountZone', field: 'zone', problem, fix }];
}

function checkImage(kind: 's3', { amiRelease }: Cluster): Problem[] {
  const since = HOST_IMAGE_SINCE[kind];
  const day = releaseDay(amiRelease);
  if (since === undefined || day === undefined || day >= since.day) return [];
  const problem = `is '${kind}', for which hosts install ${since.what}, and their image is of ${writtenDay(day)}: it finds that since ${writtenDay(since.day)}`;
  return [{ code: 'ImageTooOld', field: 'kind', problem, fix: 'use a later amiRelease' }];
}
