import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition, EcsTaskDefinitionVolume } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { Construct } from 'constructs';
import { mountGrants } from '../../src/identity/mount-grants';
import { ownHostsOf } from '../../src/rules/own-hosts';
import type { MountSpec } from '../../src/spec/mount';
import { hasShell, type ServiceSpec } from '../../src/spec/service';
import type { TaskEbsVolume, VolumeSpec } from '../../src/spec/volume';
import { hostProgram } from '../../src/storage/host-program';
import { EXEC_PATHS } from '../../src/task/container-definitions';
import { managedVolume } from '../../src/task/managed-volume';
import { type MountPoint, mountPoint, type TaskVolume, taskVolume } from '../../src/task/task-volumes';
import type { Connectable } from './connections';
import type { AwsPlatform } from './platform';
import type { Role } from './role';
import type { MountableVolume } from './shared-volume';
import { volumeRole } from './task-roles';
import { hostsName, VolumeHosts } from './volume-hosts';

interface Mounting extends Connectable {
  readonly platform: AwsPlatform;
  readonly system: string;
  readonly name: string;
  /** What it is, but for its mounts. */
  readonly spec: ServiceSpec;
  readonly role: Role;
  readonly task: EcsTaskDefinition;
  readonly service: EcsService;
  /** The mounts of its container; they are read when the revision is written. */
  readonly points: MountPoint[];
}

/** What a mount makes of a workload: permission, a way through the network, a volume of its tasks and a path in its container. */
export class Mounts {
  /** All of them, as they were said. */
  readonly all: MountSpec[] = [];
  /** The volumes that are mounted, by name. */
  readonly specs: Record<string, VolumeSpec> = {};
  private maker?: Role;
  /** The hosts that the workload has for itself, where it needs any. */
  hosts?: VolumeHosts;
  private readonly volumes = new Map<string, TaskVolume>();

  constructor(
    private readonly scope: Construct,
    private readonly workload: Mounting,
  ) {}

  add(volume: MountableVolume, mount: MountSpec): void {
    const { system, name, spec, role, task, points } = this.workload;
    for (const grant of mountGrants(volume.published, mount)) role.grant(grant);
    const own = taskVolume(system, volume.published, mount);
    this.all.push(mount);
    this.specs[volume.name] = volume.spec;
    const caller = this.ownHosts(volume) ?? this.workload;
    volume.connections?.allowFrom(caller, `${name} mounts ${volume.name}`);
    if (volume.connections !== undefined && this.hosts !== undefined && caller === this.hosts)
      this.hosts.answer(volume.connections, `${volume.name} calls back`);
    this.volumes.set(own.name, own);
    points.push(mountPoint(system, mount));
    const shells = hasShell(spec) ? EXEC_PATHS.map((path) => ({ name: path.name })) : [];
    const names = [...this.volumes.keys()].sort();
    task.putVolume([...shells, ...names.map((key) => asVolume(this.volumes.get(key) as TaskVolume))]);
    if (volume.spec.kind === 'task-ebs') this.manage(own.name, volume.spec);
  }

  /** The volume that ECS makes for each task. A task has one, so that saying it again is saying the same. */
  private manage(volume: string, spec: TaskEbsVolume): void {
    const { platform, system, name, service } = this.workload;
    const { site } = platform.contract;
    if (this.maker === undefined) {
      this.maker = volumeRole(this.scope, { site, system, name }, spec.kmsKeyArn);
      this.maker.usedBy(service);
    }
    service.putVolumeConfiguration({
      name: volume,
      managedEbsVolume: {
        ...managedVolume(spec),
        roleArn: this.maker.arn,
        tagSpecifications: [{ resourceType: 'volume', propagateTags: 'SERVICE' }],
      },
    });
  }

  /** The hosts that mount a volume for the workload, where its hosts do; they are made for the first of its mounts. */
  private ownHosts(volume: MountableVolume): VolumeHosts | undefined {
    const { platform, system, name, spec, service } = this.workload;
    const { contract } = platform;
    const hosts = ownHostsOf({ ...spec, mounts: this.all }, this.specs, contract);
    if (hosts?.volume !== volume.name) return undefined;
    if (this.hosts === undefined) {
      const { site, cluster } = contract;
      const program = hostProgram(volume.published, volume.spec, {
        site,
        keptBy: volume.keptBy ?? system,
        volume: volume.name,
        group: hostsName(site.name, system, name),
        cluster,
        stopSeconds: spec.stopSeconds,
      });
      this.hosts = new VolumeHosts(this.scope, 'Hosts', { platform, system, name, hosts, program });
      this.hosts.take(service);
    }
    return this.hosts;
  }
}

function asVolume({ name, ...volume }: TaskVolume): EcsTaskDefinitionVolume {
  if (volume.from === 'host') return { name, hostPath: volume.path };
  if (volume.from === 'service') return { name, configureAtLaunch: true };
  // The same for all tasks of the host that name it, and there after them.
  if (volume.from === 'docker')
    return { name, dockerVolumeConfiguration: { scope: 'shared', autoprovision: true, driver: 'local' } };
  return {
    name,
    efsVolumeConfiguration: {
      fileSystemId: volume.fileSystemId,
      transitEncryption: 'ENABLED',
      authorizationConfig: { accessPointId: volume.accessPointId, iam: 'ENABLED' },
    },
  };
}
