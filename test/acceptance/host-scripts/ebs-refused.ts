import assert from 'node:assert/strict';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type Cases, ebsHost, type Filesystem, MIB } from './ebs-made';
import { assertRefused, assertRegistered } from './expectations';
import { onHost, type Sandbox, sh } from './sandbox';

/** Tries a disk that must be refused, and looks whether a byte of its start or end has changed. */
function refusedDisk(host: Sandbox, disk: string, reason: RegExp): void {
  const ends = () => ['head', 'tail'].map((end) => sh('sh', '-c', `${end} -c 8M ${disk} | sha256sum`));
  const before = ends();
  host.volume(disk);
  assertRefused(host, host.userData(), reason);
  assert.equal(host.calls('mkfs').length, 0);
  assert.equal(host.calls('mount').length, 0);
  assert.deepEqual(ends(), before, 'the disk was written to');
}

function disk(host: Sandbox, fill: (disk: string) => void): string {
  const device = host.disk(MIB);
  fill(device);
  return device;
}

/** Writes bytes at their offsets. */
const write = (parts: Readonly<Record<number, readonly number[] | string>>) => (device: string) => {
  const fd = openSync(device, 'r+');
  for (const [offset, bytes] of Object.entries(parts))
    writeSync(fd, Buffer.from(bytes as string, 'latin1'), 0, null, Number(offset));
  closeSync(fd);
};

/** One partition of type 0x83 from sector 2048 on, in the table that an MBR holds. */
export const partitionTable = write({
  446: [0, 0, 0, 0, 0x83, 0, 0, 0, 0, 8, 0, 0, 0, 0, 1, 0],
  510: [0x55, 0xaa],
});

// Version 1.2 of md's superblock, 4 KiB from the start, with its checksum: the sum of its words, which are the magic, 1 and 8.
const raid = write({
  4096: [0xfc, 0x4e, 0x2b, 0xa9, 1],
  [4096 + 144]: [8],
  [4096 + 216]: [0xfc + 9 - 256, 0x4f, 0x2b, 0xa9],
});

const OTHERS: Readonly<Record<string, { fill: (disk: string) => void; says: RegExp }>> = {
  'a partition table': { fill: partitionTable, says: /holds dos instead/ },
  'a member of a RAID': { fill: raid, says: /holds linux_raid_member instead/ },
  'an encrypted device': { fill: write({ 0: 'LUKS\xba\xbe\0\x01' }), says: /holds crypto_LUKS instead/ },
  'swap space': { fill: (device) => sh('mkswap', device), says: /holds swap instead/ },
  'two things at once': {
    fill: (device) => {
      sh('mkswap', device);
      write({ 0: '-rom1fs-' })(device);
    },
    says: /holds more than one thing \(romfs swap\) instead/,
  },
  'data without any signature': { fill: write({ 700000: 'here' }), says: /holds data of an unknown kind instead/ },
};

