import type { Problem } from '../errors';
import { USER_DATA_MAX_BYTES } from '../fleet/host-scripts';
import { exportLines, userData } from '../fleet/user-data';
import { HOST_RESERVE } from '../sizing/host-capacity';
import type { TrainingClusterSpec } from '../spec/training/training-cluster';
import { HOST_EVENT } from './cluster-events';

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

/** Scripts that are longer, as a host gets them, than what is left for them: EC2 takes so many bytes of user data before they are encoded. */
export function checkHostStart({ onHostStart }: Pick<TrainingClusterSpec, 'onHostStart'>): Problem[] {
  const bytes = hookLines(onHostStart).join('').length;
  if (bytes <= HOOK_BYTES) return [];
  const written = onHostStart.reduce((sum, script) => sum + Buffer.byteLength(script), 0);
  const problem = `has ${written} bytes, which are ${bytes} as a host gets them, in base64, and of the ${USER_DATA_MAX_BYTES} that EC2 takes ${HOOK_BYTES} are for them`;
  const fix = `keep all of them together at ${mostWritten(onHostStart.length)} bytes or less, or let one fetch the rest from a bucket`;
  return [{ code: 'HostStartTooLong', field: 'onHostStart', problem, fix }];
}

/** Bytes that so many scripts may have together whatever each of them has: base64 makes four of three, begun threes included. */
function mostWritten(count: number): number {
  const around = hookLines(Array.from({ length: count }, () => '')).join('').length;
  return Math.max(0, Math.floor((HOOK_BYTES - around) / 4) * 3 - 2 * count);
}
