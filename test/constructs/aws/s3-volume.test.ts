import { AwsPlatform, MlService, SharedVolume } from '../../../constructs/aws';
import { type VolumeInput, volumeSpec } from '../../../src/spec/volume';
import { readDocument } from '../../support/builders/read-document';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthPlatform } from '../../support/builders/synth-platform';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { testEnvironment } from '../../support/builders/test-environment';
import { testService } from '../../support/builders/test-service';
import { testSystem } from '../../support/builders/test-system';

type S3Input = Extract<VolumeInput, { kind: 's3' }>;
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';
const BUCKET = 'arn:aws:s3:::ml-models';

const mounted = (volume: Partial<S3Input> = {}, readOnly = true) =>
  synthPlatform(testEnvironment(), [
    {
      ...testSystem({ ranker: { replicas: 6, mounts: [{ volume: 'models', path: '/models', readOnly }] } }),
      volumes: { models: { kind: 's3', bucket: 'ml-models', ...volume } },
    },
  ]);

describe('SharedVolume of kind s3', () => {
  const stacks = mounted({ prefix: 'ctr/', cacheMiB: 4096, kmsKeyArn: KEY });
  const stack = stacks['test-ads'];
  const statements = (made = stack) =>
    (
      readDocument(made?.at('aws_iam_role_policy', 'ranker/Hosts/Host/Role/Policy').policy) as {
        Statement: { Action: string }[];
      }
    ).Statement;
  const of = (action: string, made = stack) => statements(made).filter(({ Action }) => Action === action);

  it('makes and keeps nothing: the bucket is somebody else’s', () => {
    expect(Object.keys(stacks)).not.toContain('test-ads-data');
    expect(stack?.counts).not.toHaveProperty('aws_s3_bucket');
  });

  it('is a read-only directory of hosts of its own, in all zones of the fleet', () => {
    const task = stack?.at('aws_ecs_task_definition', 'ranker/Task');
    expect(task?.volume).toEqual([{ name: 'volume-ads-models', host_path: '/stowage/models' }]);
    const [main] = readDocument(task?.container_definitions) as { mountPoints: unknown }[];
    expect(main?.mountPoints).toEqual([
      { sourceVolume: 'volume-ads-models', containerPath: '/models', readOnly: true },
    ]);
    expect(stack?.at('aws_autoscaling_group', 'ranker/Hosts/Group').vpc_zone_identifier).toHaveLength(2);
  });

  it('is mounted by the program of its kind, with the bucket, the folder and the cache', () => {
    const script = String(stack?.at('aws_launch_template', 'ranker/Hosts/Host/Template').user_data);
    for (const text of ["BUCKET='ml-models'", "PREFIX='ctr/'", "CACHE_MIB='4096'", 's3.sh'])
      expect(script).toContain(text);
  });

  it('lets hosts list and read its folder, and use the key for that alone', () => {
    expect(of('s3:ListBucket')).toEqual([
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: BUCKET,
        Condition: { StringLike: { 's3:prefix': ['ctr/*'] } },
      },
    ]);
    expect(of('s3:GetObject')).toEqual([{ Effect: 'Allow', Action: 's3:GetObject', Resource: `${BUCKET}/ctr/*` }]);
    expect(of('kms:Decrypt')).toEqual([
      {
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: KEY,
        Condition: {
          StringEquals: { 'kms:ViaService': 's3.us-east-1.amazonaws.com' },
          StringLike: { 'kms:EncryptionContext:aws:s3:arn': [BUCKET, `${BUCKET}/ctr/*`] },
        },
      },
    ]);
    expect(statements().map(({ Action }) => Action)).toHaveLength(4);
    expect(stack?.of('aws_iam_role_policy')).not.toHaveProperty('ranker/TaskRole/Policy');
  });

  it('is all of the bucket where no folder is said', () => {
    const whole = mounted()['test-ads'];
    expect(of('s3:ListBucket', whole)).toEqual([{ Effect: 'Allow', Action: 's3:ListBucket', Resource: BUCKET }]);
    expect(of('kms:Decrypt', whole)).toEqual([]);
    expect(String(whole?.at('aws_launch_template', 'ranker/Hosts/Host/Template').user_data)).not.toContain(
      'CACHE_MIB=',
    );
  });

  it('is refused where somebody would write it, however it is said (S3M-01)', () => {
    expect(refusalOf(() => mounted({}, false)).lines).toEqual([expect.stringContaining('[ReadOnlyVolume]')]);
    const said = () =>
      synthStack((scope) => {
        const platform = AwsPlatform.fromContract(scope, testContract());
        const ranker = new MlService(scope, 'ranker', { platform, system: 'ads', name: 'ranker', ...testService() });
        const models = SharedVolume.passing('models', volumeSpec.parse({ kind: 's3', bucket: 'ml-models' }));
        ranker.mount(models, '/models');
      });
    expect(refusalOf(said).lines).toEqual([expect.stringContaining('[ReadOnlyVolume]')]);
  });
});
