import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Cases, type Filesystem, MIB } from './ebs-made';
import { partitionTable } from './ebs-refused';
import { assertRefused, assertRegistered } from './expectations';
import { onHost, Sandbox, sh } from './sandbox';

const STORE = 'nvme-Amazon_EC2_NVMe_Instance_Storage_AWS';

function scratchHost(filesystem: Filesystem): Sandbox {
  const host = new Sandbox('scratch', { FILESYSTEM: filesystem });
  host.state('instance-store', '');
  return host;
}

/** An instance store device, with the two names that udev gives it, and one for a partition that an earlier user left. */
function store(host: Sandbox, serial: string): string {
  const disk = host.disk(MIB);
  for (const name of [serial, `${serial}_1`, `${serial}-part1`]) host.link(`${STORE}${name}`, disk);
  host.state('instance-store', `${host.read('instance-store')}\n${disk}`.trim());
  return disk;
}

const source = (host: Sandbox) => sh('findmnt', '-n', '-o', 'SOURCE', '--mountpoint', host.mountPoint);

/** Scratch space on the instance store. */
export function scratch(filesystem: Filesystem): Cases {
  return {
    'without an instance store scratch space is on the root volume, and that is said': () =>
      onHost(scratchHost(filesystem), (host) => {
        const outcome = host.userData();
        assertRegistered(host, outcome);
        assert.match(outcome.said, /^stowage: NO INSTANCE STORE/m);
        assert.ok(existsSync(host.mountPoint));
        assert.deepEqual(host.calls('mkfs', 'mount'), []);
      }),

    'one device is used whatever was on it, and kept at the next start': () =>
      onHost(scratchHost(filesystem), (host) => {
        const disk = store(host, '1A');
        partitionTable(disk);
        assertRegistered(host, host.userData());
        assert.equal(source(host), disk);
        assert.equal(sh('stat', '-c', '%u:%g %a', host.mountPoint), '0:0 701');
        writeFileSync(join(host.mountPoint, 'kept'), 'data');
        host.restart();
        assertRegistered(host, host.unit('stowage-scratch.service'));
        assert.ok(existsSync(join(host.mountPoint, 'kept')));
        assert.equal(host.calls('mkfs').length, 1);
      }),

    'two devices become one array, which is assembled at the next start': () =>
      onHost(scratchHost(filesystem), (host) => {
        const disks = [store(host, '1A'), store(host, '2B')];
        const array = host.disk(MIB);
        host.state('spare', array);
        assertRegistered(host, host.userData());
        assert.equal(source(host), array);
        const name = join(host.dir, 'array');
        assert.deepEqual(host.calls('mdadm'), [
          `mdadm --assemble ${name} ${disks.join(' ')}`,
          `mdadm --create ${name} --run --level=0 --raid-devices=2 ${disks.join(' ')}`,
        ]);
        writeFileSync(join(host.mountPoint, 'kept'), 'data');
        host.restart();
        assertRegistered(host, host.unit('stowage-scratch.service'));
        assert.ok(existsSync(join(host.mountPoint, 'kept')));
        assert.equal(host.calls('mdadm --create').length, 1);
        // And where udev has assembled it before.
        host.restart();
        host.state('array', array);
        host.state('calls', 'systemctl mask ecs');
        assertRegistered(host, host.unit('stowage-scratch.service'));
        assert.ok(existsSync(join(host.mountPoint, 'kept')));
        assert.deepEqual(host.calls('mdadm'), []);
      }),

    'a device that only has such a name is not touched': () =>
      onHost(scratchHost(filesystem), (host) => {
        const disk = host.disk(MIB);
        host.link(`${STORE}1A`, disk);
        host.state('instance-store', '/dev/another');
        const outcome = host.userData();
        assertRegistered(host, outcome);
        assert.match(outcome.said, /NO INSTANCE STORE/);
        assert.deepEqual(host.calls('mkfs', 'mount'), []);
      }),

    'Docker is stopped before the mount and started after it, if it runs': () =>
      onHost(scratchHost(filesystem), (host) => {
        store(host, '1A');
        host.state('active.docker', 'yes');
        assertRegistered(host, host.userData());
        const order = host.calls('systemctl stop', 'mount', 'systemctl start --no-block docker');
        assert.deepEqual(
          order.map((call) => call.replace(/^(mount) .*/, '$1')),
          ['systemctl stop docker.socket docker', 'mount', 'systemctl start --no-block docker'],
        );
        assert.ok(host.has('active.docker'));
      }),
  };
}

const LUSTRE = { LUSTRE_DNS: 'fs-1.fsx.eu-central-1.amazonaws.com', LUSTRE_MOUNT_NAME: 'abcdef' };

