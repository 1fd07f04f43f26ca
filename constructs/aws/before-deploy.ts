import { join } from 'node:path';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { EcsServiceDeploymentConfigurationLifecycleHook as LifecycleHook } from '@cdktf/provider-aws/lib/ecs-service';
import { EcsTaskDefinition } from '@cdktf/provider-aws/lib/ecs-task-definition';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { beforeDeployGrants } from '../../src/identity/before-deploy-grants';
import { resourceName } from '../../src/naming/names';
import { specReasons } from '../../src/security/spec-reasons';
import { fleetTraits } from '../../src/sizing/fleet-types';
import type { ContractFleet } from '../../src/spec/contract';
import type { ServiceSpec } from '../../src/spec/service';
import { beforeDeployContainers } from '../../src/task/before-deploy-task';
import { giveReason } from '../terraform/give-reason';
import { tfJson } from '../terraform/json';
import { lazyJson } from '../terraform/lazy-json';
import { archivedLog } from './archived-log';
import { functionCode } from './function-code';
import type { AwsPlatform } from './platform';
import { Role } from './role';

interface BeforeDeployProps {
  readonly platform: AwsPlatform;
  readonly system: string;
  readonly name: string;
  readonly spec: ServiceSpec;
  readonly fleet: ContractFleet;
  /** The service's own: tasks before it may do what it may, and reach what it reaches. */
  readonly role: Role;
  readonly execution: Role;
  /** Groups of each replica's interface; asked for late, because verbs add to them. */
  readonly securityGroupIds: () => string[];
}

/**
 * The tasks that run before a new version of a service starts, and the function that ECS calls at that point of a deployment: it starts each
 * with RunTask and answers IN_PROGRESS until it has stopped. Nothing where there are no tasks.
 */
export class BeforeDeploy extends Construct {
  /** For the service's deployments. */
  readonly hooks: LifecycleHook[] = [];
  /** What must exist before a deployment begins. */
  readonly ready: TerraformResource[] = [];

  constructor(scope: Construct, id: string, props: BeforeDeployProps) {
    super(scope, id);
    if (props.spec.beforeDeploy.length === 0) return;
    const definitions = props.spec.beforeDeploy.map((task) => this.task(task, props));
    const hook = this.hookFunction(props, definitions);
    const { platform, system, name } = props;
    const { site } = platform.contract;
    // ECS does not say for which account it acts (ECS developer guide, "Permissions required for Lambda functions", 2026-11).
    const caller = new Role(this, 'HookRole', {
      site,
      name: [system, name, 'hook'],
      service: 'ecs.amazonaws.com',
      namesAccount: false,
    });
    caller.grant({ actions: ['lambda:InvokeFunction'], resources: [hook.arn, `${hook.arn}:*`] });
    this.ready.push(...caller.policies);
    this.hooks.push({
      hookTargetArn: hook.arn,
      roleArn: caller.arn,
      lifecycleStages: ['PRE_SCALE_UP'],
      hookDetails: this.details(props, definitions),
    });
  }

  private task(
    task: ServiceSpec['beforeDeploy'][number],
    { platform, system, name, spec, fleet, role, execution }: BeforeDeployProps,
  ): EcsTaskDefinition {
    const { site, registry } = platform.contract;
    const context = {
      place: site,
      registry,
      system,
      service: name,
      logGroup: resourceName('logGroup', site.name, system, name),
      callees: [],
    };
    const definition = new EcsTaskDefinition(this, `Task-${task.name}`, {
      family: resourceName('taskFamily', site.name, system, name, 'before', task.name),
      networkMode: 'awsvpc',
      requiresCompatibilities: ['EC2'],
      taskRoleArn: role.arn,
      executionRoleArn: execution.arn,
      runtimePlatform: {
        operatingSystemFamily: 'LINUX',
        cpuArchitecture: fleetTraits(fleet.instanceTypes).arch === 'arm64' ? 'ARM64' : 'X86_64',
      },
      containerDefinitions: tfJson(beforeDeployContainers(task, spec, context)),
    });
    const called = { [`before-${spec.beforeDeploy.indexOf(task)}`]: task.name };
    giveReason(definition, ...specReasons(spec.acknowledge, called));
    return definition;
  }

  private hookFunction(
    { platform, system, name, role, execution }: BeforeDeployProps,
    definitions: readonly EcsTaskDefinition[],
  ): LambdaFunction {
    const { site, keys, cluster } = platform.contract;
    const log = new CloudwatchLogGroup(this, 'Logs', {
      name: resourceName('logGroup', site.name, system, name, 'before'),
      retentionInDays: site.logs.retentionDays,
      kmsKeyId: keys.logs,
    });
    archivedLog(this, 'Archive', platform.contract, log);
    const runner = new Role(this, 'Role', {
      site,
      name: [system, name, 'before'],
      service: 'lambda.amazonaws.com',
      namesAccount: false,
    });
    const scope = {
      place: site,
      cluster,
      families: definitions.map(({ familyInput }) => familyInput as string),
      roles: [role.arn, execution.arn],
      logGroupArn: log.arn,
    };
    for (const statement of beforeDeployGrants(scope)) runner.grant(statement);
    const hook = new LambdaFunction(this, 'Function', {
      functionName: resourceName('lambda', site.name, system, name, 'before'),
      description: `Runs the tasks before each deployment of ${name}`,
      role: runner.arn,
      filename: functionCode(this, CODE),
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      timeout: 60,
      memorySize: 256,
      loggingConfig: { logFormat: 'JSON', logGroup: log.name },
    });
    runner.usedBy(hook);
    this.ready.push(hook, ...runner.policies);
    return hook;
  }

  private details(
    { platform, spec, fleet, securityGroupIds }: BeforeDeployProps,
    definitions: readonly EcsTaskDefinition[],
  ): string {
    const document = () => ({
      cluster: platform.contract.cluster.arn,
      capacityProvider: fleet.capacityProvider,
      subnets: platform.privateSubnets(fleet.zones),
      securityGroups: securityGroupIds(),
      tasks: spec.beforeDeploy.map((task, i) => ({
        name: task.name,
        taskDefinition: definitions[i]?.arn,
        timeoutSeconds: task.timeoutMinutes * 60,
      })),
    });
    return lazyJson(() => securityGroupIds().length, document);
  }
}

/** Plain JavaScript, because it is deployed as it is. */
const CODE = join(__dirname, 'before-deploy-hook');
