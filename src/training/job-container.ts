import { instanceType } from '../catalog/ec2-instances';
import type { Place } from '../naming/arns';
import type { ImageSpec } from '../spec/image';
import type { JobSpec } from '../spec/training/job';
import { compact, linuxParameters, logConfiguration, secretVariables, ulimits, variables } from '../task/container';
import { imageReference } from '../task/image-reference';
import type { MountPoint, TaskVolume } from '../task/task-volumes';
import { checkpointVariables } from './checkpoint';
import { efaDevices } from './efa-layout';
import { neuronPaths } from './neuron';
import { nodeCommand, rendezvousVariables } from './rendezvous';

/** What the container of a job needs to know that the job itself does not say. */
export interface JobContext {
  /** Name of the job. */
  readonly name: string;
  readonly place: Place;
  /** Where images come from that name a repository alone. */
  readonly registry: Place;
  readonly logGroup: string;
  readonly jobRoleArn: string;
  readonly executionRoleArn: string;
  /** What else its processes are told, by variable. */
  readonly variables: Readonly<Record<string, string>>;
  /** Instance types of its hosts. */
  readonly instanceTypes: readonly string[];
  readonly volumes: readonly TaskVolume[];
  readonly mounts: readonly MountPoint[];
}

/** The container of a job as Batch wants it (Batch API_ContainerProperties, 2026-11); keys that have no value are left out. */
export function jobContainer(job: JobSpec, context: JobContext): Readonly<Record<string, unknown>> {
  const told = { ...jobVariables(job, context.name), ...context.variables };
  const fabric = job.nodes > 1 ? fabricDevices(context.instanceTypes) : [];
  const devices = [...fabric, ...neuronPaths(job).map((path) => device(path, ['READ', 'WRITE']))];
  const requirements = [
    { type: 'VCPU', value: String(job.cpus) },
    { type: 'MEMORY', value: String(job.memoryMiB) },
    ...(job.gpus > 0 ? [{ type: 'GPU', value: String(job.gpus) }] : []),
  ];
  return compact({
    image: imageReference(job.image as ImageSpec, context.registry),
    command: nodeCommand(job),
    jobRoleArn: context.jobRoleArn,
    executionRoleArn: context.executionRoleArn,
    user: job.user,
    readonlyRootFilesystem: job.readOnlyRoot,
    privileged: false,
    resourceRequirements: requirements,
    environment: variables(job, context.place, told),
    secrets: secretVariables(job, context.place),
    linuxParameters: { ...linuxParameters(job), ...(devices.length > 0 && { devices }) },
    ulimits: [...(fabric.length > 0 && job.limits.ulimits.memlock === undefined ? [PINNED] : []), ...ulimits(job)],
    volumes: byName(context.volumes).map(asVolume),
    mountPoints: [...context.mounts].sort((a, b) => (a.containerPath < b.containerPath ? -1 : 1)),
    logConfiguration: logConfiguration(context, 'job'),
  });
}

/** What a job is told wherever it runs, by variable. */
export function jobVariables(job: JobSpec, name: string): Record<string, string> {
  return { ...NO_HOST_CREDENTIALS, ...rendezvousVariables(job), ...checkpointVariables(job, name) };
}

/** The same as the whole of a job definition: one container, or one on each of several hosts. */
export function jobProperties(job: JobSpec, context: JobContext): Readonly<Record<string, unknown>> {
  const container = jobContainer(job, context);
  if (job.nodes === 1) return container;
  return { numNodes: job.nodes, mainNode: 0, nodeRangeProperties: [{ targetNodes: '0:', container }] };
}

/** The adapters of a host, which AWS Batch gives to no container by itself (Batch user guide, "Elastic Fabric Adapter", 2026-11). */
function fabricDevices(instanceTypes: readonly string[]): object[] {
  const [first] = instanceTypes.flatMap((type) => instanceType(type) ?? []);
  return (first === undefined ? [] : efaDevices(first)).map((path) => device(path, ['READ', 'WRITE', 'MKNOD']));
}

/** A device of the host, by its own name. */
function device(path: string, permissions: readonly ('READ' | 'WRITE' | 'MKNOD')[]): object {
  return { hostPath: path, containerPath: path, permissions };
}

/** The fabric reads and writes memory that may not be swapped out. */
const PINNED = { name: 'memlock', softLimit: -1, hardLimit: -1 };

/** Its role's credentials come from the agent; the host's are out of reach, and SDKs need not try. */
const NO_HOST_CREDENTIALS = { AWS_EC2_METADATA_DISABLED: 'true' };

function byName(volumes: readonly TaskVolume[]): TaskVolume[] {
  return [...new Map(volumes.map((volume) => [volume.name, volume])).values()].sort((a, b) =>
    a.name < b.name ? -1 : 1,
  );
}

/**
 * Volumes of a job: which kinds it can have is asked elsewhere. Of the disk of its host it has a volume that Docker makes for each start, and
 * takes away when that is over: Batch names no other (Batch API_Volume, "If the host parameter is empty", 2026-11).
 */
function asVolume(volume: TaskVolume): object {
  if (volume.from === 'docker') return { name: volume.name, host: {} };
  // It is there before the agent is: with the agent it would be an empty directory, made on the spot.
  if (volume.from === 'host') return { name: volume.name, host: { sourcePath: volume.path } };
  if (volume.from !== 'efs') throw new RangeError(`no job can have a volume from ${volume.from}`);
  return {
    name: volume.name,
    efsVolumeConfiguration: {
      fileSystemId: volume.fileSystemId,
      transitEncryption: 'ENABLED',
      authorizationConfig: { accessPointId: volume.accessPointId, iam: 'ENABLED' },
    },
  };
}
