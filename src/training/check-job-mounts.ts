import type { Problem } from '../errors';
import { hasInstanceStore, scratchRoom } from '../fleet/scratch';
import { checkRoom, onHosts, warnRoom } from '../rules/check-mount-room';
import { checkMountsOf } from '../rules/check-mounts';
import type { Volumes } from '../rules/own-hosts';
import { own } from '../spec/own';
import type { JobSpec } from '../spec/training/job';
import type { VolumeSpec } from '../spec/volume';
import { capabilitiesOf, isAttached } from '../storage/capabilities';
import { checkJobCheckpoint } from './check-job-checkpoint';
import { checkJobHostMounts, jobHostMountWarnings } from './check-job-host-mounts';
import { hostMountOf } from './host-mounts';
import { jobFit } from './job-fit';
import type { KnownCluster } from './known-cluster';

/** Where a job runs, for what it mounts. */
interface MountedOn {
  /** Name of the cluster. */
  readonly name: string;
  readonly cluster: KnownCluster;
}

/** What is wrong with the mounts of a job, and where it keeps checkpoints. */
export function checkJobMounts(
  job: Pick<JobSpec, 'mounts' | 'user' | 'readOnlyRoot' | 'writable' | 'checkpoint' | 'nodes'>,
  volumes: Volumes,
  on?: MountedOn,
): Problem[] {
  return [
    ...checkMountsOf(job, volumes, (mount) => hostMountOf(mount) !== undefined),
    ...checkKinds(job, volumes),
    ...checkEmpty(job, volumes),
    ...(on === undefined ? [] : [...checkRoom(job, volumes, on.cluster, calledOf(on)), ...checkJobHostMounts(job, on)]),
    ...checkJobCheckpoint(job, volumes, on),
  ];
}

/** What is legal of them, and may surprise. */
export function jobMountWarnings(job: JobSpec, volumes: Volumes, on: MountedOn): Problem[] {
  return [
    ...warnRoom(job, volumes, on.cluster, calledOf(on)),
    ...warnCrowded(job, volumes, on.cluster),
    ...jobHostMountWarnings(job, on),
  ];
}

const calledOf = ({ name }: MountedOn) => `training cluster '${name}'`;

/** Batch gives a job file systems of the network, and disk of its host (Batch API_Volume, 2026-11). */
function checkKinds({ mounts }: Pick<JobSpec, 'mounts'>, volumes: Volumes): Problem[] {
  return mounts.flatMap(({ volume: name }, i) => {
    const volume = own(volumes, name);
    const why = volume && whyNotForJobs(volume);
    if (why === undefined) return [];
    const problem = `is '${name}', of kind ${volume?.kind}, which ${why}`;
    return [
      { code: 'VolumeNotForJobs', field: `mounts.${i}.volume`, problem, fix: insteadOf(volume as VolumeSpec, name) },
    ];
  });
}

/** What a job can have instead. What is behind some kinds the hosts of its cluster may mount, which are made before its system is. */
function insteadOf({ kind }: VolumeSpec, name: string): string {
  const others = 'use a volume of kind efs, without oneZone, or scratch for what may go with the job';
  if (kind !== 'lustre' && kind !== 's3') return others;
  return `say what exists in hostMounts of the training cluster and mount '<cluster>/${name}', or ${others}`;
}

/** Why a job cannot have a volume, by what that promises; undefined where it can. */
function whyNotForJobs(volume: VolumeSpec): string | undefined {
  const { ownHosts, scope } = capabilitiesOf(volume);
  if (isAttached(volume)) return 'is attached to one host at a time, and a job goes to whichever host there is';
  if (ownHosts) return 'only hosts of services mount';
  if (scope === 'task') return 'ECS makes for replicas of services alone';
  return scope === 'zone' ? 'is in one zone, and hosts of a training cluster may be in any' : undefined;
}

/** Each start of a job has a disk of its own, on which is what the job wrote. */
function checkEmpty({ mounts }: Pick<JobSpec, 'mounts'>, volumes: Volumes): Problem[] {
  return onHosts({ mounts }, volumes).flatMap(({ volume, field }) => {
    if (mounts.some((mount) => mount.volume === volume && !mount.readOnly)) return [];
    const problem = `is '${volume}', which is new for each start of a job, and only read`;
    return [{ code: 'NothingToRead', field, problem, fix: 'drop readOnly, or leave the mount out' }];
  });
}

/** As many of a job as fit on a host by all else, and each has disk of its own. */
function warnCrowded(job: JobSpec, volumes: Volumes, { instanceTypes, rootGiB }: KnownCluster): Problem[] {
  const asked = onHosts(job, volumes).reduce((sum, { sizeGiB }) => sum + sizeGiB, 0);
  const onStore = hasInstanceStore(instanceTypes);
  const crowded = jobFit(job, instanceTypes).hosts.flatMap(({ type, copies }) => {
    // Docker's volumes are on the root volume unless every type has a store.
    const { sizeGiB: room } = scratchRoom({ instanceTypes: onStore ? [type] : instanceTypes, rootGiB });
    return copies > 1 && copies * asked > room && asked <= room ? [{ type, copies, room }] : [];
  });
  const [worst] = crowded.sort((a, b) => a.room / a.copies - b.room / b.copies);
  if (worst === undefined) return [];
  const { type, copies, room } = worst;
  const problem = `need ${asked} GiB of disk for each start of the job, and ${type} holds ${copies} at once by all else, but has room for ${room} GiB: the last would find it full`;
  const fix = `say ${Math.floor(room / copies)} GiB or less in all, or ask for more of a host, so that fewer share it`;
  return [{ code: 'ScratchCrowded', field: 'mounts', problem, fix }];
}
