import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type HostVolume, hostPrograms } from '../../src/fleet/host-scripts';

const SCRIPTS = join(__dirname, 'host-scripts');

/** The part of a host's user data that mounts volumes before the agent starts, with the programs as they are in `host-scripts`. */
export function hostProgramText(volumes: readonly HostVolume[], region: string): string {
  return hostPrograms(volumes, region, (file) => readFileSync(join(SCRIPTS, file), 'utf8'));
}
