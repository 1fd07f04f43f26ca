import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import {
  HOST_SCRIPT_FILES,
  HOST_WATCH,
  type HostVolumeKind,
  TRAINING_HOST_FILES,
  USER_DATA_MAX_BYTES,
} from '../../../src/fleet/host-scripts';
import { userData } from '../../../src/fleet/user-data';

const DIR = resolve(__dirname, '../../../constructs/aws/host-scripts');
const KINDS = Object.keys(HOST_SCRIPT_FILES) as HostVolumeKind[];
const text = (file: string) => readFileSync(join(DIR, file), 'utf8');

/** What comes before the files, with names as long as they get. */
function prelude(): string {
  const agent = userData({
    cluster: 'c'.repeat(64),
    attributes: { 'stowage.slot': 'f'.repeat(96) },
    reserve: { percent: 5, leastMiB: 256, mostMiB: 2048 },
    spot: true,
    gpu: true,
  });
  const variables = {
    AWS_DEFAULT_REGION: 'ap-southeast-1',
    VOLUME_KIND: 'ebs',
    VOLUME_ID: 'vol-0123456789abcdef0',
    MOUNT_POINT: `/stowage/${'m'.repeat(32)}`,
    FILESYSTEM: 'ext4',
    FROM_SNAPSHOT: 'false',
    OWNER_UID: '65534',
    OWNER_GID: '65534',
    PERMISSIONS: '0750',
    METRIC_NAME: 'n'.repeat(64),
    LIFECYCLE_HOOK: 'drain',
    ASG_NAME: 'a'.repeat(64),
    DRAIN_SECONDS: '6840',
    WAIT_SECONDS: '7800',
  };
  return (
    agent +
    Object.entries(variables)
      .map(([name, value]) => `export ${name}='${value}'\n`)
      .join('')
  );
}

describe('the programs of hosts', () => {
  it('are all in the user data of some kind, and every kind names files that are there', () => {
    const named = new Set([...KINDS.flatMap((kind) => HOST_SCRIPT_FILES[kind]), ...TRAINING_HOST_FILES, HOST_WATCH]);
    expect([...named].sort()).toEqual(readdirSync(DIR).sort());
  });

  it.each(KINDS)('of kind %s end with the file that runs them, and are bash', (kind) => {
    expect(HOST_SCRIPT_FILES[kind].at(-1)).toBe('volume-host.sh');
    for (const file of HOST_SCRIPT_FILES[kind])
      expect(text(file)).toMatch(/^#!\/bin\/bash\n# .+\n(# .+\n)*set -euo pipefail\n/);
    execFileSync('bash', ['-n'], { input: HOST_SCRIPT_FILES[kind].map(text).join('') });
  });

  it.each(KINDS)('of kind %s fit into user data, with the settings of the agent and the longest variables', (kind) => {
    const bytes = Buffer.byteLength(prelude() + HOST_SCRIPT_FILES[kind].map(text).join(''));
    expect(bytes).toBeLessThan(USER_DATA_MAX_BYTES);
  });
});
