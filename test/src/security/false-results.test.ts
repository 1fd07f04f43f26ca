import { saidBy } from './support/stack';

const rule = (args: object) => ({
  aws_security_group: { hosts: { description: 'Hosts of a fleet' } },
  aws_vpc_security_group_ingress_rule: {
    one: { security_group_id: reference('aws_security_group.hosts.id'), description: 'somebody', ...args },
  },
});
const tcp = (port: number) => ({ ip_protocol: 'tcp', from_port: port, to_port: port });
const reference = (what: string) => `\${${what}}`;
const task = (args: object, container: object = {}) => ({
  aws_ecs_task_definition: {
    one: {
      container_definitions: JSON.stringify([
        { name: 'main', user: '1000', readonlyRootFilesystem: true, ...container },
      ]),
      ...args,
    },
  },
});
const efs = (name: string, transit?: string) => ({
  name,
  efs_volume_configuration: {
    file_system_id: 'fs-0123456789abcdef0',
    ...(transit && { transit_encryption: transit }),
    authorization_config: { access_point_id: 'fsap-0123456789abcdef0', iam: 'ENABLED' },
  },
});

/** What Checkov passes and should fail, or fails and should pass: each was run (its own check code, 2026-08). */
describe('what a scanner gets wrong', () => {
  it.each([
    ['everything, from everywhere', { ip_protocol: '-1', cidr_ipv4: '0.0.0.0/0' }],
    ['SSH from everywhere over IPv6', { ...tcp(22), cidr_ipv6: '::/0' }],
    ['SSH from half of everywhere', { ...tcp(22), cidr_ipv4: '0.0.0.0/1' }],
    ['SSH from the other half', { ...tcp(22), cidr_ipv4: '128.0.0.0/1' }],
    ['SSH from a private range and as much beside it', { ...tcp(22), cidr_ipv4: '10.0.0.0/7' }],
    ['HTTPS to what is no load balancer', { ...tcp(443), cidr_ipv4: '0.0.0.0/0' }],
  ])('is failed for %s', (_, args) => {
    expect(saidBy('MLP-NET-1', rule(args))[0]).toMatch(/^fail/);
  });

  it.each([
    ['SSH from a group', { ...tcp(22), referenced_security_group_id: reference('aws_security_group.hosts.id') }],
    ['SSH from a private range', { ...tcp(22), cidr_ipv4: '10.0.0.0/8' }],
    ['SSH from a private range of IPv6', { ...tcp(22), cidr_ipv6: 'fd00::/8' }],
  ])('is passed for %s', (_, args) => {
    expect(saidBy('MLP-NET-1', rule(args))).toEqual(['pass']);
  });

  it('is failed where a group lets in itself and everybody', () => {
    const ingress = [{ protocol: '-1', from_port: 0, to_port: 0, self: true, cidr_blocks: ['0.0.0.0/0'] }];
    expect(saidBy('MLP-NET-1', { aws_security_group: { hosts: { description: 'Hosts', ingress } } })).toEqual([
      'fail everything from 0.0.0.0/0',
    ]);
  });

  it('is failed for a container that is privileged', () => {
    expect(saidBy('MLP-CON-1', task({}, { privileged: true }))).toEqual(['fail main.privileged']);
  });

  it('is failed for a task with the processes of its host', () => {
    expect(saidBy('MLP-CON-2', task({ pid_mode: 'host' }))).toEqual(['fail pid_mode']);
  });

  it('is failed for the second of two file systems', () => {
    const volume = [efs('first', 'ENABLED'), efs('second')];
    expect(saidBy('MLP-CON-10', task({ volume }))).toEqual(['fail second.transit']);
  });

  it('is failed for a root that can be written, in text of JSON', () => {
    expect(saidBy('MLP-CON-3', task({}, { readonlyRootFilesystem: false }))).toEqual([
      'fail main.readonlyRootFilesystem',
    ]);
  });

  it('is failed for a launch template with an unencrypted disk', () => {
    const template = { block_device_mappings: [{ device_name: '/dev/xvda', ebs: { volume_size: 30 } }] };
    expect(saidBy('MLP-HOST-3', { aws_launch_template: { one: template } })).toEqual(['fail /dev/xvda']);
  });
});