/** What ends with a host that never registers. */
export function refused(filesystem: Filesystem): Cases {
  const holds = Object.entries(OTHERS).map(([what, { fill, says }]) => [
    `${what} is refused and left as it is`,
    () => onHost(ebsHost(filesystem), (host) => refusedDisk(host, disk(host, fill), says)),
  ]);
  return {
    ...Object.fromEntries(holds),

    'a blank volume from a snapshot is refused and left blank': () =>
      onHost(ebsHost(filesystem, { FROM_SNAPSHOT: 'true' }), (host) =>
        refusedDisk(host, host.disk(MIB), /volume vol-0abc comes from a snapshot, but is blank/),
      ),

    'a volume that cannot be read is not taken for a blank one': () =>
      onHost(ebsHost(filesystem), (host) => {
        const device = host.disk(MIB);
        host.resize(device, 0, { notice: false });
        // The tools alone would say that it is blank: this is what the program must not fall for.
        assert.equal(sh('wipefs', '--no-act', device), '');
        host.volume(device);
        assertRefused(host, host.userData(), /volume vol-0abc cannot be read/);
        assert.equal(host.calls('mkfs').length, 0);
      }),

    'a volume that stays with another instance is never taken from it': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(host.disk(MIB));
        host.state('volume', 'in-use i-other attached');
        assertRefused(host, host.userData(), /not attached after 600 s: it is in-use, attached to i-other/);
        assert.deepEqual(host.calls('aws ec2 attach', 'aws ec2 detach'), []);
        assert.equal(host.read('clock'), '600');
      }),

    'a device that never appears is said': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(host.disk(MIB), { afterSeconds: 100_000 });
        assertRefused(host, host.userData(), /no device .*vol0abc after 300 s/);
      }),

    'an error of AWS that does not pass is said in its words': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(host.disk(MIB));
        host.state('fail.attach-volume', '100000');
        assertRefused(host, host.userData(), /RequestLimitExceeded/);
      }),

    'a volume that is lost is not waited for': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.state('volume', 'error None None');
        assertRefused(host, host.userData(), /volume vol-0abc is error/);
        assert.equal(host.read('clock'), '0');
      }),

    'a variable that is not there is said': () =>
      onHost(ebsHost(filesystem, { FILESYSTEM: 'btrfs' }), (host) => {
        assertRefused(host, host.userData(), /FILESYSTEM is 'btrfs'; use ext4 or xfs/);
      }),

    'a command that fails unexpectedly is said, and so is a second start that fails': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(host.disk(MIB));
        writeFileSync(join(host.dir, 'data'), 'a file where the mount point should be');
        assertRefused(host, host.userData(), /'mkdir -p "\$MOUNT_POINT"' ended with 1/);
        host.state('calls', '');
        assertRefused(host, host.unit('stowage-ebs.service'), /mkdir/);
      }),

    'a failure is tried again a minute later, and the host registers when that succeeds': () =>
      onHost(ebsHost(filesystem, { WAIT_SECONDS: '60' }), (host) => {
        host.volume(host.disk(MIB));
        host.state('volume', 'in-use i-before attached');
        assertRefused(host, host.userData(), /not attached after 60 s/);
        const unit = host.units()['stowage-ebs.service'] ?? '';
        assert.match(unit, /^\[Unit\]\n(\w+=.*\n)*StartLimitIntervalSec=0\n/);
        assert.match(unit, /\nRestart=on-failure\nRestartSec=60\n/);
        // What systemd does then. It fails again and says why again, then the volume is free.
        host.state('calls', '');
        assertRefused(host, host.unit('stowage-ebs.service'), /not attached after 60 s/);
        host.state('volume', 'available None None');
        host.state('calls', 'systemctl mask ecs');
        assertRegistered(host, host.unit('stowage-ebs.service'));
        assert.deepEqual(host.calls('aws ec2 create-tags'), [
          'aws ec2 create-tags --resources i-self --tags Key=stowage:failed,Value=',
        ]);
        assert.ok(host.calls('systemctl').includes('systemctl start --no-block ecs'));
        // It has not failed since.
        host.restart();
        host.state('calls', 'systemctl mask ecs');
        assertRegistered(host, host.unit('stowage-ebs.service'));
        assert.deepEqual(host.calls('aws ec2 create-tags'), []);
      }),

    'neither Docker nor the agent starts without the volume, and both stop before it is unmounted': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(host.disk(MIB));
        host.userData();
        const mount = sh('systemd-escape', '--path', '--suffix=mount', host.mountPoint);
        for (const service of ['docker', 'ecs']) {
          const text = readFileSync(join(host.dir, `units/${service}.service.d/stowage-ebs.conf`), 'utf8');
          assert.equal(text, `[Unit]\nRequires=stowage-ebs.service\nAfter=stowage-ebs.service ${mount}\n`);
        }
        assert.match(host.units()['stowage-ebs.service'] ?? '', /\nBefore=docker.service ecs.service\n/);
      }),
  };
}