/** File systems that are not of this host. Lustre and Mountpoint are stubs: what they are asked for is tried, not what they do. */
export const shared: Cases = {
  'Lustre is mounted after its client was installed, and again at the next start': () =>
    onHost(new Sandbox('lustre', LUSTRE), (host) => {
      host.state('fail.lustre', '3');
      assertRegistered(host, host.userData());
      assert.deepEqual(host.calls('dnf'), ['dnf install -y -q lustre-client']);
      const mount = `mount -t lustre -o relatime,flock,_netdev ${LUSTRE.LUSTRE_DNS}@tcp:/abcdef ${host.mountPoint}`;
      assert.deepEqual(host.calls('mount'), [mount, mount, mount, mount]);
      assert.equal(sh('stat', '-c', '%u:%g', host.mountPoint), '0:0');
      host.restart();
      assertRegistered(host, host.unit('stowage-lustre.service'));
      assert.equal(host.calls('mount').length, 5);
      assert.equal(host.calls('dnf').length, 1);
    }),

  'a new Lustre file system gets its owner where one is named': () =>
    onHost(new Sandbox('lustre', { ...LUSTRE, OWNER_UID: '1000', PERMISSIONS: '0770' }), (host) => {
      assertRegistered(host, host.userData());
      assert.equal(sh('stat', '-c', '%u:%g %a', host.mountPoint), '1000:1000 770');
    }),

  'directories with a bucket behind them get it too, and what somebody owns stays theirs': () => {
    const owner = { OWNER_UID: '1000', PERMISSIONS: '0770', LINKED: '/datasets /theirs /not-there' };
    return onHost(new Sandbox('lustre', { ...LUSTRE, ...owner }), (host) => {
      host.state('linked', 'datasets theirs');
      host.state('owned', 'theirs');
      assertRegistered(host, host.userData());
      const owners = ['', '/datasets', '/theirs'].map((path) => sh('stat', '-c', '%u:%g', `${host.mountPoint}${path}`));
      assert.deepEqual(owners, ['1000:1000', '1000:1000', '7:7']);
    });
  },

  'Lustre that cannot be mounted is a failure': () =>
    onHost(new Sandbox('lustre', { ...LUSTRE, WAIT_SECONDS: '60' }), (host) => {
      host.state('fail.lustre', '100000');
      assertRefused(host, host.userData(), /fs-1.*@tcp:\/abcdef could not be mounted within 60 s/);
    }),

  'a bucket is mounted read-only by a service that is started again when it ends': () =>
    onHost(new Sandbox('s3', { BUCKET: 'models', PREFIX: 'a b/', CACHE_MIB: '1024' }), (host) => {
      assertRegistered(host, host.userData());
      assert.deepEqual(host.calls('dnf', 'mount-s3'), [
        'dnf install -y -q mount-s3',
        `mount-s3 --foreground --read-only --allow-other --region eu-central-1 --prefix a b/ --cache ${host.dir}/cache/stowage-s3 --max-cache-size 1024 models ${host.mountPoint}`,
      ]);
      assert.match(host.units()['stowage-s3-mount.service'] ?? '', /\nRestart=always\n/);
    }),

  'a bucket takes new files of any user, and Lustre none, where that is said': async () => {
    await onHost(new Sandbox('s3', { BUCKET: 'models', READ_ONLY: 'false' }), (host) => {
      assertRegistered(host, host.userData());
      assert.deepEqual(host.calls('mount-s3'), [
        `mount-s3 --foreground --dir-mode=0777 --allow-other --region eu-central-1 models ${host.mountPoint}`,
      ]);
    });
    await onHost(new Sandbox('lustre', { ...LUSTRE, READ_ONLY: 'true' }), (host) => {
      assertRegistered(host, host.userData());
      assert.match(host.calls('mount')[0] ?? '', / -o ro,relatime,flock,_netdev /);
    });
  },

  'a whole bucket needs neither prefix nor cache': () =>
    onHost(new Sandbox('s3', { BUCKET: 'models' }), (host) => {
      assertRegistered(host, host.userData());
      assert.deepEqual(host.calls('mount-s3'), [
        `mount-s3 --foreground --read-only --allow-other --region eu-central-1 models ${host.mountPoint}`,
      ]);
    }),

  'a variable that is not there is a failure': () =>
    onHost(new Sandbox('s3'), (host) => {
      assertRefused(host, host.userData(), /BUCKET is not set/);
    }),

  'one host can have several volumes': () =>
    onHost(new Sandbox('lustre', { ...LUSTRE, VOLUME_NAME: 'models' }), (host) => {
      const second = join(host.dir, 'second');
      assertRegistered(host, host.userData({ VOLUME_NAME: 'data', MOUNT_POINT: second, LUSTRE_MOUNT_NAME: 'other' }));
      assert.deepEqual(
        host.calls('mount').map((call) => call.split(':/')[1]),
        [`abcdef ${host.mountPoint}`, `other ${second}`],
      );
      const units = Object.keys(host.units()).sort();
      assert.deepEqual(units, [
        ...['docker', 'ecs'].flatMap((service) =>
          ['data', 'models'].map((name) => `${service}.service.d/stowage-${name}.conf`),
        ),
        'stowage-data.service',
        'stowage-models.service',
      ]);
    }),
};
