import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AwsPlatform, MlService, SharedVolume } from '../../../constructs/aws';
import { HOST_SCRIPT_FILES, USER_DATA_MAX_BYTES } from '../../../src/fleet/host-scripts';
import type { ServiceInput } from '../../../src/spec/service';
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
import { isAllowed, type WrittenStatement } from '../../support/iam';

type EbsInput = Extract<VolumeInput, { kind: 'ebs' }>;
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';
const { network } = testContract();

/** A volume and the service that mounts it, in one stack. */
const mounted = (volume: Partial<EbsInput> = {}, service: Partial<ServiceInput> = {}, readOnly = false) =>
  synthStack((stack) => {
    const platform = AwsPlatform.fromContract(stack, testContract());
    const at = { site: testSite(), network, system: 'ads', name: 'index' };
    const index = new SharedVolume(stack, 'Index', { ...at, kind: 'ebs', sizeGiB: 100, zone: 'us-east-1b', ...volume });
    const input = testService({ replicas: 1, rollout: 'recreate', ...service });
    const search = new MlService(stack, 'search', { platform, system: 'ads', name: 'search', ...input });
    search.mount(index, '/data/index', { readOnly });
  });

const plain = mounted();
const of = (stack: ReturnType<typeof mounted>, type: string, path: string) => stack.at(type, `search/${path}`);
const userData = (stack: ReturnType<typeof mounted>) =>
  String(of(stack, 'aws_launch_template', 'Hosts/Host/Template').user_data);

describe('a volume of kind ebs', () => {
  it('is one volume, encrypted, in its zone, and leaves a snapshot where nothing keeps it', () => {
    expect(plain.at('aws_ebs_volume', 'Index/Ebs/Volume')).toEqual({
      availability_zone: 'us-east-1b',
      encrypted: true,
      final_snapshot: true,
      iops: 3000,
      size: 100,
      tags: { Name: 'test-ads-index', 'stowage:protect': 'true' },
      throughput: 125,
      type: 'gp3',
      lifecycle: { prevent_destroy: true },
    });
  });

  it('has the speed, key and source that are asked for', () => {
    const made = mounted({ volumeType: 'io2', iops: 5000, kmsKeyArn: KEY, from: { snapshot: 'snap-01234567' } });
    expect(made.at('aws_ebs_volume', 'Index/Ebs/Volume')).toMatchObject({
      type: 'io2',
      iops: 5000,
      kms_key_id: KEY,
      snapshot_id: 'snap-01234567',
    });
    expect(made.at('aws_ebs_volume', 'Index/Ebs/Volume')).not.toHaveProperty('throughput');
  });

  it('is always in the same zone by its name, whatever the order of zones, and another may be in another', () => {
    const zoneOf = (name: string, zones: string[]) =>
      synthStack(
        (stack) =>
          void new SharedVolume(stack, 'V', {
            site: testSite({ zones }),
            network,
            system: 'ads',
            name,
            kind: 'ebs',
            sizeGiB: 1,
          }),
      ).at('aws_ebs_volume', 'V/Ebs/Volume').availability_zone;
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const here = names.map((name) => zoneOf(name, ['us-east-1a', 'us-east-1b']));
    expect(here).toEqual(names.map((name) => zoneOf(name, ['us-east-1b', 'us-east-1a'])));
    expect(new Set(here)).toEqual(new Set(['us-east-1a', 'us-east-1b']));
  });

  it('refuses what EBS would', () => {
    expect(refusalOf(() => mounted({ iops: 100_000 })).lines).toEqual([expect.stringContaining('[IopsOutOfRange]')]);
  });

  it('refuses to be one for each replica of a service that it does not know', () => {
    expect(refusalOf(() => mounted({ perReplica: true })).lines).toEqual([
      'perReplica is true, and how many volumes that makes only the services of a system say; make a SharedVolume and an MlService with replicas 1 for each [PerReplicaAlone]',
    ]);
  });
});

