import type { LaptopSpec } from '../spec/laptop';
import type { LaptopDirectory } from './mounts-on-laptop';
import type { LocalContainer } from './plan';

/** The container that makes the directories of volumes. No workload and no gateway is called so: their names begin with a letter. */
export const DIRECTORIES = '_directories';

/** Where it finds that of all of them. */
const ROOT = '/volumes';

/**
 * Makes the directories of volumes before those start who mount them, each for its owner: an engine would make them for root. One that is there stays
 * as it is. Undefined where there is none to make.
 */
export function prepareDirectories(
  directories: readonly LaptopDirectory[],
  { toolImage }: Pick<LaptopSpec, 'toolImage'>,
): LocalContainer | undefined {
  if (directories.length === 0) return undefined;
  return {
    name: DIRECTORIES,
    image: toolImage,
    entryPoint: ['sh', '-c'],
    command: [['set -e', ...directories.map(made), ''].join('\n')],
    environment: {},
    asked: {},
    user: '0:0',
    readOnlyRoot: true,
    // It gives away what it makes.
    capabilities: ['CHOWN', 'DAC_OVERRIDE', 'FOWNER'],
    tmpfs: {},
    mounts: [{ from: 'directory', source: '', target: ROOT, readOnly: false }],
    place: { kind: 'nowhere' },
    cpuShares: 1024,
    memoryMiB: 64,
    ulimits: {},
    gpus: 0,
    after: {},
    stopSeconds: 10,
    life: 'task',
    ports: [],
  };
}

function made({ path, ownership }: LaptopDirectory): string {
  const at = quoted(`${ROOT}/${path}`);
  const owner = ownership === undefined ? '' : ` && chown ${ownership.owner.uid}:${ownership.owner.gid} ${at}`;
  const mode = ownership === undefined ? '0777' : ownership.permissions;
  return `if [ ! -d ${at} ]; then mkdir -p ${at} && chmod ${mode} ${at}${owner}; fi`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
