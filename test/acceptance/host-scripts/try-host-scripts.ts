import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Report } from '../report';
import { drain } from './drain';
import { type Cases, type Filesystem, grown, made } from './ebs-made';
import { refused } from './ebs-refused';
import { scratch, shared } from './other-kinds';
import { closeAll, sh } from './sandbox';

const SCRIPTS = resolve(__dirname, '../../../constructs/aws/host-scripts');
const STUBS = join(__dirname, 'stubs');

/** Tries the programs of hosts, each on loop devices of its own; says what cannot be tried here. */
export async function tryHostScripts(report: Report): Promise<void> {
  process.once('exit', closeAll);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
  await lint(report);
  const why = whyNoLoopDevices();
  if (why !== undefined) return report.notRun('the programs of hosts on loop devices', why);
  for (const filesystem of ['ext4', 'xfs'] as const) await onFilesystem(report, filesystem);
  await attempt(report, 'hosts', shared);
}

async function lint(report: Report): Promise<void> {
  const shellcheck = run(() => sh('shellcheck', '--version'));
  if (shellcheck !== undefined)
    return report.notRun('shellcheck of the programs of hosts', `no shellcheck: ${shellcheck}`);
  await report.check('hosts: shellcheck has nothing to say about the programs, nor about their stubs', async () => {
    const files = (dir: string) =>
      readdirSync(dir, { withFileTypes: true })
        .filter((file) => file.isFile())
        .map((file) => join(dir, file.name));
    sh('shellcheck', ...files(SCRIPTS), ...files(STUBS), ...files(join(STUBS, 'extra')));
  });
}

async function onFilesystem(report: Report, filesystem: Filesystem): Promise<void> {
  if (!existsSync(`/sbin/mkfs.${filesystem}`))
    return report.notRun(`the programs of hosts on ${filesystem}`, `no mkfs.${filesystem}`);
  for (const cases of [made, refused, drain, scratch]) await attempt(report, `hosts, ${filesystem}`, cases(filesystem));
  if (filesystem === 'xfs' || mayGrow()) return attempt(report, `hosts, ${filesystem}`, grown(filesystem));
  report.notRun('growing ext4 on a host', 'root lacks CAP_SYS_RESOURCE here');
}

async function attempt(report: Report, where: string, cases: Cases): Promise<void> {
  for (const [name, work] of Object.entries(cases)) await report.check(`${where}: ${name}`, work);
}

/** Loop devices need root, and a kernel that lets root have them, which it does not in most containers. */
function whyNoLoopDevices(): string | undefined {
  if (process.getuid?.() !== 0) return 'only root has loop devices';
  return run(() => {
    const file = sh('mktemp');
    sh('truncate', '--size', '16M', file);
    const dir = sh('mktemp', '-d');
    try {
      sh('mkfs.ext4', '-q', file);
      sh('mount', '-o', 'loop', file, dir);
      sh('umount', dir);
    } finally {
      sh('rm', '-r', file, dir);
    }
  });
}

/** Bit 24 of the capabilities: linux/capability.h. */
function mayGrow(): boolean {
  const [, mask = '0'] = /^CapEff:\s*(\w+)/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? [];
  return ((BigInt(`0x${mask}`) >> 24n) & 1n) === 1n;
}

/** The first line of what went wrong, if anything did. */
function run(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return String((error as Error).message).split('\n')[0];
  }
}
