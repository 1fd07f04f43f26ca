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

/** Bytes of user data before it is encoded. Amazon EC2 user guide, "Run commands when you launch an EC2 instance with user data input", 2026-11. */
export const USER_DATA_MAX_BYTES = 16_384;

/** A volume that a host itself mounts: its kind, and the variables of its program. */
export interface HostVolume {
  readonly kind: HostVolumeKind;
  readonly variables: Readonly<Record<string, string>>;
}

/**
 * The part of user data after the agent's settings: for each volume its variables, the files that are not there yet, and the last file.
 * `read` gives the text of a file of `constructs/aws/host-scripts`.
 */
export function hostPrograms(volumes: readonly HostVolume[], region: string, read: (file: string) => string): string {
  const there = new Set<string>();
  return volumes
    .map(({ kind, variables }) => {
      const all = { AWS_DEFAULT_REGION: region, VOLUME_KIND: kind, ...variables };
      const lines = Object.entries(all).map(([name, value]) => `export ${name}=${quoted(value)}\n`);
      const files = HOST_SCRIPT_FILES[kind];
      const missing = files.slice(0, -1).filter((file) => !there.has(file));
      for (const file of missing) there.add(file);
      return [...lines, ...missing.map(read), read(files.at(-1) as string)].join('');
    })
    .join('');
}

function quoted(value: string): string {
  return `'${value.replaceAll("'", "'\\''")}'`;
}
