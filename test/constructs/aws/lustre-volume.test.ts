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

type LustreInput = Extract<VolumeInput, { kind: 'lustre' }>;
const { network } = testContract();
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';

const volume = (input: Partial<LustreInput> = {}, protect = true) =>
  synthStack((stack) => {
    const at = { site: testSite({ protect }), network, system: 'ads', name: 'data', zone: 'us-east-1b' };
    new SharedVolume(stack, 'Data', { ...at, kind: 'lustre', sizeGiB: 2400, ...input });
  });
const fileSystem = (made: ReturnType<typeof volume>) => made.at('aws_fsx_lustre_file_system', 'Data/Lustre/FileSystem');

describe('SharedVolume of kind lustre', () => {
  describe('defaults', () => {
    const plain = volume();

    it('is one file system in its zone, with a group of its own that its servers may use', () => {
      expect(plain.counts).toEqual({
        aws_fsx_lustre_file_system: 1,
        aws_security_group: 1,
        aws_vpc_security_group_egress_rule: 2,
        aws_vpc_security_group_ingress_rule: 2,
      });
      expect(fileSystem(plain)).toEqual({
        data_compression_type: 'LZ4',
        // FSx refuses a group that does not let its servers speak yet.
        depends_on: ['lustre', 'lustre-more'].flatMap((ports) => [
          `aws_vpc_security_group_ingress_rule[Data/Lustre/From-${ports}]`,
          `aws_vpc_security_group_egress_rule[Data/Lustre/To-${ports}]`,
        ]),
        deployment_type: 'PERSISTENT_2',
        file_system_type_version: '2.15',
        lifecycle: { ignore_changes: ['security_group_ids'], prevent_destroy: true },
        metadata_configuration: { mode: 'AUTOMATIC' },
        per_unit_storage_throughput: 125,
        // RET-01: where nothing keeps it, what it held is left behind.
        skip_final_backup: false,
        security_group_ids: [refTo('aws_security_group', 'Data/Lustre/SecurityGroup', 'id')],
        storage_capacity: 2400,
        storage_type: 'SSD',
        subnet_ids: [network.subnets.private['us-east-1b']],
        tags: { Name: 'test-ads-data', 'stowage:protect': 'true' },
      });
    });

    it('opens the ports of Lustre among its servers (FSX-11), in a group whose description never changes', () => {
      const group = refTo('aws_security_group', 'Data/Lustre/SecurityGroup', 'id');
      const both = { security_group_id: group, referenced_security_group_id: group, ip_protocol: 'tcp' };
      for (const type of ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'])
        expect(Object.values(plain.of(type))).toEqual([
          expect.objectContaining({ ...both, from_port: 1018, to_port: 1023 }),
          expect.objectContaining({ ...both, from_port: 988, to_port: 988 }),
        ]);
    });

    it('keeps its group as itself, whatever that is to be called: it can get no other', () => {
      expect(plain.only('aws_security_group')).toMatchObject({
        description: 'A volume',
        lifecycle: { ignore_changes: ['name_prefix', 'description'], prevent_destroy: true },
        tags: { 'stowage:protect': 'true' },
      });
    });
  });

  it('has the disks, speed, key and buckets that are asked for', () => {
    const made = volume({
      deployment: 'PERSISTENT_1',
      storage: 'HDD',
      readCache: true,
      throughputPerTiB: 40,
      sizeGiB: 1800,
      compression: 'NONE',
      kmsKeyArn: KEY,
      repositories: [
        { path: '/datasets', bucket: 'ml-datasets', prefix: 'v1/', exports: ['NEW'] },
        { path: '/datasets-2', bucket: 'ml-more', imports: [] },
      ],
    });
    expect(fileSystem(made)).toMatchObject({
      deployment_type: 'PERSISTENT_1',
      storage_type: 'HDD',
      drive_cache_type: 'READ',
      per_unit_storage_throughput: 40,
      data_compression_type: 'NONE',
      kms_key_id: KEY,
    });
    expect(fileSystem(made)).not.toHaveProperty('metadata_configuration');
    // FSx makes none of what has a bucket behind it.
    expect(fileSystem(made)).not.toHaveProperty('skip_final_backup');
    expect(made.at('aws_fsx_data_repository_association', 'Data/Lustre/Repository-datasets')).toMatchObject({
      data_repository_path: 's3://ml-datasets/v1/',
      file_system_path: '/datasets',
      delete_data_in_filesystem: false,
      s3: {
        auto_import_policy: { events: ['NEW', 'CHANGED', 'DELETED'] },
        auto_export_policy: { events: ['NEW'] },
      },
    });
    expect(made.at('aws_fsx_data_repository_association', 'Data/Lustre/Repository-datasets-2').s3).toEqual({});
  });

  it('begins as a backup where that is said', () => {
    const from = { backup: 'backup-0123456789abcdef0' };
    expect(fileSystem(volume({ from }))).toMatchObject({ backup_id: from.backup, storage_capacity: 2400 });
  });

  it('is not kept where its deployment promises nothing', () => {
    const scratch = fileSystem(volume({ deployment: 'SCRATCH_2' }));
    expect(scratch.lifecycle).toEqual({ ignore_changes: ['security_group_ids'] });
    expect(scratch.tags).toMatchObject({ 'stowage:protect': 'false' });
    expect(scratch).not.toHaveProperty('per_unit_storage_throughput');
    expect(volume({ deployment: 'SCRATCH_2' }).only('aws_security_group').lifecycle).not.toHaveProperty(
      'prevent_destroy',
    );
    expect(fileSystem(volume({}, false)).lifecycle).toEqual({ ignore_changes: ['security_group_ids'] });
  });

  it('refuses what FSx would', () => {
    expect(refusalOf(() => volume({ sizeGiB: 3600 })).lines).toEqual([expect.stringContaining('[SizeNotOffered]')]);
  });
});

describe('a mount of kind lustre', () => {
  const stack = synthStack((scope) => {
    const platform = AwsPlatform.fromContract(scope, testContract());
    const at = { site: testSite(), network, system: 'ads', name: 'data', zone: 'us-east-1b' };
    const repositories = ['/datasets', '/more'].map((path) => ({ path, bucket: 'ml-datasets' }));
    const data = new SharedVolume(scope, 'Data', { ...at, kind: 'lustre', sizeGiB: 2400, repositories });
    const trainer = new MlService(scope, 'trainer', { platform, system: 'ads', name: 'trainer', ...testService() });
    trainer.mount(data, '/data');
  });
  const template = () => String(stack.at('aws_launch_template', 'trainer/Hosts/Host/Template').user_data);

  it('is a directory of hosts of its own, in the zone of the file system', () => {
    expect(stack.at('aws_ecs_task_definition', 'trainer/Task').volume).toEqual([
      { name: 'volume-ads-data', host_path: '/stowage/data' },
    ]);
    expect(stack.at('aws_autoscaling_group', 'trainer/Hosts/Group').vpc_zone_identifier).toEqual([
      network.subnets.private['us-east-1b'],
    ]);
    expect(stack.at('aws_ecs_service', 'trainer/Service')).toMatchObject({
      launch_type: 'EC2',
      placement_constraints: [{ type: 'memberOf', expression: 'attribute:stowage.slot == test-ads-trainer' }],
    });
  });

  it('is mounted by the program of its kind, with the names and the owner of the file system', () => {
    const own = (attribute: string) =>
      refTo('aws_fsx_lustre_file_system', 'Data/Lustre/FileSystem', attribute).slice(2, -1);
    const said = ["OWNER_UID='1000'", "PERMISSIONS='0750'", "LINKED='/datasets /more'"];
    for (const text of [own('dns_name'), own('mount_name'), ...said, 'lustre.sh']) expect(template()).toContain(text);
    expect(template()).not.toContain('ebs.sh');
  });

  it('opens both ways between hosts and servers (FSX-11), and nothing to the tasks', () => {
    const volumeGroup = refTo('aws_security_group', 'Data/Lustre/SecurityGroup', 'id');
    const hosts = refTo('aws_security_group', 'trainer/Hosts/Host/SecurityGroup', 'id');
    const edges = Object.values(stack.of('aws_vpc_security_group_ingress_rule')).map((rule) => [
      rule.referenced_security_group_id,
      rule.security_group_id,
      rule.from_port,
      rule.to_port,
    ]);
    for (const [from, to] of [
      [hosts, volumeGroup],
      [volumeGroup, hosts],
    ]) {
      expect(edges).toContainEqual([from, to, 988, 988]);
      expect(edges).toContainEqual([from, to, 1018, 1023]);
    }
    expect(JSON.stringify(edges)).not.toContain(
      refTo('aws_security_group', 'trainer/SecurityGroup', 'id').slice(2, -1),
    );
  });

  it('lets hosts say why they failed, and no more', () => {
    expect(readDocument(stack.at('aws_iam_role_policy', 'trainer/Hosts/Host/Role/Policy').policy)).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'ec2:CreateTags',
          Resource: 'arn:aws:ec2:us-east-1:123456789012:instance/*',
          Condition: {
            StringEquals: { 'aws:ResourceTag/stowage:slot': 'test-ads-trainer' },
            'ForAllValues:StringEquals': { 'aws:TagKeys': ['stowage:failed'] },
          },
        },
      ],
    });
  });

  it('is known to a system by what its data stack publishes', () => {
    const stacks = synthPlatform(testEnvironment(), [
      {
        ...testSystem({ trainer: { mounts: [{ volume: 'data', path: '/data' }] } }),
        volumes: { data: { kind: 'lustre', sizeGiB: 2400 } },
      },
    ]);
    expect(stacks['test-ads-data']?.counts).toMatchObject({ aws_fsx_lustre_file_system: 1 });
    const script = stacks['test-ads']?.at('aws_launch_template', 'trainer/Hosts/Host/Template').user_data;
    expect(String(script)).toContain('outputs.volumes.volumes.data.dnsName');
  });

  it('leaves a backup to whom it belonged', () => {
    const at = { site: testSite(), network, system: 'ads', name: 'data', zone: 'us-east-1b' };
    const made = synthStack((scope) => {
      const platform = AwsPlatform.fromContract(scope, testContract());
      const from = { backup: 'backup-0123456789abcdef0' };
      const data = new SharedVolume(scope, 'Data', { ...at, kind: 'lustre', sizeGiB: 2400, from });
      new MlService(scope, 'trainer', { platform, system: 'ads', name: 'trainer', ...testService() }).mount(data, '/d');
    });
    expect(String(made.at('aws_launch_template', 'trainer/Hosts/Host/Template').user_data)).not.toContain('OWNER_UID');
  });
});
