/** Kinds of volumes that a host itself mounts. */
export type HostVolumeKind = 'ebs' | 'lustre' | 's3' | 'scratch';

/**
 * The files of `constructs/aws/host-scripts` that user data is made of, by the kind of volume, in this order: after lines that export the
 * variables of the kind, as they are. For a further volume on the same host: its variables, the files that are not there yet, and the last
 * file again.
 */
export const HOST_SCRIPT_FILES: Readonly<Record<HostVolumeKind, readonly string[]>> = {
  ebs: ['common.sh', 'ebs.sh', 'ebs-tend.sh', 'ebs-drain.sh', 'volume-host.sh'],
  lustre: ['common.sh', 'lustre.sh', 'volume-host.sh'],
  s3: ['common.sh', 's3.sh', 'volume-host.sh'],
  scratch: ['common.sh', 'scratch.sh', 'volume-host.sh'],
};

/** What every host of a fleet runs, before anything that may fail. */
export const HOST_WATCH = 'host-watch.sh';

/** What keeps the jobs of a training host from its credentials, in the same folder. */
export const KEEP_CREDENTIALS = 'keep-credentials.sh';

/** What every training host runs first, in this order. The second says what is done where any of what comes after it fails. */
export const TRAINING_HOST_FILES = ['common.sh', 'training-host.sh', KEEP_CREDENTIALS] as const;

/** What one with an instance store runs after these: the same as hosts of services. */
export const TRAINING_SCRATCH_FILES = HOST_SCRIPT_FILES.scratch.filter((file) => file !== 'common.sh');

/** The last file of each kind: it keeps the program of a volume, and runs it. */
export const VOLUME_HOST = 'volume-host.sh';

/** What a kind has for itself: the functions of its program. */
export function functionFiles(kind: HostVolumeKind): string[] {
  return HOST_SCRIPT_FILES[kind].filter((file) => file !== 'common.sh' && file !== VOLUME_HOST);
}

/**
 * The day since when images of hosts find what a program installs: an older one only knows the packages of its time. Amazon S3 user guide,
 * "Installing Mountpoint", 2026-11.
 */
export const HOST_IMAGE_SINCE: { readonly [K in HostVolumeKind]?: { readonly day: string; readonly what: string } } = {
  s3: { day: '20251110', what: 'mount-s3' },
};

/** Bytes of user data before it is encoded. Amazon EC2 user guide, "Run commands when you launch an EC2 instance with user data input", 2026-11. */
export const USER_DATA_MAX_BYTES = 16_384;