describe('the script of a host', () => {
  const script = (text: string) => ({ aws_launch_template: { one: { user_data: btoa(`#!/bin/bash\n${text}\n`) } } });

  it.each(['token=$(curl -sSf "$IMDS/api/token")', 'DB_PASSWORD="$(aws secretsmanager get-secret-value)"', 'TOKEN=$1'])(
    'may read a secret where it runs: %s',
    (text) => {
      expect(saidBy('MLP-HOST-4', script(text))).toEqual(['pass']);
    },
  );

  it.each(['token=correct-horse-9', 'export DB_PASSWORD="correct-horse-9"'])('may not hold one: %s', (text) => {
    expect(saidBy('MLP-HOST-4', script(text))).toEqual(['fail user_data']);
  });
});

describe('what nobody knows yet', () => {
  const late = reference('var.somewhere');

  it.each([
    ['MLP-NET-1', rule({ ...tcp(22), cidr_ipv4: late }), 'range'],
    ['MLP-CON-1', task({ container_definitions: late }), 'containers'],
    ['MLP-CON-1', task({}, { privileged: late }), 'main.privileged'],
    ['MLP-CON-9', task({}, { environment: [{ name: 'API_TOKEN', value: late }] }), 'main.API_TOKEN'],
    ['MLP-DATA-1', { aws_ebs_volume: { one: { encrypted: late } } }, 'encrypted'],
    ['MLP-LOG-2', { aws_cloudwatch_log_group: { one: { kms_key_id: late } } }, 'kms_key_id'],
    [
      'MLP-IAM-2',
      {
        aws_iam_policy: {
          one: { policy: JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: late }] }) },
        },
      },
      'statement 0',
    ],
    [
      'MLP-IAM-1',
      { aws_iam_policy: { one: { policy: reference('data.aws_iam_policy_document.one.json') } } },
      'policy',
    ],
    ['MLP-IAM-4', { aws_iam_role: { one: { assume_role_policy: late } } }, 'trust'],
    [
      'MLP-S3-1',
      { aws_s3_bucket: { one: {} }, aws_s3_bucket_public_access_block: { one: { bucket: late } } },
      'aws_s3_bucket_public_access_block',
    ],
  ] as const)('of %s is undetermined, and never passed', (id, resources, key) => {
    expect(saidBy(id, resources as never)).toEqual([`undetermined ${key}`]);
  });

  it('is passed where AWS gives it: an ARN is there, and is not everything', () => {
    const key = reference('aws_kms_key.logs.arn');
    expect(saidBy('MLP-LOG-2', { aws_cloudwatch_log_group: { one: { kms_key_id: key } } })).toEqual(['pass']);
    const policy = JSON.stringify({ Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: key }] });
    expect(saidBy('MLP-IAM-2', { aws_iam_policy: { one: { policy } } })).toEqual(['pass']);
  });
});

describe('what has nothing wrong with it', () => {
  it.each([
    ['a commit', { name: 'GIT_COMMIT', value: '9fceb02d0ae598e95dc970b74767f19372d61af8' }],
    ['a digest', { name: 'MODEL_DIGEST', value: 'a3f5c9d2e1b4876590aabbccddeeff00112233445566778899aabbccddeeff00' }],
    ['where tokens are from', { name: 'TOKEN_URL', value: 'https://id.example.com/token' }],
    ['a name in words', { name: 'MODEL', value: 'click-through-rate-predictor-with-attention-v2' }],
    ['a path', { name: 'CACHE', value: '/data/models/Checkpoints/click-model/2026/11/23/Final' }],
  ])('is %s in an environment', (_, variable) => {
    expect(saidBy('MLP-CON-9', task({}, { environment: [variable] }))).toEqual(['pass']);
  });

  it.each([
    ['an access key', { name: 'ID', value: 'AKIAIOSFODNN7EXAMPLE' }],
    ['a password by its name', { name: 'dbPassword', value: 'correct-horse-9' }],
    ['an address with a password', { name: 'DATABASE', value: 'postgres://app:correct-horse-9@db.example.com/app' }],
    ['a random text', { name: 'SETTINGS', value: 'q7Zk3Rv9Xw2LmP5tYb8NcD4fGh6JsA1e' }],
  ])('is not %s', (_, variable) => {
    expect(saidBy('MLP-CON-9', task({}, { environment: [variable] }))).toEqual([`fail main.${variable.name}`]);
  });
});
