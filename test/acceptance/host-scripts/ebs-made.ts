import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { assertRegistered } from './expectations';
import { onHost, Sandbox, sh } from './sandbox';

export type Filesystem = 'ext4' | 'xfs';
export type Cases = Readonly<Record<string, () => Promise<void>>>;

/** The smallest that mkfs.xfs makes is 300 MiB; nothing of it is written. */
export const MIB = 320;

export function ebsHost(filesystem: Filesystem, variables: Readonly<Record<string, string>> = {}): Sandbox {
  return new Sandbox('ebs', {
    VOLUME_ID: 'vol-0abc',
    FILESYSTEM: filesystem,
    FROM_SNAPSHOT: 'false',
    METRIC_NAME: 'index-0',
    OWNER_UID: '1000',
    OWNER_GID: '1001',
    PERMISSIONS: '0750',
    ...variables,
  });
}

const other = (filesystem: Filesystem): Filesystem => (filesystem === 'ext4' ? 'xfs' : 'ext4');
const owner = (host: Sandbox) => sh('stat', '-c', '%u:%g %a', host.mountPoint);
const sizeKiB = (host: Sandbox) => Number(sh('df', '--output=size', host.mountPoint).split('\n')[1]);
const options = (host: Sandbox) => sh('findmnt', '-n', '-o', 'OPTIONS', '--mountpoint', host.mountPoint);

/** A disk that was used before: owned by somebody else, with a file. */
export function used(host: Sandbox, filesystem: Filesystem): string {
  const disk = host.disk(MIB);
  sh(`/sbin/mkfs.${filesystem}`, '-q', disk);
  sh('mkdir', '-p', host.mountPoint);
  sh('mount', disk, host.mountPoint);
  writeFileSync(join(host.mountPoint, 'kept'), 'data');
  sh('chown', '7:7', host.mountPoint);
  sh('umount', host.mountPoint);
  return disk;
}

