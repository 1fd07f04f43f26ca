import { AwsPlatform, SharedVolume, TrainingJob, type TrainingJobProps } from '../../../constructs/aws';
import { provisionalDataContract } from '../../../src/spec/provisional-contract';
import { parseSystem } from '../../../src/spec/resolve-system';
import type { VolumeInput } from '../../../src/spec/volume';
import { readDocument } from '../../support/builders/read-document';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import type { SynthesizedStack } from '../../support/builders/synthesized-stack';
import { testContract } from '../../support/builders/test-contract';
import type { Arguments } from '../../support/shim';

const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';
const contract = testContract({
  trainingClusters: {
    gpu: { accelerators: { a10g: 1 }, capacity: ['spot', 'on-demand'], maxVcpus: 64, amiRelease: GPU },
  },
});
const VOLUMES: Record<string, VolumeInput> = { models: { kind: 'efs' }, cache: { kind: 'scratch', sizeGiB: 10 } };
const data = provisionalDataContract(
  parseSystem({ name: 'ads', services: {}, volumes: VOLUMES }, 'test'),
  contract.site,
);

const job = (props: Partial<TrainingJobProps> = {}, say: (job: TrainingJob, volume: SharedVolume) => void = () => {}) =>
  synthStack((stack) => {
    const platform = AwsPlatform.fromContract(stack, contract);
    const models = SharedVolume.fromContract(stack, 'Models', data, 'models', { kind: 'efs' });
    const volumes = { models, cache: SharedVolume.passing('cache', { kind: 'scratch', sizeGiB: 10 } as never) };
    const plain = { image: { repository: 'ads/fit', tag: '1.0' }, cpus: 4, memoryMiB: 8192, gpus: 1 };
    say(
      new TrainingJob(stack, 'Fit', { platform, system: 'ads', name: 'fit', volumes, ...plain, ...props }),
      models as never,
    );
  });

const definition = (stack: SynthesizedStack) => stack.only('aws_batch_job_definition');
const container = (stack: SynthesizedStack) => readDocument(definition(stack).container_properties) as Arguments;

