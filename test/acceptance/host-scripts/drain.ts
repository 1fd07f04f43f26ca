import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { type Cases, ebsHost, type Filesystem, MIB } from './ebs-made';
import { assertRegistered } from './expectations';
import { onHost, type Sandbox, sh } from './sandbox';

const AGENT = JSON.stringify({ Cluster: 'prod', ContainerInstanceArn: 'arn:aws:ecs:r:1:container-instance/prod/c1' });
const COMPLETE =
  'aws autoscaling complete-lifecycle-action --lifecycle-action-result CONTINUE --instance-id i-self --lifecycle-hook-name drain --auto-scaling-group-name slot-0';

/** A host with its volume, on which a task of a service runs, and which its group ends after a while. */
function drained(filesystem: Filesystem, attempt: (host: Sandbox, disk: string) => void): Promise<void> {
  return onHost(ebsHost(filesystem, { LIFECYCLE_HOOK: 'drain', ASG_NAME: 'slot-0' }), (host) => {
    const disk = host.disk(MIB);
    host.volume(disk);
    assertRegistered(host, host.userData());
    host.state('calls', '');
    host.state('clock', '0');
    host.state('agent', AGENT);
    host.state('tasks.RUNNING', 'TASKARNS\tarn:aws:ecs:r:1:task/prod/t1');
    host.state('tasks.left', '1\n1\n0');
    host.state('lifecycle', '\nInService\nInService\nTerminated');
    attempt(host, disk);
  });
}

const mounted = (host: Sandbox) => sh('sh', '-c', `mountpoint -q ${host.mountPoint} && echo yes || echo no`) === 'yes';

/** What happens before a group ends a host. */
export function drain(filesystem: Filesystem): Cases {
  return {
    'a host gives its volume back in order: tasks, file system, volume, group': () =>
      drained(filesystem, (host, disk) => {
        const { status, said } = host.unit('stowage-ebs-drain.service');
        assert.equal(status, 0, said);
        assert.equal(host.read('faults'), '');
        assert.ok(!mounted(host));
        assert.ok(!existsSync(`/sys/fs/${filesystem}/${disk.split('/').pop()}`));
        const calls = host.calls('aws').map((call) => call.replace(/ --(query|output) .*/, ''));
        const tasks = '--cluster prod --container-instance arn:aws:ecs:r:1:container-instance/prod/c1 --desired-status';
        const look = [
          `aws ecs list-tasks ${tasks} RUNNING`,
          `aws ecs list-tasks ${tasks} STOPPED`,
          'aws ecs describe-tasks --cluster prod --tasks arn:aws:ecs:r:1:task/prod/t1',
        ];
        assert.deepEqual(calls, [
          'aws ecs update-container-instances-state --cluster prod --container-instances arn:aws:ecs:r:1:container-instance/prod/c1 --status DRAINING',
          ...look,
          ...look,
          ...look,
          'aws ec2 describe-volumes --volume-ids vol-0abc',
          'aws ec2 detach-volume --volume-id vol-0abc --instance-id i-self',
          'aws ec2 describe-volumes --volume-ids vol-0abc',
          COMPLETE,
        ]);
        // Three looks at the group, two waits for tasks, one for the volume.
        assert.equal(host.read('clock'), '30');
        assert.deepEqual(host.calls('systemctl stop'), [
          'systemctl stop stowage-ebs-tend.timer stowage-ebs-tend.service',
        ]);
      }),

    'a host whose agent does not answer gives its volume back all the same': () =>
      drained(filesystem, (host) => {
        host.state('agent', '');
        const { status, said } = host.unit('stowage-ebs-drain.service');
        assert.equal(status, 0, said);
        assert.match(said, /not registered, or its agent does not answer/);
        assert.deepEqual(host.calls('aws ecs'), []);
        assert.equal(host.read('volume'), 'available None None');
        assert.deepEqual(host.calls('aws autoscaling'), [COMPLETE]);
      }),

    'tasks that do not end are waited for so long, and no longer': () =>
      drained(filesystem, (host) => {
        host.state('tasks.left', '1');
        host.state('lifecycle', 'Terminated');
        const { status, said } = host.unit('stowage-ebs-drain.service');
        assert.equal(status, 0, said);
        assert.match(said, /tasks of services still run after 300 s/);
        assert.equal(host.read('clock'), '305');
        assert.equal(host.calls('aws autoscaling').length, 1);
      }),

    'a container that still holds the file system ends with Docker before the volume is detached': () =>
      drained(filesystem, (host, disk) => {
        const container = holder();
        host.state('container', String(container));
        const { status, said } = host.unit('stowage-ebs-drain.service');
        assert.equal(status, 0, said);
        assert.match(said, /still in use: stopping Docker/);
        assert.ok(host.calls('systemctl').includes('systemctl stop docker.socket docker'));
        assert.ok(!existsSync(`/sys/fs/${filesystem}/${disk.split('/').pop()}`));
        assert.equal(host.read('volume'), 'available None None');
      }),

    'a file system that nothing lets go is said; the volume stays attached, and the group is told to go on': () =>
      drained(filesystem, (host) => {
        const container = holder();
        try {
          const { status, said } = host.unit('stowage-ebs-drain.service');
          assert.equal(status, 0, said);
          assert.match(said, /could not be unmounted; volume vol-0abc stays attached/);
          assert.deepEqual(host.calls('aws ec2 detach-volume'), []);
          assert.deepEqual(host.calls('aws autoscaling'), [COMPLETE]);
        } finally {
          process.kill(container);
        }
      }),

    'a group that does not hear at first is told again': () =>
      drained(filesystem, (host) => {
        host.state('fail.complete-lifecycle-action', '3');
        assert.equal(host.unit('stowage-ebs-drain.service').status, 0);
        assert.equal(host.calls('aws autoscaling').length, 4);
      }),

    'without a hook nothing watches the group': () =>
      onHost(ebsHost(filesystem), (host) => {
        host.volume(host.disk(MIB));
        assertRegistered(host, host.userData());
        assert.deepEqual(
          Object.keys(host.units()).filter((name) => name.includes('drain')),
          [],
        );
      }),
  };
}

/** A process with mounts of its own, as a container has: those of now stay with it. Its id. */
function holder(): number {
  const { pid } = spawn('unshare', ['--mount', '--propagation', 'private', 'sleep', '30'], { stdio: 'ignore' });
  assert.ok(pid !== undefined);
  // It holds them once it has its own namespace.
  sh('sh', '-c', `until [ "$(readlink /proc/${pid}/ns/mnt)" != "$(readlink /proc/self/ns/mnt)" ]; do sleep 0.01; done`);
  return pid;
}
