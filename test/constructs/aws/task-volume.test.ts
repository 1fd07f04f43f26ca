import { AwsPlatform, MlService, SharedVolume } from '../../../constructs/aws';
import { volumeSpec } from '../../../src/spec/volume';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthPlatform } from '../../support/builders/synth-platform';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { testEnvironment } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';
import { testSystem } from '../../support/builders/test-system';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';
const SNAPSHOT = 'snap-0123456789abcdef0';
const mounted = (volume: object = {}, mounts = [{ volume: 'work', path: '/work' }]) =>
  synthPlatform(testEnvironment(), [
    { ...testSystem({ bidder: { mounts } }), volumes: { work: { kind: 'task-ebs', sizeGiB: 100, ...volume } } },
  ]);

describe('SharedVolume of kind task-ebs', () => {
  const stacks = mounted();
  const stack = stacks['test-ads'];
  const service = stack?.at('aws_ecs_service', 'bidder/Service');

  it('is made by ECS for each task: encrypted, tagged as its service, and no resource of its own', () => {
    expect(Object.keys(stacks)).not.toContain('test-ads-data');
    expect(stack?.counts).not.toHaveProperty('aws_ebs_volume');
    expect(service?.volume_configuration).toEqual({
      name: 'volume-ads-work',
      managed_ebs_volume: {
        encrypted: true,
        file_system_type: 'xfs',
        iops: 3000,
        role_arn: refTo('aws_iam_role', 'bidder/VolumeRole/Role', 'arn'),
        size_in_gb: 100,
        tag_specifications: [{ propagate_tags: 'SERVICE', resource_type: 'volume' }],
        throughput: 125,
        volume_type: 'gp3',
      },
    });
  });

  it('is a volume of the task that is configured when it starts', () => {
    const task = stack?.at('aws_ecs_task_definition', 'bidder/Task');
    expect(task?.volume).toEqual([{ name: 'volume-ads-work', configure_at_launch: true }]);
    const [main] = readDocument(task?.container_definitions) as { mountPoints: unknown }[];
    expect(main?.mountPoints).toEqual([{ sourceVolume: 'volume-ads-work', containerPath: '/work', readOnly: false }]);
  });

  it('is made with a role that only ECS takes on, which may touch what ECS has made and nothing else', () => {
    expect(readDocument(stack?.at('aws_iam_role', 'bidder/VolumeRole/Role').assume_role_policy)).toMatchObject({
      Statement: [{ Effect: 'Allow', Principal: { Service: 'ecs.amazonaws.com' }, Action: 'sts:AssumeRole' }],
    });
    const attachment = 'bidder/VolumeRole/AmazonECSInfrastructureRolePolicyForVolumes';
    expect(stack?.at('aws_iam_role_policy_attachment', attachment).policy_arn).toBe(
      'arn:aws:iam::aws:policy/service-role/AmazonECSInfrastructureRolePolicyForVolumes',
    );
    expect(stack?.of('aws_iam_role_policy')).not.toHaveProperty('bidder/VolumeRole/Policy');
    expect(service?.depends_on).toContain(`aws_iam_role_policy_attachment[${attachment}]`);
  });

  it('has the type, the speed, the file system, the snapshot and the key that are asked for', () => {
    const made = mounted({
      volumeType: 'io2',
      iops: 4000,
      filesystem: 'ext4',
      from: { snapshot: SNAPSHOT },
      kmsKeyArn: KEY,
    })['test-ads'];
    expect(made?.at('aws_ecs_service', 'bidder/Service').volume_configuration).toEqual({
      name: 'volume-ads-work',
      managed_ebs_volume: {
        encrypted: true,
        file_system_type: 'ext4',
        iops: 4000,
        kms_key_id: KEY,
        role_arn: refTo('aws_iam_role', 'bidder/VolumeRole/Role', 'arn'),
        size_in_gb: 100,
        snapshot_id: SNAPSHOT,
        tag_specifications: [{ propagate_tags: 'SERVICE', resource_type: 'volume' }],
        volume_type: 'io2',
      },
    });
    expect(readDocument(made?.at('aws_iam_role_policy', 'bidder/VolumeRole/Policy').policy)).toMatchObject({
      Statement: [
        {
          Action: 'kms:CreateGrant',
          Resource: KEY,
          Condition: {
            StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' },
            Bool: { 'kms:GrantIsForAWSResource': 'true' },
          },
        },
        { Resource: KEY, Condition: { StringEquals: { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com' } } },
      ],
    });
  });

  it('is one volume, however many paths show it', () => {
    const twice = mounted({}, [
      { volume: 'work', path: '/work' },
      { volume: 'work', path: '/again' },
    ])['test-ads'];
    expect(twice?.at('aws_ecs_task_definition', 'bidder/Task').volume).toHaveLength(1);
    expect(twice?.counts.aws_iam_role).toBe(stack?.counts.aws_iam_role);
  });

  it('is mounted by a verb too, and refused where ECS would', () => {
    const said = (replicas: 2 | 'one-per-host') =>
      synthStack((scope) => {
        const platform = AwsPlatform.fromContract(scope, testContract());
        const service = { ...testService(), replicas };
        const bidder = new MlService(scope, 'bidder', { platform, system: 'ads', name: 'bidder', ...service });
        const work = SharedVolume.passing('work', volumeSpec.parse({ kind: 'task-ebs', sizeGiB: 100 }));
        bidder.mount(work, '/work');
      });
    expect(said(2).at('aws_ecs_service', 'bidder/Service').volume_configuration).toEqual(service?.volume_configuration);
    expect(refusalOf(() => said('one-per-host')).lines).toEqual([expect.stringContaining('[TaskVolumeOfDaemon]')]);
  });
});
