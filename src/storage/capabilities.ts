import type { EfsVolume, VolumeKind, VolumeSpec } from '../spec/volume';

/** What a volume promises to whoever mounts it. Consumers are judged by this and never by its kind. */
export interface Capabilities {
  /** Replicas that may write at once: none, one, each its own, or any number. */
  readonly writers: 'none' | 'one' | 'one-per-replica' | 'many';
  /** From where it is the same data: one task, one host, one zone, the whole region. */
  readonly scope: 'task' | 'host' | 'zone' | 'region';
  /** What was written is there for the next replica. */
  readonly survivesTask: boolean;
  /** It is kept when services, or the volume itself, leave the spec. */
  readonly survivesDestroy: boolean;
  /** All that files can do, or what objects can. */
  readonly posix: 'full' | 'limited';
  /** Largest size, GiB; absent where there is no end. */
  readonly maxGiB?: number;
  /** Fastest that it can be made, MiB/s; absent where that depends on the host or on what is stored. */
  readonly maxMiBps?: number;
  /** A part of it can be shown alone. */
  readonly subPaths: boolean;
  /** Whose user counts for its files: the container's, or always the owner of the volume. */
  readonly actsAs: 'container' | 'owner';
  /** Whose a new one is: the owner's that its spec names, whose the mounted directory of the image is, or everybody's. */
  readonly belongsTo: 'owner' | 'image' | 'anyone';
  /** A host mounts it before it takes tasks, so that replicas have hosts of their own. */
  readonly ownHosts: boolean;
}

/** By kind, where nothing else decides. Sizes and throughputs: EC2 API_CreateVolume, ECS API_ServiceManagedEBSVolumeConfiguration, EFS and FSx quotas, 2026-11. */
const BY_KIND: Readonly<Record<VolumeKind, Capabilities>> = {
  ebs: {
    writers: 'one',
    scope: 'zone',
    survivesTask: true,
    survivesDestroy: true,
    posix: 'full',
    maxGiB: 65_536,
    maxMiBps: 2000,
    subPaths: false,
    actsAs: 'container',
    belongsTo: 'owner',
    ownHosts: true,
  },
  efs: {
    writers: 'many',
    scope: 'region',
    survivesTask: true,
    survivesDestroy: true,
    posix: 'full',
    subPaths: true,
    actsAs: 'owner',
    belongsTo: 'owner',
    ownHosts: false,
  },
  lustre: {
    writers: 'many',
    scope: 'zone',
    survivesTask: true,
    survivesDestroy: true,
    posix: 'full',
    subPaths: false,
    actsAs: 'container',
    belongsTo: 'owner',
    ownHosts: true,
  },
  // It is somebody else's: nothing here makes or deletes it.
  s3: {
    writers: 'none',
    scope: 'region',
    survivesTask: true,
    survivesDestroy: true,
    posix: 'limited',
    subPaths: false,
    actsAs: 'container',
    belongsTo: 'anyone',
    ownHosts: true,
  },
  scratch: {
    writers: 'many',
    scope: 'host',
    survivesTask: false,
    survivesDestroy: false,
    posix: 'full',
    subPaths: false,
    actsAs: 'container',
    belongsTo: 'image',
    ownHosts: false,
  },
  // Whoever the container runs as is in the group that may write (ECS developer guide, "Non-root user behavior", 2026-11).
  'task-ebs': {
    writers: 'one-per-replica',
    scope: 'task',
    survivesTask: false,
    survivesDestroy: false,
    posix: 'full',
    maxGiB: 16_384,
    maxMiBps: 1000,
    subPaths: false,
    actsAs: 'container',
    belongsTo: 'anyone',
    ownHosts: false,
  },
};

/** What a volume promises. */
export function capabilitiesOf(volume: VolumeSpec): Capabilities {
  const all = BY_KIND[volume.kind];
  if (volume.kind === 'ebs')
    return {
      ...all,
      ...(volume.volumeType === 'io2' && { maxMiBps: 4000 }),
      ...(volume.perReplica && { writers: 'one-per-replica' as const }),
    };
  if (volume.kind === 'lustre' && volume.deployment === 'SCRATCH_2') return { ...all, survivesDestroy: false };
  return zoneOf(volume) === undefined ? all : { ...all, scope: 'zone' };
}

/** The one zone that a volume is in by its spec. */
export function zoneOf(volume: VolumeSpec): string | undefined {
  if ('zone' in volume) return volume.zone;
  return 'oneZone' in volume ? volume.oneZone : undefined;
}

/** Who owns a volume, and what its owner and others may do. */
export type Ownership = Pick<EfsVolume, 'owner' | 'permissions'>;

/** Whose directory a volume shows, and with which permissions; undefined where any user may do anything, or it is as somebody left it. */
export function ownershipOf(volume: VolumeSpec): Ownership | undefined {
  if ((volume.kind === 'ebs' || volume.kind === 'lustre') && volume.from !== undefined) return undefined;
  return 'owner' in volume ? volume : undefined;
}

/** Room that a volume takes of the disk of each host where it is mounted, GiB. */
export function hostGiBOf(volume: VolumeSpec): number {
  return capabilitiesOf(volume).scope === 'host' && 'sizeGiB' in volume ? volume.sizeGiB : 0;
}

/** Whether something of it is made where a system keeps its data. */
export function isKept(volume: VolumeSpec): boolean {
  return volume.kind !== 's3' && capabilitiesOf(volume).survivesTask;
}

/** Whether each replica that mounts it has one of its own that outlives it, and so must be told from the others. */
export function isPerReplica(volume: VolumeSpec): boolean {
  const { writers, survivesTask } = capabilitiesOf(volume);
  return writers === 'one-per-replica' && survivesTask;
}

/** Whether a volume is attached to one host at a time, by which alone it is written. */
export function isAttached(volume: VolumeSpec): boolean {
  const { ownHosts, writers } = capabilitiesOf(volume);
  return ownHosts && (writers === 'one' || writers === 'one-per-replica');
}
