import { AwsPlatform, MlService, SharedVolume } from '../../../constructs/aws';
import type { VolumeInput } from '../../../src/spec/volume';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthPlatform } from '../../support/builders/synth-platform';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { testEnvironment } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';
import { testSite } from '../../support/builders/test-site';
import { testSystem } from '../../support/builders/test-system';

type EfsInput = Extract<VolumeInput, { kind: 'efs' }>;

const { network } = testContract();
const volume = (input: Partial<EfsInput> = {}, { site = testSite(), subPaths = [] as string[] } = {}) =>
  synthStack(
    (stack) =>
      void new SharedVolume(stack, 'Models', {
        site,
        network,
        system: 'ads',
        name: 'models',
        subPaths,
        kind: 'efs',
        ...input,
      }),
  );
/** A reference as it stands in a document. */
const said = (reference: string) => reference.replace('${', '‹').replace('}', '›');
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';

describe('SharedVolume of kind efs', () => {
  describe('defaults', () => {
    const plain = volume();

    it('is an encrypted file system, a target in each zone, one group, one access point and a policy', () => {
      expect(plain.counts).toEqual({
        aws_efs_access_point: 1,
        aws_efs_file_system: 1,
        aws_efs_file_system_policy: 1,
        aws_efs_mount_target: Object.keys(network.subnets.private).length,
        aws_security_group: 1,
      });
      expect(plain.at('aws_efs_file_system', 'Models/Efs/FileSystem')).toMatchObject({
        creation_token: 'test-ads-models',
        encrypted: true,
        performance_mode: 'generalPurpose',
        throughput_mode: 'elastic',
      });
    });

    it('gives its root to an owner, because the root of a file system is nobody else’s than root’s', () => {
      expect(plain.at('aws_efs_access_point', 'Models/Efs/Part-all')).toMatchObject({
        posix_user: { uid: 1000, gid: 1000 },
        root_directory: {
          path: '/data',
          creation_info: { owner_uid: 1000, owner_gid: 1000, permissions: '0750' },
        },
      });
    });

    it('lets nobody in without TLS, and by saying so nobody without a permission', () => {
      expect(readDocument(plain.at('aws_efs_file_system_policy', 'Models/Efs/Policy').policy)).toEqual({
        Version: '2012-10-17',
        Statement: [
          {
            Sid: 'OnlyByTls',
            Effect: 'Deny',
            Principal: { AWS: '*' },
            Action: '*',
            Resource: expect.any(String),
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          },
        ],
      });
    });

    it('is kept where the environment is protected', () => {
      const kept = (protect: boolean) =>
        volume({}, { site: testSite({ protect }) }).at('aws_efs_file_system', 'Models/Efs/FileSystem');
      expect(kept(true)).toMatchObject({
        lifecycle: { prevent_destroy: true },
        tags: { 'stowage:protect': 'true', Name: 'test-ads-models' },
      });
      expect(kept(false)).not.toHaveProperty('lifecycle');
    });
  });

  it('has the throughput, zone, key and classes that are asked for', () => {
    const made = volume({
      throughput: { provisionedMiBps: 200 },
      oneZone: 'us-east-1a',
      kmsKeyArn: KEY,
      coldAfterDays: 30,
      owner: { uid: 7, gid: 8 },
      permissions: '0700',
    });
    expect(made.at('aws_efs_file_system', 'Models/Efs/FileSystem')).toMatchObject({
      throughput_mode: 'provisioned',
      provisioned_throughput_in_mibps: 200,
      availability_zone_name: 'us-east-1a',
      kms_key_id: KEY,
      lifecycle_policy: [
        { transition_to_ia: 'AFTER_30_DAYS' },
        { transition_to_primary_storage_class: 'AFTER_1_ACCESS' },
      ],
    });
    expect(Object.keys(made.of('aws_efs_mount_target'))).toEqual(['Models/Efs/Target-us-east-1a']);
    expect(made.at('aws_efs_access_point', 'Models/Efs/Part-all')).toMatchObject({
      posix_user: { uid: 7, gid: 8 },
      root_directory: { creation_info: { owner_uid: 7, owner_gid: 8, permissions: '0700' } },
    });
  });

  it('refuses what EFS would', () => {
    expect(refusalOf(() => volume({ performance: 'maxIO' })).lines).toEqual([
      expect.stringContaining('[MaxIoIsNotElastic]'),
    ]);
  });
});

