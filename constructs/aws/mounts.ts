import type { EcsService } from '@cdktf/provider-aws/lib/ecs-service';
import type { EcsTaskDefinition, EcsTaskDefinitionVolume } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { Construct } from 'constructs';
import { mountGrants } from '../../src/identity/mount-grants';
import type { MountSpec } from '../../src/spec/mount';
import type { Site } from '../../src/spec/site';
import type { TaskEbsVolume, VolumeSpec } from '../../src/spec/volume';
import { EXEC_PATHS } from '../../src/task/container-definitions';
import { managedVolume } from '../../src/task/managed-volume';
import { type MountPoint, mountPoint, type TaskVolume, taskVolume } from '../../src/task/task-volumes';
import type { Connectable } from './connections';
import type { Role } from './role';
import type { MountableVolume } from './shared-volume';
import { volumeRole } from './task-roles';

interface Mounting extends Connectable {
  /** Where what a mount needs of its own is made. */
  readonly scope: Construct;
  readonly site: Site;
  readonly system: string;
  readonly name: string;
  readonly role: Role;
  readonly task: EcsTaskDefinition;
  readonly service: EcsService;
  /** People may open a shell, whose agent has volumes too. */
  readonly exec: boolean;
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
  private readonly volumes = new Map<string, TaskVolume>();

  constructor(private readonly workload: Mounting) {}

  add(volume: MountableVolume, mount: MountSpec): void {
    const { system, name, role, task, exec, points } = this.workload;
    for (const grant of mountGrants(volume.published, mount)) role.grant(grant);
    volume.connections?.allowFrom(this.workload, `${name} mounts ${volume.name}`);
    const own = taskVolume(system, volume.published, mount);
    this.all.push(mount);
    this.specs[volume.name] = volume.spec;
    this.volumes.set(own.name, own);
    points.push(mountPoint(system, mount));
    const shells = exec ? EXEC_PATHS.map((path) => ({ name: path.name })) : [];
    const names = [...this.volumes.keys()].sort();
    task.putVolume([...shells, ...names.map((key) => asVolume(this.volumes.get(key) as TaskVolume))]);
    if (volume.spec.kind === 'task-ebs') this.manage(own.name, volume.spec);
  }

  /** The volume that ECS makes for each task. A task has one, so that saying it again is saying the same. */
  private manage(volume: string, spec: TaskEbsVolume): void {
    const { scope, site, system, name, service } = this.workload;
    if (this.maker === undefined) {
      this.maker = volumeRole(scope, { site, system, name }, spec.kmsKeyArn);
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
}

function asVolume({ name, ...volume }: TaskVolume): EcsTaskDefinitionVolume {
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
