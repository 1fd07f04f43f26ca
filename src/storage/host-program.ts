import type { HostVolumeKind } from '../fleet/host-scripts';
import { ebsHostGrants, SLOT_TAG } from '../identity/ebs-host-grants';
import { s3HostGrants, sayWhyGrant } from '../identity/host-grants';
import type { Statement } from '../identity/policy';
import { resourceName } from '../naming/names';
import type { PublishedOf } from '../spec/data-contract';
import type { Site } from '../spec/site';
import type { VolumeOf, VolumeSpec } from '../spec/volume';
import type { KnownVolume } from './known-volume';
import { hostPath } from './mount-point';

/** What a host does to get a volume before it takes tasks, and what it may do in AWS for that. */
export interface HostProgram {
  readonly kind: HostVolumeKind;
  /** What the program is told. Values may be late-bound. */
  readonly variables: Readonly<Record<string, string>>;
  readonly grants: readonly Statement[];
  /** Seconds that a host which is to end may take to give the volume back. Absent where it has nothing to give back. */
  readonly drainSeconds?: number;
}

/** Hosts that are to mount a volume. */
export interface HostSite {
  readonly site: Site;
  /** Name of the system under which the volume is kept: that of before, where the system was renamed. */
  readonly keptBy: string;
  /** Name of the volume. */
  readonly volume: string;
  /** Name of their scaling group, which they carry as a tag too. */
  readonly group: string;
  readonly cluster: { readonly name: string; readonly arn: string };
  /** Seconds that their tasks have to stop. */
  readonly stopSeconds: number;
}

/** Kinds that hosts of a service mount for it. */
type MountedKind = Exclude<HostVolumeKind, 'scratch'>;

type Program<K extends MountedKind> = (
  known: Extract<KnownVolume, { kind: K }>,
  volume: VolumeOf<K>,
  at: HostSite,
) => HostProgram;

/** What hosts run for each kind of volume that they mount. */
const PROGRAMS: { readonly [K in MountedKind]: Program<K> } = {
  ebs: ebsProgram,
  lustre: lustreProgram,
  s3: s3Program,
};

/** What hosts run to get a volume. Throws for one that no host mounts. */
export function hostProgram(published: KnownVolume, volume: VolumeSpec, at: HostSite): HostProgram {
  const { kind } = published;
  if (kind !== volume.kind || !(kind in PROGRAMS))
    throw new Error(`no host mounts volume '${at.volume}' of kind ${kind}`);
  const program = PROGRAMS[kind as keyof typeof PROGRAMS] as (...of: readonly unknown[]) => HostProgram;
  return program(published, volume, at);
}

/** Name of the hook that keeps a host alive until it has given its volume back. */
export const DRAIN_HOOK = 'drain';

/** Seconds that ECS has to stop tasks at least, and EC2 to detach a volume: the programs' own defaults. */
const LEAST_STOP_SECONDS = 300;
const DETACH_SECONDS = 120;

/** A hook lasts two hours at most (Auto Scaling API_PutLifecycleHook, 2026-11); beside what is waited for, it leaves time for everything else. */
const MOST_DRAIN_SECONDS = 7200;
const MARGIN_SECONDS = 240;

/** A new host starts while the old one still drains (`VolumeHosts`). After that EC2 ends the old one, which takes minutes at most. */
const END_SECONDS = 600;

function ebsProgram({ volumeId, volumeArn }: PublishedOf<'ebs'>, volume: VolumeOf<'ebs'>, at: HostSite): HostProgram {
  const { site, group, stopSeconds } = at;
  const { uid, gid } = volume.owner;
  // A replica leaves its gateway first and then stops, and both may take that long.
  const asked = Math.max(LEAST_STOP_SECONDS, 2 * stopSeconds + 60);
  const stop = Math.min(asked, MOST_DRAIN_SECONDS - DETACH_SECONDS - MARGIN_SECONDS);
  const drainSeconds = stop + DETACH_SECONDS + MARGIN_SECONDS;
  return {
    kind: 'ebs',
    variables: {
      AWS_DEFAULT_REGION: site.region,
      VOLUME_KIND: 'ebs',
      VOLUME_NAME: at.volume,
      VOLUME_ID: volumeId,
      MOUNT_POINT: hostPath(at.volume),
      FILESYSTEM: volume.filesystem,
      FROM_SNAPSHOT: String(volume.from !== undefined),
      OWNER_UID: String(uid),
      OWNER_GID: String(gid),
      PERMISSIONS: volume.permissions,
      METRIC_NAME: volumeMetricName(site, at.keptBy, at.volume),
      LIFECYCLE_HOOK: DRAIN_HOOK,
      ASG_NAME: group,
      DRAIN_SECONDS: String(stop),
      WAIT_SECONDS: String(drainSeconds + END_SECONDS),
    },
    grants: ebsHostGrants({ ...at, volumeArn, kmsKeyArn: volume.kmsKeyArn }),
    drainSeconds,
  };
}

/** What all programs are told. */
function common({ site, volume }: HostSite, kind: MountedKind): Record<string, string> {
  return {
    AWS_DEFAULT_REGION: site.region,
    VOLUME_KIND: kind,
    VOLUME_NAME: volume,
    MOUNT_POINT: hostPath(volume),
  };
}

function lustreProgram(
  { dnsName, mountName }: PublishedOf<'lustre'>,
  { owner, permissions, repositories, from }: VolumeOf<'lustre'>,
  at: HostSite,
): HostProgram {
  return {
    kind: 'lustre',
    variables: {
      ...common(at, 'lustre'),
      LUSTRE_DNS: dnsName,
      LUSTRE_MOUNT_NAME: mountName,
      // What comes from a backup belongs to whom it belonged.
      ...(from === undefined && {
        OWNER_UID: String(owner.uid),
        OWNER_GID: String(owner.gid),
        PERMISSIONS: permissions,
        LINKED: repositories.map(({ path }) => path).join(' '),
      }),
    },
    grants: [sayWhyGrant(at.site, { key: SLOT_TAG, value: at.group })],
  };
}

function s3Program(_known: unknown, volume: VolumeOf<'s3'>, at: HostSite): HostProgram {
  const { bucket, prefix, cacheMiB } = volume;
  return {
    kind: 's3',
    variables: {
      ...common(at, 's3'),
      BUCKET: bucket,
      PREFIX: prefix,
      ...(cacheMiB !== undefined && { CACHE_MIB: String(cacheMiB) }),
    },
    grants: [sayWhyGrant(at.site, { key: SLOT_TAG, value: at.group }), ...s3HostGrants(volume, at.site)],
  };
}

/** The value of dimension `Volume` under which a host measures a volume, in namespace `Stowage/Volumes`. */
export function volumeMetricName({ name }: Pick<Site, 'name'>, keptBy: string, volume: string): string {
  return resourceName('fileSystem', name, keptBy, volume);
}