describe('mount', () => {
  const mounted = (options: Parameters<MlService['mount']>[2] = {}) =>
    synthStack((stack) => {
      const platform = AwsPlatform.fromContract(stack, testContract());
      const models = new SharedVolume(stack, 'Models', {
        site: testSite(),
        network,
        system: 'ads',
        name: 'models',
        subPaths: ['ctr'],
        kind: 'efs',
      });
      const bidder = new MlService(stack, 'bidder', { platform, system: 'ads', name: 'bidder', ...testService() });
      bidder.mount(models, '/data/models', options);
    });
  const statements = (stack: ReturnType<typeof mounted>) =>
    (readDocument(stack.at('aws_iam_role_policy', 'bidder/TaskRole/Policy').policy) as { Statement: unknown })
      .Statement;

  it('is a volume of the task by TLS, with the task’s own permissions, through the access point', () => {
    const stack = mounted();
    const task = stack.at('aws_ecs_task_definition', 'bidder/Task');
    expect(task.volume).toEqual([
      {
        name: 'volume-ads-models',
        efs_volume_configuration: {
          file_system_id: refTo('aws_efs_file_system', 'Models/Efs/FileSystem', 'id'),
          transit_encryption: 'ENABLED',
          authorization_config: {
            access_point_id: refTo('aws_efs_access_point', 'Models/Efs/Part-all', 'id'),
            iam: 'ENABLED',
          },
        },
      },
    ]);
    const [main] = readDocument(task.container_definitions) as { mountPoints: unknown }[];
    expect(main?.mountPoints).toEqual([
      { sourceVolume: 'volume-ads-models', containerPath: '/data/models', readOnly: false },
    ]);
  });

  it('grants this access point alone, and writing only where it is not read-only', () => {
    const grant = (actions: string | string[], part: string) => [
      {
        Effect: 'Allow',
        Action: actions,
        Resource: said(refTo('aws_efs_file_system', 'Models/Efs/FileSystem', 'arn')),
        Condition: {
          StringEquals: {
            'elasticfilesystem:AccessPointArn': said(refTo('aws_efs_access_point', `Models/Efs/Part-${part}`, 'arn')),
          },
        },
      },
    ];
    const both = ['elasticfilesystem:ClientMount', 'elasticfilesystem:ClientWrite'];
    expect(statements(mounted())).toEqual(grant(both, 'all'));
    expect(statements(mounted({ readOnly: true, subPath: 'ctr' }))).toEqual(
      grant('elasticfilesystem:ClientMount', 'ctr'),
    );
  });

  it('opens NFS between the two and nothing else, and says no address', () => {
    const stack = mounted();
    const port = { ip_protocol: 'tcp', from_port: 2049, to_port: 2049, description: 'bidder mounts models' };
    expect(Object.values(stack.of('aws_vpc_security_group_ingress_rule'))).toEqual([expect.objectContaining(port)]);
    expect(Object.values(stack.of('aws_vpc_security_group_egress_rule'))).toEqual([expect.objectContaining(port)]);
    expect(JSON.stringify(stack.at('aws_ecs_task_definition', 'bidder/Task').container_definitions)).not.toContain(
      'MODELS',
    );
  });

  it('refuses what the volume does not promise', () => {
    expect(refusalOf(() => mounted({ subPath: '../etc' })).lines).toEqual([
      expect.stringContaining('[InvalidSubPath]'),
    ]);
  });
});

describe('volumes of a system', () => {
  const system = {
    ...testSystem({ bidder: { mounts: [{ volume: 'models', path: '/data/models', readOnly: true, subPath: 'ctr' }] } }),
    volumes: { models: { kind: 'efs' as const } },
  };
  const stacks = synthPlatform(testEnvironment(), [system]);

  it('are in the data stack, with the parts that services mount', () => {
    expect(Object.keys(stacks['test-ads-data']?.of('aws_efs_access_point') ?? {})).toEqual([
      'Volume-models/Efs/Part-all',
      'Volume-models/Efs/Part-ctr',
    ]);
    expect(stacks['test-ads']?.counts).not.toHaveProperty('aws_efs_file_system');
  });

  it('are known to services by what the data stack publishes', () => {
    const task = JSON.stringify(stacks['test-ads']?.at('aws_ecs_task_definition', 'bidder/Task').volume);
    expect(task).toContain('outputs.volumes.volumes.models.accessPoints.ctr.id');
  });
});
