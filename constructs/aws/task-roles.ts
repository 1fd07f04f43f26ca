import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { Construct } from 'constructs';
import { type StartedContainer, startGrants } from '../../src/identity/execution-grants';
import { volumeKeyGrants } from '../../src/identity/volume-key-grants';
import type { ContractRegistry } from '../../src/spec/contract';
import type { Site } from '../../src/spec/site';
import { Role } from './role';

interface TaskOf {
  readonly site: Site;
  readonly system: string;
  readonly name: string;
}

const TASKS = 'ecs-tasks.amazonaws.com';

/** The role that a task's processes have. */
export function taskRole(scope: Construct, { site, system, name }: TaskOf): Role {
  return new Role(scope, 'TaskRole', { site, name: [system, name, 'task'], service: TASKS });
}

/** The role that starts a task: it pulls these images, writes this log and reads these secrets. */
export function executionRole(
  scope: Construct,
  {
    site,
    system,
    name,
    containers,
    registry,
    logGroup,
  }: TaskOf & {
    readonly containers: readonly StartedContainer[];
    readonly registry: ContractRegistry;
    readonly logGroup: CloudwatchLogGroup;
  },
): Role {
  const role = new Role(scope, 'ExecutionRole', { site, name: [system, name, 'start'], service: TASKS });
  for (const statement of startGrants(containers, site, registry, logGroup.arn)) role.grant(statement);
  return role;
}

/** The role with which ECS makes a volume for each task. ECS does not say for which account it acts, as for other infrastructure roles. */
export function volumeRole(scope: Construct, { site, system, name }: TaskOf, keyArn: string | undefined): Role {
  const role = new Role(scope, 'VolumeRole', {
    site,
    name: [system, name, 'volume'],
    service: 'ecs.amazonaws.com',
    namesAccount: false,
    // It may touch only what ECS itself has tagged as its own.
    managedPolicies: ['service-role/AmazonECSInfrastructureRolePolicyForVolumes'],
  });
  for (const statement of volumeKeyGrants(keyArn, site)) role.grant(statement);
  return role;
}
