import { AwsPlatform, TrainingCluster, TrainingJob, type TrainingJobProps } from '../../../constructs/aws';
import type { HostMountInput } from '../../../src/spec/training/host-mount';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { testSite } from '../../support/builders/test-site';
import type { Arguments } from '../../support/shim';

const SERVERS = 'sg-0aaaaaaaaaaaaaaaa';
const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251120-kernel-6.1-x86_64-ebs';
const CLICKS: HostMountInput = {
  kind: 'lustre',
  dnsName: 'fs-0123456789abcdef0.fsx.us-east-1.amazonaws.com',
  mountName: 'ab3cdbmv',
  securityGroupId: SERVERS,
  zone: 'us-east-1a',
  readOnly: false,
};
const DAYS: HostMountInput = { kind: 's3', bucket: 'example-ml-clicks', prefix: 'daily/' };
const RESULTS: HostMountInput = {
  kind: 's3',
  bucket: 'example-ml-results',
  readOnly: false,
  kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000',
};

const said = (hostMounts: Record<string, HostMountInput>) => ({
  accelerators: { a10g: 1 },
  maxVcpus: 64,
  amiRelease: GPU,
  zones: ['us-east-1a'],
  hostMounts,
});
const cluster = (hostMounts: Record<string, HostMountInput>) =>
  synthStack((stack) => {
    const { network } = testContract();
    new TrainingCluster(stack, 'Training', { site: testSite(), name: 'gpu', network, ...said(hostMounts) });
  });
const grants = (hostMounts: Record<string, HostMountInput>) => {
  const { Statement } = JSON.parse(String(cluster(hostMounts).only('aws_iam_role_policy').policy)) as {
    Statement: { Action: string; Resource: string; Condition?: object }[];
  };
  return Statement.slice(1);
};

describe('a training cluster whose hosts mount what exists', () => {
  const mounting = cluster({ clicks: CLICKS, days: DAYS });

  it('lets hosts and servers reach each other on the ports of Lustre, in the group of either, before a host comes', () => {
    const hosts = refTo('aws_security_group', 'Training/Host/Host/SecurityGroup', 'id');
    const seen = (type: string) =>
      Object.values(mounting.of(type))
        .filter(({ from_port }) => from_port !== 443)
        .map((r) => [r.security_group_id, r.referenced_security_group_id, r.from_port, r.to_port, r.description]);
    const rules = (a: unknown, b: unknown, why: string) => [
      [a, b, 988, 988, why],
      [a, b, 1018, 1023, why],
    ];
    const there = 'Hosts mount clicks';
    const back = 'clicks calls back';
    const out = seen('aws_vpc_security_group_egress_rule');
    expect(out).toHaveLength(4);
    expect(out).toEqual(expect.arrayContaining([...rules(hosts, SERVERS, there), ...rules(SERVERS, hosts, back)]));
    const into = seen('aws_vpc_security_group_ingress_rule');
    expect(into).toHaveLength(4);
    expect(into).toEqual(expect.arrayContaining([...rules(SERVERS, hosts, there), ...rules(hosts, SERVERS, back)]));
    const waits = mounting.only('aws_batch_compute_environment').depends_on as string[];
    expect(waits.filter((each) => /clicks/.test(each))).toHaveLength(8);
  });

  it('opens nothing for a bucket, which is reached as AWS is', () => {
    expect(Object.values(cluster({ days: DAYS }).of('aws_vpc_security_group_egress_rule'))).toHaveLength(1);
  });

  it('lets its hosts read the folder and nothing beside it', () => {
    expect(grants({ days: DAYS })).toEqual([
      { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::example-ml-clicks/daily/*' },
      {
        Effect: 'Allow',
        Action: 's3:ListBucket',
        Resource: 'arn:aws:s3:::example-ml-clicks',
        Condition: { StringLike: { 's3:prefix': ['daily/*'] } },
      },
    ]);
    expect(grants({ clicks: CLICKS })).toEqual([]);
  });

  it('lets them make files where that is said, and delete none', () => {
    const [key, objects, list] = grants({ results: RESULTS });
    expect(list).toEqual({ Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::example-ml-results' });
    expect(objects?.Action).toEqual(['s3:GetObject', 's3:PutObject', 's3:AbortMultipartUpload']);
    expect(key).toMatchObject({ Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: RESULTS.kmsKeyArn });
  });

  it('tells hosts what to mount before what the user says, packed, each once', () => {
    const script = String(mounting.only('aws_launch_template').user_data);
    const order = ['training-host.sh', 'lustre.sh', 's3.sh', CLICKS.dnsName, 'example-ml-clicks', 'takes_jobs'];
    const places = order.map((text) => script.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(script.split('lustre.sh')).toHaveLength(2);
  });

  it('refuses a file system where it has no hosts', () => {
    expect(refusalOf(() => cluster({ clicks: { ...CLICKS, zone: 'us-east-1b' } }))).toMatchObject({
      lines: [expect.stringContaining('[HostMountZone]')],
    });
  });
});

describe('a job that mounts what its hosts do', () => {
  const contract = testContract({ trainingClusters: { gpu: said({ clicks: CLICKS, days: DAYS }) } });
  const job = (props: Partial<TrainingJobProps>) =>
    synthStack((stack) => {
      const platform = AwsPlatform.fromContract(stack, contract);
      const plain = { image: { repository: 'ads/fit', tag: '1.0' }, cpus: 4, memoryMiB: 8192, gpus: 1 };
      new TrainingJob(stack, 'Fit', { platform, system: 'ads', name: 'fit', ...plain, ...props });
    });
  const mounts = [
    { volume: 'gpu/days', path: '/data/days', readOnly: true },
    { volume: 'gpu/clicks', path: '/data/clicks' },
  ];
  const mounted = job({ mounts, checkpoint: { volume: 'gpu/clicks', everySeconds: 300 } });
  const container = readDocument(mounted.only('aws_batch_job_definition').container_properties) as {
    volumes: { name: string; host: object }[];
    mountPoints: Arguments[];
    environment: Arguments[];
  };

  it('shows directories of its host, and those that it names alone', () => {
    expect(container.volumes.map(({ host }) => host)).toEqual([
      { sourcePath: '/stowage/gpu/clicks' },
      { sourcePath: '/stowage/gpu/days' },
    ]);
    const names = container.volumes.map(({ name }) => name);
    expect(container.mountPoints).toEqual([
      { sourceVolume: names[0], containerPath: '/data/clicks', readOnly: false },
      { sourceVolume: names[1], containerPath: '/data/days', readOnly: true },
    ]);
    expect(names[0]).toMatch(/^[a-z0-9-]+$/);
  });

  it('has no permission of its own for that, and no way through the network', () => {
    const without = job({});
    expect(mounted.counts).toEqual(without.counts);
  });

  it('keeps checkpoints on a file system that lasts', () => {
    expect(container.environment).toContainEqual({ name: 'CHECKPOINT_DIR', value: '/data/clicks/checkpoints/fit' });
  });

  it('is refused where its hosts mount nothing of the name, and told what there is', () => {
    expect(refusalOf(() => job({ mounts: [{ volume: 'gpu/click', path: '/data/clicks' }] }))).toMatchObject({
      lines: [
        "mounts.0.volume is 'gpu/click', which is not a host mount of training cluster 'gpu'; did you mean 'gpu/clicks'? [UnknownHostMount]",
      ],
    });
  });
});
