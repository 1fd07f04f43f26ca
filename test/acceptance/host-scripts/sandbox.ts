import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { HOST_SCRIPT_FILES, type HostVolumeKind } from '../../../src/fleet/host-scripts';

const SCRIPTS = resolve(__dirname, '../../../constructs/aws/host-scripts');
const STUBS = join(__dirname, 'stubs');
const open = new Set<Sandbox>();

/** Whatever ends the run, no loop device and no mount outlives it. */
export function closeAll(): void {
  for (const sandbox of open) sandbox.close();
}

export function sh(command: string, ...args: string[]): string {
  return execFileSync(command, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] }).trim();
}

/** What a program did: how it ended, and what it said. */
export interface Outcome {
  readonly status: number | null;
  readonly said: string;
}

/** One host: loop devices instead of disks, stubs instead of AWS and systemd, directories instead of /etc. */
export class Sandbox {
  readonly dir = mkdtempSync(join(tmpdir(), 'stowage-host-'));
  readonly mountPoint = join(this.dir, 'data');
  readonly #loops: string[] = [];
  readonly #env: NodeJS.ProcessEnv;

  constructor(
    readonly kind: HostVolumeKind,
    variables: Readonly<Record<string, string>> = {},
  ) {
    open.add(this);
    for (const dir of ['state', 'by-id', 'units', 'programs', 'extra']) mkdirSync(join(this.dir, dir));
    this.state('clock', '0');
    this.state('calls', '');
    this.#env = {
      PATH: `${STUBS}:${join(this.dir, 'extra')}:${process.env.PATH}`,
      STUBS,
      STATE: join(this.dir, 'state'),
      EXTRA: join(this.dir, 'extra'),
      IMDS: 'http://imds/latest',
      AGENT: 'http://agent',
      DEV_BY_ID: join(this.dir, 'by-id'),
      UNITS: join(this.dir, 'units'),
      PROGRAMS: join(this.dir, 'programs'),
      ARRAY: join(this.dir, 'array'),
      CACHES: join(this.dir, 'cache'),
      AWS_DEFAULT_REGION: 'eu-central-1',
      VOLUME_KIND: kind,
      MOUNT_POINT: this.mountPoint,
      ...variables,
    };
  }

  /** The first start: user data as a host gets it. @param second variables of a second volume of the same kind. */
  userData(second?: Readonly<Record<string, string>>): Outcome {
    const files = HOST_SCRIPT_FILES[this.kind].map((file) => readFileSync(join(SCRIPTS, file), 'utf8'));
    const exports = Object.entries(second ?? {}).map(([name, value]) => `export ${name}='${value}'\n`);
    const text = [...files, ...(second === undefined ? [] : [...exports, files.at(-1)])].join('');
    writeFileSync(join(this.dir, 'user-data'), text);
    return this.#run('bash', join(this.dir, 'user-data'));
  }

  /** Runs what a unit runs; `stowage-ebs.service` is what runs at each further start. */
  unit(name: string): Outcome {
    return this.#run(join(STUBS, 'systemctl'), 'start', name);
  }

  /** Mounts are gone after a restart of the host; what is attached stays. */
  restart(): void {
    sh('umount', this.mountPoint);
    rmSync(join(this.dir, 'state/active.ecs'), { force: true });
  }

  /** A disk of zeros; its device. */
  disk(mib: number): string {
    const file = join(this.dir, `disk-${this.#loops.length}`);
    writeFileSync(file, '');
    truncateSync(file, mib * 2 ** 20);
    const device = sh('losetup', '--find', '--show', file);
    this.#loops.push(device);
    return device;
  }

  /** Makes the disk larger, or takes away what is behind it. */
  resize(disk: string, mib: number, { notice }: { notice: boolean }): void {
    truncateSync(join(this.dir, `disk-${this.#loops.indexOf(disk)}`), mib * 2 ** 20);
    if (notice) sh('losetup', '--set-capacity', disk);
  }

  /** Says that the volume is free, and which disk appears so many seconds after it was attached. */
  volume(disk: string, { afterSeconds = 0 } = {}): void {
    this.state('volume', 'available None None');
    this.state('device', disk);
    this.state('device.after', String(afterSeconds));
  }

  /** A further name of a disk under /dev/disk/by-id. */
  link(name: string, disk: string): void {
    symlinkSync(disk, join(this.dir, 'by-id', name));
  }

  state(name: string, text: string): void {
    writeFileSync(join(this.dir, 'state', name), text === '' ? '' : `${text}\n`);
  }

  read(name: string): string {
    const file = join(this.dir, 'state', name);
    return existsSync(file) ? readFileSync(file, 'utf8').trim() : '';
  }

  has(name: string): boolean {
    return existsSync(join(this.dir, 'state', name));
  }

  /** The calls that start so, in order. */
  calls(...starts: string[]): string[] {
    return this.read('calls')
      .split('\n')
      .filter((line) => starts.some((start) => line.startsWith(start)));
  }

  /** The unit files, by name. */
  units(): Record<string, string> {
    const names = readdirSync(join(this.dir, 'units'), { recursive: true, encoding: 'utf8' });
    return Object.fromEntries(
      names
        .filter((name) => /\.(service|timer|conf)$/.test(name) && !name.endsWith('.d'))
        .map((name) => [name, readFileSync(join(this.dir, 'units', name), 'utf8')]),
    );
  }

  close(): void {
    open.delete(this);
    for (const line of readFileSync('/proc/self/mounts', 'utf8').split('\n').reverse()) {
      const [, target] = line.split(' ');
      if (target?.startsWith(`${this.dir}/`)) spawnSync('umount', ['--lazy', target]);
    }
    for (const loop of this.#loops) spawnSync('losetup', ['--detach', loop]);
    rmSync(this.dir, { recursive: true, force: true });
  }

  #run(...[command, ...args]: [string, ...string[]]): Outcome {
    const { status, stdout, stderr } = spawnSync(command, args, { env: this.#env, encoding: 'utf8', timeout: 30_000 });
    return { status, said: `${stdout}${stderr}` };
  }
}

/** Opens a host, tries something on it, and closes it whatever happens. */
export async function onHost(host: Sandbox, attempt: (host: Sandbox) => void): Promise<void> {
  try {
    attempt(host);
  } finally {
    host.close();
  }
}
