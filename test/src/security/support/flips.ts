import { REMOVED } from './edit';

/** An attribute that keeps something safe, and how that is undone. */
export interface Flip {
  /** Who must notice. */
  readonly rule: string;
  readonly type: string;
  /** `*` is every one there. */
  readonly path: string;
  readonly to: unknown;
  /** Resources that are meant. @default - all that have the path */
  readonly of?: RegExp;
}

const flip = (rule: string, type: string, path: string, to: unknown = REMOVED, of?: RegExp): Flip => ({
  rule,
  type,
  path,
  to,
  ...(of && { of }),
});

const TASK = 'aws_ecs_task_definition';
const JOB = 'aws_batch_job_definition';
const TEMPLATE = 'aws_launch_template';
const containers = 'container_definitions.*';
const job = 'container_properties';
const WORLD = '0.0.0.0/0';

const both = (rule: string, path: string, to: unknown = REMOVED): Flip[] => [
  flip(rule, TASK, `${containers}.${path}`, to),
  flip(rule, JOB, `${job}.${path}`, to),
];

/** Every secure default, by the rule that holds it. */
export const FLIPS: readonly Flip[] = [
  flip('MLP-NET-1', 'aws_security_group', 'ingress.*.cidr_blocks', [WORLD]),
  flip('MLP-NET-1', 'aws_security_group', 'ingress.*.ipv6_cidr_blocks', ['::/0']),
  flip('MLP-NET-1', 'aws_security_group_rule', 'from_port', 22),
  flip('MLP-NET-1', 'aws_lb', 'internal', true, /^(edge|.*Gateway-public.*)$/),
  flip(
    'MLP-NET-2',
    'aws_security_group',
    'ingress',
    [{ protocol: 'tcp', from_port: 1, to_port: 1, cidr_blocks: ['10.0.0.0/8'] }],
    /Gateway-public/,
  ),
  flip('MLP-NET-3', 'aws_default_security_group', 'ingress', [
    { protocol: '-1', from_port: 0, to_port: 0, self: true },
  ]),
  flip('MLP-NET-3', 'aws_default_security_group', 'egress', [
    { protocol: '-1', from_port: 0, to_port: 0, cidr_blocks: [WORLD] },
  ]),
  flip('MLP-NET-4', 'aws_vpc_security_group_egress_rule', 'ip_protocol', '-1', /ToAws|OutboundHttps/),
  flip('MLP-NET-4', 'aws_vpc_security_group_egress_rule', 'description', 'any', /ToAws|OutboundHttps/),
  flip('MLP-NET-5', 'aws_vpc_security_group_ingress_rule', 'description'),
  flip('MLP-NET-5', 'aws_vpc_security_group_egress_rule', 'description'),
  flip('MLP-NET-5', 'aws_security_group', 'description'),
  flip('MLP-NET-6', 'aws_subnet', 'map_public_ip_on_launch', true),
  flip('MLP-NET-6', TEMPLATE, 'network_interfaces.*.associate_public_ip_address', 'true'),
  flip('MLP-NET-6', 'aws_ecs_service', 'network_configuration.assign_public_ip', true),
  flip('MLP-NET-6', 'aws_eip', 'instance', 'i-0123456789abcdef0'),
  flip('MLP-NET-7', 'aws_flow_log', 'traffic_type', 'REJECT'),
  flip('MLP-NET-8', 'aws_vpc_endpoint', 'policy'),
  flip('MLP-NET-8', 'aws_vpc_endpoint', 'policy.Statement.0.Condition'),
  flip('MLP-HOST-1', TEMPLATE, 'metadata_options.http_tokens', 'optional'),
  flip('MLP-HOST-1', TEMPLATE, 'metadata_options'),
  flip('MLP-HOST-2', TEMPLATE, 'metadata_options.http_put_response_hop_limit', 2),
  flip('MLP-HOST-3', TEMPLATE, 'block_device_mappings.*.ebs.encrypted', 'false'),
  flip('MLP-HOST-3', TEMPLATE, 'block_device_mappings.*.ebs.encrypted'),
  flip('MLP-HOST-3', TEMPLATE, 'block_device_mappings'),
  flip('MLP-HOST-4', TEMPLATE, 'user_data', btoa('#!/bin/bash\nexport DB_PASSWORD=correct-horse-9\n')),
  flip(
    'MLP-HOST-4',
    TEMPLATE,
    'user_data',
    `\${base64encode(join("", ["#!/bin/bash\\nexport DB_PASSWORD=correct-horse-9\\n"]))}`,
  ),
  flip('MLP-HOST-4', TEMPLATE, 'user_data', `\${base64encode(random_password.db.result)}`),
  flip('MLP-HOST-5', TEMPLATE, 'key_name', 'admin'),
  flip('MLP-HOST-6', TEMPLATE, 'monitoring.enabled', false),
  flip('MLP-HOST-7', 'aws_autoscaling_group', 'launch_configuration', 'old'),
  ...both('MLP-CON-1', 'privileged', true),
  flip('MLP-CON-2', TASK, 'pid_mode', 'host'),
  flip('MLP-CON-2', TASK, 'ipc_mode', 'host'),
  flip('MLP-CON-2', TASK, 'network_mode', 'host'),
  flip('MLP-CON-2', TASK, 'volume', [{ name: 'docker', host_path: '/var/run/docker.sock' }]),
  ...both('MLP-CON-3', 'readonlyRootFilesystem', false),
  ...both('MLP-CON-3', 'readonlyRootFilesystem'),
  ...both('MLP-CON-4', 'user', '0:0'),
  ...both('MLP-CON-4', 'user'),
  flip('MLP-CON-5', TASK, `${containers}.linuxParameters.capabilities.drop`, []),
  flip('MLP-CON-5', TASK, `${containers}.linuxParameters.capabilities.add`, ['SYS_ADMIN']),
  ...both('MLP-CON-6', 'logConfiguration'),
  ...both('MLP-CON-7', 'image', '123456789012.dkr.ecr.us-east-1.amazonaws.com/ads/bidder:latest'),
  ...both('MLP-CON-7', 'image', 'python'),
  flip('MLP-CON-8', TASK, `${containers}.secrets.*.valueFrom`, 'exchange'),
  flip('MLP-CON-9', TASK, `${containers}.environment.0`, { name: 'DB_PASSWORD', value: 'correct-horse-9' }),
  flip('MLP-CON-9', JOB, `${job}.environment.0`, { name: 'SETTINGS', value: 'q7Zk3Rv9Xw2LmP5tYb8NcD4fGh6JsA1e' }),
  flip('MLP-CON-9', TASK, `${containers}.environment.0`, { name: 'DATABASE', value: `\${random_password.db.result}` }),
  ...both('MLP-CON-9', 'command', ['serve', '--password', 'correct-horse-9']),
  flip('MLP-CON-10', TASK, 'volume.*.efs_volume_configuration.transit_encryption', 'DISABLED'),
  flip('MLP-CON-10', TASK, 'volume.*.efs_volume_configuration.transit_encryption'),
  flip('MLP-CON-10', TASK, 'volume.*.efs_volume_configuration.authorization_config'),
  flip('MLP-CON-10', JOB, `${job}.volumes.*.efsVolumeConfiguration.transitEncryption`),
  flip('MLP-CON-10', JOB, `${job}.volumes.*.efsVolumeConfiguration.authorizationConfig.iam`, 'DISABLED'),
  flip('MLP-SEC-1', 'aws_lambda_function', 'environment.variables.API_TOKEN', 'correct-horse-9'),
  flip('MLP-SEC-1', 'aws_ssm_parameter', 'value', '{"password":"correct-horse-9"}'),
  flip('MLP-IAM-3', 'aws_iam_role', 'inline_policy.0.policy.Statement.0.Condition'),
  flip('MLP-IAM-3', 'aws_iam_role', 'inline_policy.0.policy.Statement.0.Resource', 'arn:aws:iam::123456789012:role/*'),
  flip('MLP-IAM-4', 'aws_iam_role', 'assume_role_policy.Statement.0.Principal', '*'),
  flip(
    'MLP-IAM-4',
    'aws_iam_role',
    'assume_role_policy.Statement.0.Principal',
    { AWS: 'arn:aws:iam::210987654321:root' },
    /Service|Task|Host/,
  ),
  flip('MLP-IAM-4', 'aws_iam_role', 'assume_role_policy.Statement.0.Condition'),
  flip('MLP-IAM-5', 'aws_iam_role', 'inline_policy.0.policy.Statement.0.Resource', '*'),
  flip('MLP-IAM-5', 'aws_iam_role', 'inline_policy.0.policy.Statement.1', {
    Effect: 'Allow',
    Action: 'ecs:*',
    Resource: '*',
  }),
  flip('MLP-IAM-6', 'aws_iam_role_policy_attachment', 'policy_arn', 'arn:aws:iam::aws:policy/AdministratorAccess'),
  flip('MLP-IAM-6', 'aws_iam_role_policy_attachment', 'policy_arn', 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess'),
  flip('MLP-POL-2', 'aws_lambda_permission', 'source_arn'),
  flip('MLP-POL-1', 'aws_lambda_permission', 'principal', '*'),
  flip('MLP-POL-3', 'aws_kms_key', 'policy.Statement.0.Principal', { AWS: 'arn:aws:iam::123456789012:role/admin' }),
  flip('MLP-POL-3', 'aws_kms_key', 'policy.Statement.0.Effect', 'Deny'),
  flip('MLP-POL-3', 'aws_s3_bucket_policy', 'policy.Statement.0.Condition'),
  flip('MLP-POL-3', 'aws_sqs_queue', 'policy.Statement.0.Condition'),
  flip('MLP-DATA-1', 'aws_ebs_volume', 'encrypted', false),
  flip('MLP-DATA-1', 'aws_ebs_volume', 'encrypted'),
  flip('MLP-DATA-2', 'aws_efs_file_system', 'encrypted', false),
  flip('MLP-DATA-3', 'aws_fsx_lustre_file_system', 'kms_key_id', REMOVED, /lasting/),
  flip('MLP-DATA-3', 'aws_fsx_lustre_file_system', 'deployment_type', 'PERSISTENT_1', /passing/),
  flip('MLP-DATA-4', 'aws_backup_selection', 'resources', []),
  flip('MLP-DATA-5', 'aws_efs_access_point', 'root_directory.path', '/'),
  flip('MLP-DATA-5', 'aws_efs_access_point', 'posix_user'),
  flip('MLP-DATA-6', 'aws_dlm_lifecycle_policy', 'policy_details.schedule.0.cross_region_copy_rule.0.encrypted', false),
  flip('MLP-DATA-7', 'aws_backup_vault', 'force_destroy', true),
  ...[
    'MLP-S3-6 aws_s3_bucket_policy',
    'MLP-SQS-2 aws_sqs_queue',
    'MLP-SNS-2 aws_sns_topic_policy',
    'MLP-DATA-8 aws_efs_file_system_policy',
  ].flatMap((both) => {
    const [rule = '', type = ''] = both.split(' ');
    return [
      flip(rule, type, 'policy.Statement.0'),
      flip(rule, type, 'policy.Statement.0.Effect', 'Allow'),
      flip(rule, type, 'policy.Statement.0.Condition', { Bool: { 'aws:SecureTransport': 'true' } }),
      flip(rule, type, 'policy.Statement.0.Principal', { AWS: 'arn:aws:iam::123456789012:role/one' }),
    ];
  }),
  ...['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'].map((path) =>
    flip('MLP-S3-1', 'aws_s3_bucket_public_access_block', path, false),
  ),
  flip(
    'MLP-S3-2',
    'aws_s3_bucket_server_side_encryption_configuration',
    'rule.0.apply_server_side_encryption_by_default',
  ),
  flip('MLP-S3-3', 'aws_s3_bucket_versioning', 'versioning_configuration.status', 'Suspended'),
  flip('MLP-S3-4', 'aws_s3_bucket_lifecycle_configuration', 'rule.0.status', 'Disabled'),
  flip('MLP-S3-5', 'aws_s3_bucket_ownership_controls', 'rule.object_ownership', 'ObjectWriter'),
  flip('MLP-S3-6', 'aws_s3_bucket_policy', 'policy.Statement.0.Resource.1'),
  flip('MLP-S3-7', 'aws_s3_bucket', 'acl', 'public-read'),
  flip('MLP-S3-8', 'aws_s3_bucket', 'force_destroy', true),
  flip('MLP-KMS-1', 'aws_kms_key', 'enable_key_rotation', false),
  flip('MLP-KMS-1', 'aws_kms_key', 'enable_key_rotation'),
  flip('MLP-KMS-2', 'aws_kms_key', 'policy'),
  flip('MLP-KMS-3', 'aws_kms_key', 'deletion_window_in_days', 7),
  flip('MLP-KMS-3', 'aws_kms_key', 'is_enabled', false),
  flip('MLP-KMS-3', 'aws_kms_key', 'bypass_policy_lockout_safety_check', true),
  flip('MLP-LB-1', 'aws_lb', 'internal', false, /Gateway-internal/),
  flip('MLP-LB-1', 'aws_lb', 'internal', REMOVED, /Gateway-internal/),
  flip('MLP-LB-2', 'aws_lb_listener', 'default_action.0.redirect'),
  flip('MLP-LB-2', 'aws_lb_listener', 'default_action.0.redirect.protocol', 'HTTP', /Http_/),
  flip('MLP-LB-2', 'aws_lb_listener', 'protocol', 'HTTP', /Https/),
  flip('MLP-LB-3', 'aws_lb_listener', 'ssl_policy', 'ELBSecurityPolicy-2016-08', /Https|edge/),
  flip('MLP-LB-3', 'aws_lb_listener', 'ssl_policy', 'ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06', /Https|edge/),
  flip('MLP-LB-3', 'aws_lb_listener', 'ssl_policy', REMOVED, /Https|edge/),
  flip('MLP-LB-4', 'aws_lb', 'drop_invalid_header_fields'),
  flip('MLP-LB-4', 'aws_lb', 'desync_mitigation_mode', 'monitor', /Gateway/),
  flip('MLP-LB-5', 'aws_lb', 'access_logs'),
  flip('MLP-LB-5', 'aws_lb', 'access_logs.enabled', false),
  flip('MLP-LB-6', 'aws_lb', 'enable_deletion_protection', false),
  flip('MLP-LB-7', 'aws_lb', 'enable_cross_zone_load_balancing'),
  flip('MLP-LB-8', 'aws_lb', 'subnets', ['subnet-0a']),
  flip('MLP-LOG-1', 'aws_cloudwatch_log_group', 'retention_in_days'),
  flip('MLP-LOG-1', 'aws_cloudwatch_log_group', 'retention_in_days', 0),
  flip('MLP-LOG-2', 'aws_cloudwatch_log_group', 'kms_key_id'),
  flip('MLP-LOG-3', 'aws_ecs_cluster', 'setting'),
  flip('MLP-LOG-3', 'aws_ecs_cluster', 'setting.0.value', 'disabled'),
  flip('MLP-LOG-4', 'aws_ecs_cluster', 'configuration'),
  flip('MLP-LOG-4', 'aws_ecs_cluster', 'configuration.execute_command_configuration.logging', 'NONE'),
  flip('MLP-LOG-4', 'aws_ecs_cluster', 'configuration.execute_command_configuration.kms_key_id'),
  flip('MLP-LOG-6', 'aws_kinesis_firehose_delivery_stream', 'server_side_encryption'),
  flip('MLP-LOG-6', 'aws_kinesis_firehose_delivery_stream', 'server_side_encryption.enabled', false),
  flip('MLP-SQS-1', 'aws_sqs_queue', 'sqs_managed_sse_enabled', false),
  flip('MLP-SQS-3', 'aws_sqs_queue', 'redrive_policy'),
  flip('MLP-SNS-1', 'aws_sns_topic', 'kms_master_key_id'),
  flip('MLP-SNS-1', 'aws_sns_topic', 'kms_master_key_id', 'alias/aws/sns'),
  flip('MLP-ECR-1', 'aws_ecr_repository', 'image_tag_mutability', 'MUTABLE'),
  flip('MLP-ECR-1', 'aws_ecr_repository', 'image_tag_mutability', 'IMMUTABLE_WITH_EXCLUSION'),
  flip('MLP-ECR-1', 'aws_ecr_repository', 'image_tag_mutability'),
  flip('MLP-ECR-2', 'aws_ecr_repository', 'image_scanning_configuration.scan_on_push', false),
  flip('MLP-ECR-3', 'aws_ecr_repository', 'encryption_configuration'),
  flip('MLP-ECR-3', 'aws_ecr_repository', 'encryption_configuration.0.encryption_type', 'AES256'),
  flip('MLP-ECR-5', 'aws_ecr_repository', 'force_delete', true),
];

/** Resources that keep others safe, and who notices when one goes. */
export const KEEPERS: Readonly<Record<string, string>> = {
  aws_default_security_group: 'MLP-NET-3',
  aws_flow_log: 'MLP-NET-7',
  aws_backup_selection: 'MLP-DATA-4',
  aws_efs_file_system_policy: 'MLP-DATA-8',
  aws_s3_bucket_public_access_block: 'MLP-S3-1',
  aws_s3_bucket_server_side_encryption_configuration: 'MLP-S3-2',
  aws_s3_bucket_versioning: 'MLP-S3-3',
  aws_s3_bucket_lifecycle_configuration: 'MLP-S3-4',
  aws_s3_bucket_ownership_controls: 'MLP-S3-5',
  aws_s3_bucket_policy: 'MLP-S3-6',
  aws_sns_topic_policy: 'MLP-SNS-2',
  aws_ecr_lifecycle_policy: 'MLP-ECR-4',
};