/** What ends with a mounted volume and a registered host. */
export function made(filesystem: Filesystem): Cases {
  return {
    'a blank volume gets a file system of its owner': () =>
      onHost(ebsHost(filesystem), (host) => {
        const disk = host.disk(MIB);
        host.volume(disk);
        assertRegistered(host, host.userData());
        assert.equal(host.calls('mkfs').length, 1);
        assert.equal(owner(host), '1000:1001 750');
        assert.match(options(host), /nosuid,nodev/);
        assert.deepEqual(host.calls('aws ec2 attach-volume'), [
          'aws ec2 attach-volume --volume-id vol-0abc --instance-id i-self --device /dev/sdf',
        ]);
      }),

    'a volume with data keeps it, and its owner': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(used(host, filesystem));
        assertRegistered(host, host.userData());
        assert.equal(host.calls('mkfs').length, 0);
        assert.ok(existsSync(join(host.mountPoint, 'kept')));
        assert.match(owner(host), /^7:7 /);
      }),

    'a volume from a snapshot keeps its data': () =>
      onHost(ebsHost(filesystem, { FROM_SNAPSHOT: 'true' }), (host) => {
        host.volume(used(host, filesystem));
        assertRegistered(host, host.userData());
        assert.equal(host.calls('mkfs').length, 0);
        assert.ok(existsSync(join(host.mountPoint, 'kept')));
      }),

    'a file system that was made just before a crash still gets its owner': () =>
      onHost(ebsHost(filesystem), (host) => {
        const disk = host.disk(MIB);
        sh(`/sbin/mkfs.${filesystem}`, '-q', disk);
        host.volume(disk);
        assertRegistered(host, host.userData());
        assert.equal(host.calls('mkfs').length, 0);
        assert.equal(owner(host), '1000:1001 750');
      }),

    'a device that appears 90 seconds after it was attached is waited for': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(host.disk(MIB), { afterSeconds: 90 });
        assertRegistered(host, host.userData());
        assert.ok(Number(host.read('clock')) >= 90);
      }),

    'a detach in progress is waited for, and errors of AWS that pass are': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(used(host, filesystem));
        host.state(
          'volume.next',
          ['in-use i-before attached', 'in-use i-before detaching', 'in-use i-before busy'].join('\n'),
        );
        host.state('fail.attach-volume', '2');
        host.state('fail.describe-volumes', '1');
        const outcome = host.userData();
        assertRegistered(host, outcome);
        assert.equal(host.calls('aws ec2 attach-volume').length, 3);
        assert.match(outcome.said, /waiting: it is in-use, detaching to i-before/);
        assert.match(outcome.said, /waiting: .*RequestLimitExceeded/);
      }),

    'a volume that the host before gives back only after half an hour is waited for, and never taken': () =>
      onHost(ebsHost(filesystem, { WAIT_SECONDS: '2220', POLL_SECONDS: '60' }), (host) => {
        host.volume(used(host, filesystem));
        // As many looks as half an hour has minutes.
        host.state('volume.next', Array(30).fill('in-use i-before attached').join('\n'));
        assertRegistered(host, host.userData());
        assert.equal(host.read('clock'), '1860');
        assert.equal(host.calls('aws ec2 attach-volume').length, 1);
        assert.deepEqual(host.calls('aws ec2 detach-volume'), []);
      }),

    ...(existsSync(`/sbin/mkfs.${other(filesystem)}`) && {
      'a file system of the other kind is mounted, measured, grown and given back as it is, and that is said': () =>
        onHost(ebsHost(filesystem, { LIFECYCLE_HOOK: 'drain', ASG_NAME: 'slot-0' }), (host) => {
          host.volume(used(host, other(filesystem)));
          const outcome = host.userData();
          assertRegistered(host, outcome);
          assert.match(
            outcome.said,
            new RegExp(`holds ${other(filesystem)} instead of ${filesystem}: mounted as it is`),
          );
          assert.equal(host.calls('mkfs').length, 0);
          assert.ok(existsSync(join(host.mountPoint, 'kept')));
          assert.equal(sh('findmnt', '-n', '-o', 'FSTYPE', '--mountpoint', host.mountPoint), other(filesystem));
          assert.deepEqual(host.unit('stowage-ebs-tend.service'), { status: 0, said: '' });
          host.state('lifecycle', 'Terminated');
          host.state('agent', '');
          assert.equal(host.unit('stowage-ebs-drain.service').status, 0);
          assert.equal(host.read('volume'), 'available None None');
        }),
    }),

    'at the second start the volume is mounted again, and nothing is attached or made': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(host.disk(MIB));
        assertRegistered(host, host.userData());
        writeFileSync(join(host.mountPoint, 'kept'), 'data');
        host.restart();
        assertRegistered(host, host.unit('stowage-ebs.service'));
        assert.ok(existsSync(join(host.mountPoint, 'kept')));
        assert.equal(host.calls('mkfs').length, 1);
        assert.equal(host.calls('aws ec2 attach-volume').length, 1);
        // And once more where all is there already.
        assertRegistered(host, host.unit('stowage-ebs.service'));
        assert.equal(sh('findmnt', '-n', '-o', 'TARGET', '--mountpoint', host.mountPoint).split('\n').length, 1);
      }),

    'how full it is goes to CloudWatch, also where it cannot be grown': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(host.disk(MIB));
        assertRegistered(host, host.userData());
        sh('fallocate', '-l', '200M', join(host.mountPoint, 'large'));
        host.state('calls', '');
        assert.equal(host.unit('stowage-ebs-tend.service').status, 0);
        const [call = '', ...more] = host.calls('aws');
        assert.equal(more.length, 0);
        const [, used, inodes] =
          /^aws cloudwatch put-metric-data --namespace Stowage\/Volumes --metric-data MetricName=UsedPercent,Value=(\d+),Unit=Percent,Dimensions=\[\{Name=Volume,Value=index-0\}\] MetricName=UsedInodesPercent,Value=(\d+),Unit=Percent,Dimensions=\[\{Name=Volume,Value=index-0\}\]$/.exec(
            call,
          ) ?? assert.fail(call);
        assert.ok(Number(used) > 60 && Number(used) < 90, `${used} %`);
        assert.ok(Number(inodes) < 10, `${inodes} %`);
        sh('umount', host.mountPoint);
        const outcome = host.unit('stowage-ebs-tend.service');
        assert.notEqual(outcome.status, 0);
        assert.match(outcome.said, /volume vol-0abc is not mounted/);
        assert.ok(!host.has('masked.ecs'), 'a failure of the timer is none of the start');
      }),
  };
}

/** Growing ext4 online takes a capability that root has on a host, but not in every container: CAP_SYS_RESOURCE. */
export function grown(filesystem: Filesystem): Cases {
  return {
    'a volume that was grown is grown by the timer, online': () =>
      onHost(ebsHost(filesystem), (host) => {
        const disk = host.disk(MIB);
        host.volume(disk);
        assertRegistered(host, host.userData());
        writeFileSync(join(host.mountPoint, 'kept'), 'data');
        const before = sizeKiB(host);
        const idle = host.unit('stowage-ebs-tend.service');
        assert.deepEqual(idle, { status: 0, said: '' });
        host.resize(disk, 2 * MIB, { notice: true });
        const outcome = host.unit('stowage-ebs-tend.service');
        assert.equal(outcome.status, 0, outcome.said);
        assert.match(outcome.said, /has grown from \d+ to \d+ KiB/);
        assert.ok(sizeKiB(host) > 1.8 * before, `${before} KiB, then ${sizeKiB(host)} KiB`);
        assert.ok(existsSync(join(host.mountPoint, 'kept')));
      }),

    'a volume that was grown while it was free is grown at the start': () =>
      onHost(ebsHost(filesystem), (host) => {
        const disk = used(host, filesystem);
        host.resize(disk, 2 * MIB, { notice: true });
        host.volume(disk);
        assertRegistered(host, host.userData());
        assert.ok(sizeKiB(host) > 1.8 * MIB * 512, `${sizeKiB(host)} KiB`);
      }),
  };
}
