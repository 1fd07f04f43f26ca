import type { EcsTaskDefinition, EcsTaskDefinitionVolume } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { mountGrants } from '../../src/identity/mount-grants';
import type { MountSpec } from '../../src/spec/mount';
import type { VolumeSpec } from '../../src/spec/volume';
import { EXEC_PATHS } from '../../src/task/container-definitions';
import { type MountPoint, mountPoint, type TaskVolume, taskVolume } from '../../src/task/task-volumes';
import type { Connectable } from './connections';
import type { Role } from './role';
import type { MountableVolume } from './shared-volume';

interface Mounting extends Connectable {
  readonly name: string;
  readonly role: Role;
  readonly task: EcsTaskDefinition;
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
  private readonly volumes = new Map<string, TaskVolume>();

  constructor(private readonly workload: Mounting) {}

  add(volume: MountableVolume, mount: MountSpec): void {
    const { name, role, task, exec, points } = this.workload;
    for (const grant of mountGrants(volume.published, mount)) role.grant(grant);
    volume.connections.allowFrom(this.workload, `${name} mounts ${volume.name}`);
    const own = taskVolume(volume.published, mount);
    this.all.push(mount);
    this.specs[volume.name] = volume.spec;
    this.volumes.set(own.name, own);
    points.push(mountPoint(mount));
    const shells = exec ? EXEC_PATHS.map((path) => ({ name: path.name })) : [];
    const names = [...this.volumes.keys()].sort();
    task.putVolume([...shells, ...names.map((key) => asVolume(this.volumes.get(key) as TaskVolume))]);
  }
}

function asVolume({ name, efs }: TaskVolume): EcsTaskDefinitionVolume {
  return {
    name,
    efsVolumeConfiguration: {
      fileSystemId: efs.fileSystemId,
      transitEncryption: 'ENABLED',
      authorizationConfig: { accessPointId: efs.accessPointId, iam: 'ENABLED' },
    },
  };
}