describe('the host of a volume', () => {
  it('is one, in the zone of the volume, and no second one is started beside one that works', () => {
    expect(of(plain, 'aws_autoscaling_group', 'Hosts/Group')).toMatchObject({
      name: 'test-ads-search',
      min_size: 1,
      max_size: 1,
      desired_capacity: 1,
      vpc_zone_identifier: [network.subnets.private['us-east-1b']],
      instance_maintenance_policy: { min_healthy_percentage: 0, max_healthy_percentage: 100 },
    });
  });

  it('is not replaced by a change of its template, which would stop all that have such a volume at once', () => {
    expect(of(plain, 'aws_autoscaling_group', 'Hosts/Group')).not.toHaveProperty('instance_refresh');
  });

  it('is in no capacity provider, and the service runs on it alone, without one', () => {
    expect(plain.counts).not.toHaveProperty('aws_ecs_capacity_provider');
    const service = of(plain, 'aws_ecs_service', 'Service');
    expect(service).toMatchObject({
      launch_type: 'EC2',
      desired_count: 1,
      deployment_maximum_percent: 100,
      deployment_minimum_healthy_percent: 0,
      placement_constraints: [{ type: 'memberOf', expression: 'attribute:stowage.slot == test-ads-search' }],
    });
    expect(service).not.toHaveProperty('capacity_provider_strategy');
    expect(service.depends_on).toEqual(
      expect.arrayContaining([
        'aws_autoscaling_group[search/Hosts/Group]',
        'aws_autoscaling_lifecycle_hook[search/Hosts/Drain]',
      ]),
    );
  });

  it('says in its first start where the volume goes, and then runs the programs of its kind in their order', () => {
    const script = userData(plain);
    const files = [...script.matchAll(/file\(\\?"assets\/[^"]*\/([a-z-]+\.sh)\\?"\)/g)].map(([, file]) => file);
    expect(files).toEqual(HOST_SCRIPT_FILES.ebs);
    expect(script).toContain(`export VOLUME_ID='", aws_ebs_volume[Index/Ebs/Volume].id, "'`);
    for (const line of [
      'ECS_CLUSTER=test',
      "export MOUNT_POINT='/stowage/index'",
      "export FROM_SNAPSHOT='false'",
      "export LIFECYCLE_HOOK='drain'",
      "export ASG_NAME='test-ads-search'",
      "export METRIC_NAME='test-ads-index'",
    ])
      expect(script).toContain(line);
  });

  it('waits before it ends for as long as its program may need, however long tasks take to stop', () => {
    const drain = (stopSeconds: number) => {
      const stack = mounted({}, { stopSeconds });
      const seconds = Number(/DRAIN_SECONDS='(\d+)'/.exec(userData(stack))?.[1]);
      const { heartbeat_timeout } = of(stack, 'aws_autoscaling_lifecycle_hook', 'Hosts/Drain');
      return [seconds, Number(heartbeat_timeout)];
    };
    expect([30, 600, 3600].map(drain)).toEqual([
      [300, 660],
      [1260, 1620],
      [6840, 7200],
    ]);
  });

  it('waits for its volume for longer than the host before it may take to give it back', () => {
    const waits = [30, 600, 3600].map((stopSeconds) => {
      const stack = mounted({}, { stopSeconds });
      const { heartbeat_timeout } = of(stack, 'aws_autoscaling_lifecycle_hook', 'Hosts/Drain');
      return Number(/WAIT_SECONDS='(\d+)'/.exec(userData(stack))?.[1]) - Number(heartbeat_timeout);
    });
    expect(waits).toEqual([600, 600, 600]);
  });

  it('shows the directory of the host to the task, read-only where the mount is', () => {
    const points = (stack: ReturnType<typeof mounted>) =>
      (
        readDocument(of(stack, 'aws_ecs_task_definition', 'Task').container_definitions) as { mountPoints: unknown }[]
      )[0]?.mountPoints;
    const at = { sourceVolume: 'volume-ads-index', containerPath: '/data/index' };
    expect(of(plain, 'aws_ecs_task_definition', 'Task').volume).toEqual([
      { name: 'volume-ads-index', host_path: '/stowage/index' },
    ]);
    expect(points(plain)).toEqual([{ ...at, readOnly: false }]);
    expect(points(mounted({}, {}, true))).toEqual([{ ...at, readOnly: true }]);
  });

  it('fits into user data with the longest names that there may be', () => {
    const system = 's'.repeat(32);
    const name = 'n'.repeat(48);
    const volume = 'v'.repeat(32);
    const stacks = synthPlatform(
      testEnvironment({
        name: 'e'.repeat(16),
        region: 'ap-southeast-2',
        zones: ['ap-southeast-2a', 'ap-southeast-2b'],
      }),
      [
        {
          ...testSystem({}),
          name: system,
          services: {
            [name]: testService({
              replicas: 1,
              rollout: 'recreate',
              stopSeconds: 3600,
              user: '4294967295:4294967295',
              mounts: [{ volume, path: '/data' }],
            }),
          },
          volumes: {
            [volume]: {
              kind: 'ebs',
              sizeGiB: 1,
              permissions: '0750',
              owner: { uid: 4_294_967_295, gid: 4_294_967_295 },
            },
          },
        },
      ],
    );
    const [template] = Object.values(stacks[`${'e'.repeat(16)}-${system}`]?.of('aws_launch_template') ?? {});
    const [prelude = ''] = String(template?.user_data).split(', file(');
    // References are longer than the ids that they stand for, and escapes than what they mean.
    const files = HOST_SCRIPT_FILES.ebs.map((file) =>
      readFileSync(join(resolve(__dirname, '../../../constructs/aws/host-scripts'), file), 'utf8'),
    );
    const meant = prelude
      .replace(/", data\.[^,]*, "/, 'vol-0123456789abcdef0')
      .replace(/\\\\?n/g, '\n')
      .replace(/\\\\?"/g, '"');
    expect(meant).toContain('vol-0123456789abcdef0');
    expect(Buffer.byteLength(meant + files.join(''))).toBeLessThanOrEqual(USER_DATA_MAX_BYTES);
  });
});

describe('the role of the host', () => {
  const home = 'us-east-1:123456789012';
  const volume = '‹aws_ebs_volume[Index/Ebs/Volume].arn›';
  const host = `arn:aws:ec2:${home}:instance/i-1`;
  const slot = { 'aws:ResourceTag/stowage:slot': 'test-ads-search' };
  const statements = (stack: ReturnType<typeof mounted>) =>
    (
      readDocument(of(stack, 'aws_iam_role_policy', 'Hosts/Host/Role/Policy').policy) as {
        Statement: WrittenStatement[];
      }
    ).Statement;
  const may = (action: string, resource: string, context?: Record<string, string>, stack = plain) =>
    isAllowed(statements(stack), { action, resource, ...(context && { context }) });

  it('may attach its own volume, to hosts of its own group alone', () => {
    expect([may('ec2:AttachVolume', volume), may('ec2:AttachVolume', host, slot)]).toEqual([true, true]);
    expect([
      may('ec2:AttachVolume', `arn:aws:ec2:${home}:volume/vol-2`),
      may('ec2:AttachVolume', host, { 'aws:ResourceTag/stowage:slot': 'test-ads-other' }),
      may('ec2:DeleteVolume', volume),
      may('ec2:CreateTags', volume),
      may('ec2:CreateTags', host, { ...slot, 'aws:TagKeys': 'stowage:slot' }),
    ]).toEqual([false, false, false, false, false]);
    expect(may('ec2:CreateTags', host, { ...slot, 'aws:TagKeys': 'stowage:failed' })).toBe(true);
  });

  it('may end its own wait, measure its own namespace and leave its own cluster', () => {
    const group = (name: string) => `arn:aws:autoscaling:${home}:autoScalingGroup:1:autoScalingGroupName/${name}`;
    const cluster = { 'ecs:cluster': testContract().cluster.arn };
    const instance = (name: string) => `arn:aws:ecs:${home}:container-instance/${name}/1`;
    expect([
      may('autoscaling:CompleteLifecycleAction', group('test-ads-search')),
      may('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Stowage/Volumes' }),
      may('ecs:UpdateContainerInstancesState', instance('test'), cluster),
      may('ecs:DescribeTasks', `arn:aws:ecs:${home}:task/test/1`, cluster),
    ]).toEqual([true, true, true, true]);
    expect([
      may('autoscaling:CompleteLifecycleAction', group('test-ads-other')),
      may('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/EC2' }),
      may('ecs:UpdateContainerInstancesState', instance('prod'), cluster),
      may('ecs:StopTask', `arn:aws:ecs:${home}:task/test/1`, cluster),
    ]).toEqual([false, false, false, false]);
  });

  it('may use the key of a volume through EC2, and for EC2', () => {
    const keyed = mounted({ kmsKeyArn: KEY });
    const ec2 = { 'kms:ViaService': 'ec2.us-east-1.amazonaws.com', 'kms:GrantIsForAWSResource': 'true' };
    const asked = ['kms:CreateGrant', 'kms:Decrypt'].map((action) => [
      may(action, KEY, ec2, keyed),
      may(action, KEY, {}, keyed),
      may(action, KEY, ec2),
    ]);
    expect(asked).toEqual([
      [true, false, false],
      [true, false, false],
    ]);
  });
});

describe('a system with a volume of kind ebs', () => {
  const stacks = synthPlatform(testEnvironment(), [
    {
      ...testSystem({ search: { replicas: 1, rollout: 'recreate', mounts: [{ volume: 'index', path: '/data' }] } }),
      volumes: { index: { kind: 'ebs', sizeGiB: 10 } },
    },
  ]);

  it('has the volume in its data stack and the host in its own, in the same zone', () => {
    const zone = stacks['test-ads-data']?.at('aws_ebs_volume', 'Volume-index/Ebs/Volume').availability_zone;
    const group = stacks['test-ads']?.at('aws_autoscaling_group', 'search/Hosts/Group');
    expect(JSON.stringify(group?.vpc_zone_identifier)).toContain(`private[\\"${zone}\\"]`);
    expect(stacks['test-ads']?.counts).not.toHaveProperty('aws_ebs_volume');
  });

  it('measures it, after the system was renamed, under the name that its alarm watches', () => {
    const renamed = synthPlatform(testEnvironment(), [
      {
        ...testSystem({ search: { replicas: 1, rollout: 'recreate', mounts: [{ volume: 'index', path: '/data' }] } }),
        name: 'adverts',
        movedFrom: 'ads',
        volumes: { index: { kind: 'ebs', sizeGiB: 10 } },
      },
    ]);
    const alarms = Object.values(renamed['test-ads-data']?.of('aws_cloudwatch_metric_alarm') ?? {});
    const watched = new Set(
      alarms.flatMap((alarm) => [...JSON.stringify(alarm).matchAll(/"Volume":"([^"]*)"/g)]).map(([, of]) => of),
    );
    expect([...watched]).toEqual(['test-ads-index']);
    const template = renamed['test-adverts']?.at('aws_launch_template', 'search/Hosts/Host/Template');
    expect(String(template?.user_data)).toContain("export METRIC_NAME='test-ads-index'");
  });

  it('knows the volume by what the data stack publishes', () => {
    const template = stacks['test-ads']?.at('aws_launch_template', 'search/Hosts/Host/Template');
    expect(String(template?.user_data)).toContain('outputs.volumes.volumes.index.volumeId');
    expect(refTo('aws_ebs_volume', 'Volume-index/Ebs/Volume', 'id')).toContain('aws_ebs_volume');
  });
});
