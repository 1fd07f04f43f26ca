import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import type { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import { specReasons } from '../../src/security/spec-reasons';
import { fleetTraits } from '../../src/sizing/fleet-types';
import type { ContractRegistry } from '../../src/spec/contract';
import { hasShell, type ServiceSpec } from '../../src/spec/service';
import type { Site } from '../../src/spec/site';
import { containerDefinitions, EXEC_PATHS, taskCpuUnits } from '../../src/task/container-definitions';
import type { Endpoint } from '../../src/task/endpoint';
import type { MountPoint } from '../../src/task/task-volumes';
import { giveReason } from '../terraform/give-reason';
import { lazyJson } from '../terraform/lazy-json';
import type { Role } from './role';

interface TaskDefinitionProps {
  readonly spec: ServiceSpec;
  readonly site: Site;
  readonly registry: ContractRegistry;
  readonly system: string;
  readonly name: string;
  readonly logGroup: CloudwatchLogGroup;
  readonly role: Role;
  readonly execution: Role;
  /** Endpoints that it may call; filled while edges are said. */
  readonly callees: readonly Endpoint[];
  /** Where its container finds volumes; filled while mounts are said. */
  readonly mounts: readonly MountPoint[];
  /** What its processes are told beside where its callees are. */
  readonly variables: Readonly<Record<string, string>>;
  readonly instanceTypes: readonly string[];
}

/** The revision of a service: its containers, in a network interface of their own. */
export function taskDefinition(
  scope: Construct,
  {
    spec,
    site,
    registry,
    system,
    name,
    logGroup,
    role,
    execution,
    callees,
    mounts,
    variables,
    instanceTypes,
  }: TaskDefinitionProps,
): EcsTaskDefinition {
  const context = {
    place: site,
    registry,
    system,
    service: name,
    logGroup: resourceName('logGroup', site.name, system, name),
  };
  const cpu = taskCpuUnits(spec);
  const task = new EcsTaskDefinition(scope, 'Task', {
    family: resourceName('taskFamily', site.name, system, name),
    networkMode: 'awsvpc',
    requiresCompatibilities: ['EC2'],
    taskRoleArn: role.arn,
    executionRoleArn: execution.arn,
    runtimePlatform: {
      operatingSystemFamily: 'LINUX',
      cpuArchitecture: fleetTraits(instanceTypes).arch === 'arm64' ? 'ARM64' : 'X86_64',
    },
    // Where a delivery system writes revisions too, Terraform compares with the newest, whoever wrote it.
    ...(spec.imageFrom !== undefined && { trackLatest: true }),
    ...(cpu !== undefined && { cpu: String(cpu) }),
    ...(hasShell(spec) && { volume: EXEC_PATHS.map(({ name: volume }) => ({ name: volume })) }),
    containerDefinitions: lazyJson(
      () => callees.length + mounts.length,
      () => containerDefinitions(spec, { ...context, callees, mounts, variables }),
    ),
    dependsOn: [logGroup],
  });
  const containers = Object.fromEntries(spec.init.map((init, i) => [`init-${i}`, init.name]));
  giveReason(task, ...specReasons(spec.acknowledge, containers));
  return task;
}
