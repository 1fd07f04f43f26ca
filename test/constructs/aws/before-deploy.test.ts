import type { ServiceInput } from '../../../src/spec/service';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthServices } from '../../support/builders/synth-services';

const shift = { rollout: { strategy: 'blue-green' } } as const;
const migrate = {
  name: 'migrate',
  command: ['./migrate'],
  environment: { STEP: 1 },
  secrets: { DB: { secretsManager: 'ads/db' } },
};
const synth = (service: Partial<ServiceInput> = { ...shift, beforeDeploy: [migrate] }) =>
  synthServices({ services: { bidder: service } });
type Stack = ReturnType<typeof synth>;

const AT = 'bidder/BeforeDeploy';
const service = (stack: Stack) => stack.only('aws_ecs_service');
const hooks = (stack: Stack) =>
  (service(stack).deployment_configuration as { lifecycle_hook?: Record<string, unknown>[] }).lifecycle_hook;
const statements = (stack: Stack, role: string) =>
  (readDocument(stack.at('aws_iam_role_policy', `${role}/Policy`).policy) as { Statement: object[] }).Statement;
const trusted = (stack: Stack, role: string) =>
  readDocument(stack.at('aws_iam_role', `${role}/Role`).assume_role_policy) as { Statement: { Principal: object }[] };

describe('BeforeDeploy', () => {
  it('is nothing where there are no tasks', () => {
    const stack = synth(shift);
    expect(stack.counts).not.toHaveProperty('aws_lambda_function');
    expect([hooks(stack), stack.counts.aws_ecs_task_definition]).toEqual([undefined, 1]);
  });

  it('is a task, a function that runs it, its log, a role for it and a role for ECS', () => {
    const [without, stack] = [synth(shift).counts, synth().counts];
    const more = Object.entries(stack).map(([type, count]) => [type, count - (without[type] ?? 0)] as const);
    expect(Object.fromEntries(more.filter(([, count]) => count !== 0))).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_ecs_task_definition: 1,
      aws_iam_role: 2,
      aws_iam_role_policy: 2,
      aws_lambda_function: 1,
    });
  });

  it('is called before the new version is started, with all that its function must know', () => {
    const [hook, ...others] = hooks(synth()) ?? [];
    expect(others).toEqual([]);
    expect(hook).toMatchObject({
      lifecycle_stages: ['PRE_SCALE_UP'],
      hook_target_arn: refTo('aws_lambda_function', `${AT}/Function`, 'arn'),
      role_arn: refTo('aws_iam_role', `${AT}/HookRole/Role`, 'arn'),
    });
    expect(readDocument(hook?.hook_details)).toEqual({
      cluster: expect.stringContaining(':cluster/'),
      capacityProvider: 'test-general',
      subnets: expect.any(Array),
      securityGroups: ['‹aws_security_group[bidder/SecurityGroup].id›'],
      tasks: [{ name: 'migrate', taskDefinition: expect.stringContaining('Task-migrate'), timeoutSeconds: 900 }],
    });
  });

  it('runs the image of the service, or its own, as the service: its roles, its user, and no place in the mesh', () => {
    const own = { ...migrate, name: 'warm', image: 'example/warm:2', cpus: 1, memoryMiB: 600 };
    const stack = synth({ ...shift, user: '7:7', beforeDeploy: [migrate, own] });
    const definition = (name: string) => stack.at('aws_ecs_task_definition', `${AT}/Task-${name}`);
    const container = (name: string) => (readDocument(definition(name).container_definitions) as object[])[0];
    expect(definition('migrate')).toMatchObject({
      family: 'test-ads-bidder-before-migrate',
      network_mode: 'awsvpc',
      task_role_arn: refTo('aws_iam_role', 'bidder/TaskRole/Role', 'arn'),
      execution_role_arn: refTo('aws_iam_role', 'bidder/ExecutionRole/Role', 'arn'),
    });
    expect(container('migrate')).toMatchObject({
      name: 'migrate',
      image: 'example/model:1.0',
      command: ['./migrate'],
      user: '7:7',
      essential: true,
      readonlyRootFilesystem: true,
      logConfiguration: { options: { 'awslogs-group': '/test/ads/bidder', 'awslogs-stream-prefix': 'migrate' } },
    });
    expect(container('migrate')).not.toHaveProperty('portMappings');
    expect(container('warm')).toMatchObject({ name: 'warm', image: 'example/warm:2', cpu: 1024, memory: 600 });
  });

  it('may start these tasks in this cluster under these two roles, and nothing else', () => {
    const stack = synth();
    const cluster = { 'ecs:cluster': expect.stringContaining(':cluster/') };
    expect(statements(stack, `${AT}/Role`)).toHaveLength(5);
    expect(statements(stack, `${AT}/Role`)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({
          Action: 'ecs:RunTask',
          Resource: 'arn:aws:ecs:us-east-1:123456789012:task-definition/test-ads-bidder-before-migrate:*',
          Condition: { ArnEquals: cluster },
        }),
        expect.objectContaining({ Action: ['ecs:DescribeTasks', 'ecs:StopTask'], Condition: { ArnEquals: cluster } }),
        expect.objectContaining({
          Action: 'iam:PassRole',
          Resource: ['‹aws_iam_role[bidder/TaskRole/Role].arn›', '‹aws_iam_role[bidder/ExecutionRole/Role].arn›'],
          Condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
        }),
      ]),
    );
    expect(statements(stack, `${AT}/HookRole`)).toEqual([expect.objectContaining({ Action: 'lambda:InvokeFunction' })]);
    expect(trusted(stack, `${AT}/Role`).Statement[0]?.Principal).toEqual({ Service: 'lambda.amazonaws.com' });
    expect(trusted(stack, `${AT}/HookRole`).Statement[0]?.Principal).toEqual({ Service: 'ecs.amazonaws.com' });
  });

  it('keeps an encrypted log, and is deployed by the hash of what is in it', () => {
    const stack = synth();
    const hook = stack.only('aws_lambda_function');
    expect(hook).toMatchObject({
      function_name: 'test-ads-bidder-before',
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      logging_config: { log_format: 'JSON', log_group: refTo('aws_cloudwatch_log_group', `${AT}/Logs`, 'name') },
    });
    expect(hook.filename).toMatch(/^assets\/.+\/[0-9A-F]{32}\/before-deploy-hook\.zip$/);
    expect(stack.at('aws_cloudwatch_log_group', `${AT}/Logs`)).toMatchObject({
      name: '/test/ads/bidder/before',
      kms_key_id: expect.stringContaining(':key/'),
    });
  });

  it('is ready before the service is deployed, secrets of its tasks included', () => {
    const stack = synth();
    const before = service(stack).depends_on as string[];
    expect(before).toEqual(
      expect.arrayContaining([
        `aws_lambda_function[${AT}/Function]`,
        `aws_iam_role_policy[${AT}/Role/Policy]`,
        `aws_iam_role_policy[${AT}/HookRole/Policy]`,
      ]),
    );
    expect(JSON.stringify(statements(stack, 'bidder/ExecutionRole'))).toContain('secret:ads/db-??????');
  });

  it('refuses a rollout without hooks', () => {
    expect(refusalOf(() => synth({ beforeDeploy: [migrate] })).lines.join()).toContain('[TasksNeedShift]');
  });
});
