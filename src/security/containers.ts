import { listed } from '../preview/code/synthesized';
import { at, isRecord } from '../preview/nested-json';
import type { Estate, Resource } from './estate';
import { Late } from './late';

/** A container as ECS or Batch will start it. */
export interface Container {
  readonly resource: Resource;
  readonly name: string;
  readonly values: Readonly<Record<string, unknown>>;
  /** Of Batch: it has no words for what it drops. */
  readonly isJob: boolean;
}

export const TASK = 'aws_ecs_task_definition';
export const JOB = 'aws_batch_job_definition';

/** Where each kind of definition has its containers. */
function definitionsOf({ type, values }: Resource): readonly unknown[] {
  if (type === TASK) return [values.container_definitions];
  const nodes = at(values.node_properties, 'nodeRangeProperties');
  return [
    values.container_properties,
    ...listed(values.node_properties instanceof Late ? values.node_properties : nodes).map((range) =>
      range instanceof Late ? range : at(range, 'container'),
    ),
  ].filter((one) => one !== undefined);
}

/** The containers of a definition; undefined where nobody can read them yet. */
export function containersOf(resource: Resource): Container[] | undefined {
  const found = definitionsOf(resource).flatMap((one) => listed(one));
  if (!found.every((one) => isRecord(one) && !(one instanceof Late)) || found.length === 0) return undefined;
  const isJob = resource.type === JOB;
  return (found as Readonly<Record<string, unknown>>[]).map((values, i) => ({
    resource,
    values,
    isJob,
    name: typeof values.name === 'string' ? values.name : isJob && i === 0 ? 'job' : `container ${i}`,
  }));
}

export function definitions(estate: Estate): readonly Resource[] {
  return estate.of(TASK, JOB);
}

/** A volume of a task, whichever way it is written. */
export interface TaskVolume {
  readonly name: string;
  /** Of EFS: `transit`, `accessPoint`, `iam`, as they are written. */
  readonly efs?: { readonly transit: unknown; readonly accessPoint: unknown; readonly iam: unknown };
  /** Path on the host that it is. */
  readonly hostPath?: unknown;
}

/** The volumes of a definition; undefined where nobody can read them yet. */
export function volumesOf(resource: Resource): TaskVolume[] | undefined {
  if (resource.type === TASK) return asList(resource.values.volume)?.map(ofTask);
  const lists = containersOf(resource)?.map(({ values }) => asList(values.volumes));
  return lists?.every((list) => list !== undefined) ? lists.flat().map(ofJob) : undefined;
}

function asList(value: unknown): readonly unknown[] | undefined {
  const list = listed(value);
  return list.every((one) => isRecord(one) && !(one instanceof Late)) ? list : undefined;
}

function ofTask(volume: unknown): TaskVolume {
  const efs = listed(at(volume, 'efs_volume_configuration'))[0];
  const authorization = listed(at(efs, 'authorization_config'))[0];
  const hostPath = at(volume, 'host_path');
  return {
    name: String(at(volume, 'name')),
    ...(efs !== undefined && {
      efs: {
        transit: at(efs, 'transit_encryption'),
        accessPoint: at(authorization, 'access_point_id'),
        iam: at(authorization, 'iam'),
      },
    }),
    ...(hostPath !== undefined && hostPath !== '' && { hostPath }),
  };
}

function ofJob(volume: unknown): TaskVolume {
  const efs = at(volume, 'efsVolumeConfiguration');
  const authorization = at(efs, 'authorizationConfig');
  const hostPath = at(at(volume, 'host'), 'sourcePath');
  return {
    name: String(at(volume, 'name')),
    ...(efs !== undefined && {
      efs: {
        transit: at(efs, 'transitEncryption'),
        accessPoint: at(authorization, 'accessPointId'),
        iam: at(authorization, 'iam'),
      },
    }),
    ...(hostPath !== undefined && hostPath !== '' && { hostPath }),
  };
}