describe('TrainingJob', () => {
  const plain = job();

  it('is a definition with a log and two roles', () => {
    const counts: Record<string, number> = {};
    for (const { type } of plain.all()) counts[type] = (counts[type] ?? 0) + 1;
    expect(counts).toEqual({
      aws_batch_job_definition: 1,
      aws_cloudwatch_log_group: 1,
      aws_cloudwatch_query_definition: 2,
      aws_iam_role: 2,
      aws_iam_role_policy: 1,
    });
  });

  it('asks Batch for what it is promised, closed as services are', () => {
    expect(container(plain)).toMatchObject({
      resourceRequirements: [
        { type: 'VCPU', value: '4' },
        { type: 'MEMORY', value: '8192' },
        { type: 'GPU', value: '1' },
      ],
      user: '1000:1000',
      readonlyRootFilesystem: true,
      privileged: false,
      linuxParameters: { initProcessEnabled: true, tmpfs: [{ containerPath: '/tmp' }] },
      logConfiguration: { logDriver: 'awslogs', options: { 'awslogs-group': '/test/ads/fit', mode: 'non-blocking' } },
    });
    expect(container(plain)).not.toHaveProperty('volumes');
  });

  it('is told where it is, and not to ask its host', () => {
    const variables = container(plain).environment as Arguments[];
    expect(Object.fromEntries(variables.map(({ name, value }) => [name, value]))).toEqual({
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    });
  });

  it('starts again when its host was taken away, and for nothing that is not named', () => {
    expect(definition(plain).retry_strategy).toEqual({
      attempts: 3,
      evaluate_on_exit: [
        { action: 'RETRY', on_status_reason: 'Host EC2*' },
        { action: 'RETRY', on_reason: 'CannotPullContainerError:*' },
        { action: 'EXIT', on_reason: '*' },
      ],
    });
    expect(definition(plain).timeout).toEqual({ attempt_duration_seconds: 86_400 });
    expect(definition(plain)).toMatchObject({ propagate_tags: true, platform_capabilities: ['EC2'] });
  });

  const mounted = job({
    mounts: [{ volume: 'models', path: '/data/models' }],
    checkpoint: { volume: 'models', everySeconds: 300 },
  });

  it('mounts a file system: volume, permission and way through the network, the edge being that of its cluster', () => {
    expect(container(mounted)).toMatchObject({
      volumes: [{ efsVolumeConfiguration: { transitEncryption: 'ENABLED', authorizationConfig: { iam: 'ENABLED' } } }],
      mountPoints: [{ containerPath: '/data/models', readOnly: false }],
    });
    const [rule] = Object.values(mounted.of('aws_vpc_security_group_ingress_rule'));
    expect(rule).toMatchObject({
      from_port: 2049,
      referenced_security_group_id: contract.trainingClusters.gpu?.securityGroupId,
      description: 'Jobs mount models',
    });
    const grants = Object.values(mounted.of('aws_iam_role_policy')).map(({ policy }) => String(policy));
    expect(grants.some((policy) => policy.includes('elasticfilesystem:ClientWrite'))).toBe(true);
  });

  it('is told where its checkpoints are', () => {
    const variables = container(mounted).environment as Arguments[];
    expect(variables).toEqual(
      expect.arrayContaining([
        { name: 'CHECKPOINT_DIR', value: '/data/models/checkpoints/fit' },
        { name: 'CHECKPOINT_EVERY_SECONDS', value: '300' },
      ]),
    );
  });

  it('has disk of its host: a volume that Docker makes for each start, without any permission', () => {
    const cached = job({ mounts: [{ volume: 'cache', path: '/data/cache', preparedInImage: true }] });
    expect(container(cached)).toMatchObject({
      volumes: [{ name: 'volume-ads-cache', host: {} }],
      mountPoints: [{ sourceVolume: 'volume-ads-cache', containerPath: '/data/cache', readOnly: false }],
    });
    expect(cached.counts).toEqual(plain.counts);
  });

  it('mounts by its verb what it mounts by its spec', () => {
    const said = job({}, (fit, models) => fit.mount(models, '/data/models'));
    expect(container(said).mountPoints).toEqual(container(mounted).mountPoints);
    expect(container(said).volumes).toEqual(container(mounted).volumes);
  });

  it('runs on several hosts at once, each node told where the others are, with the adapters of its host', () => {
    const several = synthStack((stack) => {
      const trainingClusters = {
        many: { instanceTypes: ['p4d.24xlarge'], multiNode: true, maxVcpus: 384, amiRelease: GPU },
      };
      const platform = AwsPlatform.fromContract(stack, testContract({ trainingClusters }));
      const image = { repository: 'ads/fit', tag: '1.0' };
      const props = { image, cpus: 90, memoryMiB: 900_000, gpus: 8, nodes: 4, command: ['torchrun', 'fit.py'] };
      new TrainingJob(stack, 'Fit', { platform, system: 'ads', name: 'fit', ...props });
    });
    expect(definition(several)).toMatchObject({ type: 'multinode' });
    expect(definition(several)).not.toHaveProperty('container_properties');
    const nodes = readDocument(definition(several).node_properties) as Arguments;
    expect(nodes).toMatchObject({ numNodes: 4, mainNode: 0, nodeRangeProperties: [{ targetNodes: '0:' }] });
    const [{ container: each }] = nodes.nodeRangeProperties as [{ container: Arguments }];
    expect(each.command).toEqual(['/bin/sh', '-c', expect.stringContaining('MASTER_ADDR'), 'sh', 'torchrun', 'fit.py']);
    expect(each.environment).toEqual(expect.arrayContaining([{ name: 'MASTER_PORT', value: '29500' }]));
    const { devices } = each.linuxParameters as { devices: Arguments[] };
    expect(devices.map(({ hostPath }) => hostPath)).toEqual([0, 1, 2, 3].map((i) => `/dev/infiniband/uverbs${i}`));
    expect(each.ulimits).toEqual([{ name: 'memlock', softLimit: -1, hardLimit: -1 }]);
  });

  it('has the Neuron devices of its host, by name', () => {
    const on = synthStack((stack) => {
      const amiRelease = 'al2023-ami-ecs-neuron-hvm-2023.0.20251108-kernel-6.1-x86_64';
      const trainingClusters = { trn: { accelerators: { inferentia2: 6 }, maxVcpus: 192, amiRelease } };
      const platform = AwsPlatform.fromContract(stack, testContract({ trainingClusters }));
      const image = { repository: 'ads/fit', tag: '1.0' };
      const props = { image, cpus: 90, memoryMiB: 300_000, neuronDevices: 6 };
      new TrainingJob(stack, 'Fit', { platform, system: 'ads', name: 'fit', ...props });
    });
    const { devices } = container(on).linuxParameters as { devices: Arguments[] };
    expect(devices).toEqual(
      [0, 1, 2, 3, 4, 5].map((i) => ({
        hostPath: `/dev/neuron${i}`,
        containerPath: `/dev/neuron${i}`,
        permissions: ['READ', 'WRITE'],
      })),
    );
    expect(container(on)).not.toHaveProperty('ulimits');
    expect(container(on).resourceRequirements).toHaveLength(2);
  });

  it.each<[string, Partial<TrainingJobProps>, string]>([
    ['an unknown cluster', { cluster: 'cpu' }, 'UnknownCluster'],
    ['root, who could do what the host may', { user: '0' }, 'RootJob'],
    [
      'disk of its host that it would never write',
      { mounts: [{ volume: 'cache', path: '/data/cache', readOnly: true }] },
      'NothingToRead',
    ],
    [
      'a checkpoint where nothing is mounted',
      { checkpoint: { volume: 'models', everySeconds: 60 } },
      'CheckpointNotMounted',
    ],
    [
      'a checkpoint that cannot be written',
      {
        mounts: [{ volume: 'models', path: '/data/m', readOnly: true }],
        checkpoint: { volume: 'models', everySeconds: 60 },
      },
      'CheckpointReadOnly',
    ],
  ])('refuses %s', (_, props, code) => {
    expect(refusalOf(() => job(props))).toMatchObject({ lines: [expect.stringContaining(`[${code}]`)] });
  });

  it('reaches AWS as its hosts do: by NAT, by what every network has a gateway for, or by an endpoint', () => {
    const trainingClusters = { gpu: { accelerators: { a10g: 1 }, maxVcpus: 64, amiRelease: GPU } };
    const reaching = (nat: 'none' | 'single', endpoints: string[]) => () =>
      synthStack((stack) => {
        const platform = AwsPlatform.fromContract(
          stack,
          testContract({ trainingClusters, network: { nat, endpoints } }),
        );
        const image = { repository: 'ads/fit', tag: '1.0' };
        const access: TrainingJobProps['access'] = [
          { kind: 'bucket', bucket: 'example-clicks', actions: ['read'] },
          { kind: 'queue', queue: 'arn:aws:sqs:us-east-1:123456789012:done', actions: ['publish'] },
        ];
        new TrainingJob(stack, 'Fit', {
          platform,
          system: 'ads',
          name: 'fit',
          image,
          cpus: 4,
          memoryMiB: 8192,
          access,
        });
      }).counts.aws_batch_job_definition;
    expect(reaching('single', [])()).toBe(1);
    expect(reaching('none', ['sqs'])()).toBe(1);
    expect(refusalOf(reaching('none', []))).toMatchObject({
      lines: [
        "access.1 needs sqs, and the network has no endpoint for it; add 'sqs' to network.endpoints of the environment [NoWayToService]",
      ],
    });
  });

  it('refuses checkpoints that are gone with the start that wrote them', () => {
    const own = SharedVolume.passing('own', { kind: 'task-ebs', sizeGiB: 10 } as never);
    const lost = {
      volumes: { own },
      mounts: [{ volume: 'own', path: '/data/own' }],
      checkpoint: { volume: 'own', everySeconds: 60 },
    };
    expect(refusalOf(() => job(lost))).toMatchObject({
      lines: [expect.stringContaining('[VolumeNotForJobs]'), expect.stringContaining('[CheckpointLost]')],
    });
  });
});
