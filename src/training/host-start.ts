import type { Problem } from '../errors';
import {
  functionFiles,
  TRAINING_HOST_FILES,
  TRAINING_SCRATCH_FILES,
  USER_DATA_MAX_BYTES,
  VOLUME_HOST,
} from '../fleet/host-scripts';
import { exportLines, userData } from '../fleet/user-data';
import { HOST_RESERVE } from '../sizing/host-capacity';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { HOST_EVENT } from './cluster-events';
import { type HostMountProgram, mountVariables } from './host-mount-program';

/**
 * Bytes of user data that hooks may have. Of what EC2 takes, 9.5 KiB are for what a host needs, packed, and 1 KiB for the part that Batch adds
 * to name its cluster, of which nobody says how long it is; a host without an instance store needs far less.
 */
export const HOST_PROGRAM_BYTES = 9.5 * 1024;
const BATCH_PART_BYTES = 1024;
export const HOOK_BYTES = USER_DATA_MAX_BYTES - HOST_PROGRAM_BYTES - BATCH_PART_BYTES;

/** Characters of a line of what is packed. */
export const LINE = 76;

/** What stands around the packed programs of a host, which become part of its script. */
export const UNPACK = ["source <(base64 -d <<<'", "' | gunzip)\n"] as const;

interface HostOf {
  /** Whether every host of its cluster has disks of its own: Docker's volumes are then on these. */
  readonly instanceStore: boolean;
  /** By what it says whose it is: `prod/gpu`. */
  readonly cluster: string;
  readonly region: string;
}

/** What a host of a training cluster is told first: it takes no job until all of its first start is done. */
export function hostPrelude({ cluster, region, instanceStore }: HostOf): string {
  return `#!/bin/bash\nset -euo pipefail\nsystemctl mask ecs\n${exportLines({
    AWS_DEFAULT_REGION: region,
    IMDS: 'http://169.254.169.254/latest',
    POLL_SECONDS: '5',
    WAIT_SECONDS: '600',
    TRAINING_CLUSTER: cluster,
    EVENT_SOURCE: HOST_EVENT.source,
    EVENT_TYPE: HOST_EVENT.detailType,
    ...(instanceStore && { VOLUME_KIND: 'scratch' }),
  })}touch "\${HELD:-/run/stowage-held}"\n`;
}

/** A piece of what a host runs: a file of `constructs/aws/host-scripts`, or text, which may hold late-bound values. */
export type StartPart = { readonly file: string } | { readonly text: string };

/**
 * The programs of a host, in the order in which they run, packed together so that there is room for those of the user. Each thing that it mounts
 * has a shell of its own: its variables are nobody else's.
 */
export function startParts(instanceStore: boolean, mounts: readonly HostMountProgram[]): StartPart[] {
  const kinds = [...new Set(mounts.map(({ kind }) => kind))].sort();
  const files = [
    ...TRAINING_HOST_FILES,
    ...(instanceStore ? TRAINING_SCRATCH_FILES : []),
    ...kinds.flatMap((kind) => functionFiles(kind)),
  ];
  return [
    ...files.map((file) => ({ file })),
    ...mounts.flatMap(({ variables }) => [
      { text: `\n(\n${exportLines(variables)}` },
      { file: VOLUME_HOST },
      { text: '\n)\n' },
    ]),
  ];
}

/** How long containers of a job that is over, and the volumes that were theirs alone, stay on its host: unless said, three hours. */
const CLEAN_UP = '10m';

/** What it runs after its programs: settings of the agent, and scripts of the user one after the other. The first that fails ends the host. */
export function hostHooks(at: { readonly spot: boolean; readonly gpu: boolean }, scripts: readonly string[]): string {
  return [
    '\n',
    userData({ reserve: HOST_RESERVE, cleanUp: CLEAN_UP, ...at }),
    ...hookLines(scripts),
    'takes_jobs\n',
  ].join('');
}

function hookLines(scripts: readonly string[]): string[] {
  return scripts.map((script, i) => `hook ${i + 1} '${Buffer.from(script).toString('base64')}'\n`);
}

/** Packed, and at most: what the programs of all kinds take that hosts mount, and each thing that they do for the words around its values. */
const MOUNT_PROGRAM_BYTES = 1500;
const MOUNT_BYTES = 120;

/** Bytes that a value is counted as which nobody knows yet: as long as names of servers and buckets get. */
const LATE_BYTES = 64;

/** Bytes of user data for what hosts mount: four for three of each value, as if none of it could be packed. */
function mountBytes({ hostMounts }: Pick<TrainingClusterSpec, 'hostMounts'>): number {
  const each = Object.entries(hostMounts).map(([name, mount]) => {
    const values = [name, ...Object.values(mountVariables(mount))];
    const bytes = values.map((value) => (value.includes('${') ? LATE_BYTES : Buffer.byteLength(value)));
    return MOUNT_BYTES + Math.ceil((bytes.reduce((a, b) => a + b, 0) * 4) / 3);
  });
  return each.length === 0 ? 0 : each.reduce((sum, bytes) => sum + bytes, MOUNT_PROGRAM_BYTES);
}

/**
 * What hosts mount, and scripts, that are longer, as a host gets them, than what is left for them: EC2 takes so many bytes of user data before
 * they are encoded.
 */
export function checkHostStart(spec: Pick<TrainingClusterSpec, 'onHostStart' | 'hostMounts'>): Problem[] {
  const { onHostStart } = spec;
  const mounts = mountBytes(spec);
  if (mounts > HOOK_BYTES) return [tooManyMounts(spec, mounts)];
  const bytes = hookLines(onHostStart).join('').length;
  const room = HOOK_BYTES - mounts;
  if (bytes <= room) return [];
  const written = onHostStart.reduce((sum, script) => sum + Buffer.byteLength(script), 0);
  const beside = mounts === 0 ? '' : ` beside hostMounts`;
  const problem = `has ${written} bytes, which are ${bytes} as a host gets them, in base64, and of the ${USER_DATA_MAX_BYTES} that EC2 takes ${room} are for them${beside}`;
  const fix = `keep all of them together at ${mostWritten(onHostStart.length, room)} bytes or less, or let one fetch the rest from a bucket`;
  return [{ code: 'HostStartTooLong', field: 'onHostStart', problem, fix }];
}

function tooManyMounts({ hostMounts }: Pick<TrainingClusterSpec, 'hostMounts'>, bytes: number): Problem {
  const problem = `has ${Object.keys(hostMounts).length}, which come to ${bytes} bytes of what a host is told, and of the ${USER_DATA_MAX_BYTES} that EC2 takes ${HOOK_BYTES} are for them`;
  return { code: 'TooManyHostMounts', field: 'hostMounts', problem, fix: 'use fewer, with shorter prefixes' };
}

/** Bytes that so many scripts may have together whatever each of them has: base64 makes four of three, begun threes included. */
function mostWritten(count: number, room: number): number {
  const around = hookLines(Array.from({ length: count }, () => '')).join('').length;
  return Math.max(0, Math.floor((room - around) / 4) * 3 - 2 * count);
}
