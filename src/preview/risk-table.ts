import type { Risk } from './risk';

/** What a change of an attribute means, beyond that it changes. */
interface AttributeRisk {
  /** Path of the attribute; `*` is any index. */
  readonly path: string;
  /** The value that it comes to; 'less' and 'more' compare numbers, 'any' is any change. */
  readonly to: boolean | string | 'less' | 'more' | 'any';
  readonly risk: Risk;
  /** What then happens, after the address. */
  readonly says: string;
}

/** What may happen with a type of resource. */
export interface TypeRisk {
  /** What it is, as a noun. */
  readonly what: string;
  /** When it is destroyed. */
  readonly gone: Risk;
  /** When it is destroyed and made anew. @default - as `gone` */
  readonly replaced?: Risk;
  /** When it is made anew first and destroyed then. @default - as `replaced` */
  readonly replacedAfter?: Risk;
  /** When it is created: what is paid for by the hour is `cost`. @default - 'routine' */
  readonly created?: Risk;
  readonly attributes?: readonly AttributeRisk[];
}

const DATA = 'data-loss';
const quiet = (what: string): TypeRisk => ({ what, gone: 'routine' });
const remembers = (what: string, attributes: readonly AttributeRisk[] = []): TypeRisk => ({
  what,
  gone: DATA,
  attributes,
});
const serves = (what: string, attributes: readonly AttributeRisk[] = []): TypeRisk => ({
  what,
  gone: 'outage',
  attributes,
});
/** Served by its successor before it goes. */
const follows = (what: string): TypeRisk => ({ what, gone: 'outage', replacedAfter: 'routine' });
const paid = (what: string, attributes: readonly AttributeRisk[] = []): TypeRisk => ({
  ...serves(what, attributes),
  created: 'cost',
});
const storage = (what: string, attributes: readonly AttributeRisk[] = []): TypeRisk => ({
  ...remembers(what, attributes),
  created: 'cost',
});
const forces = (path: string, says: string): AttributeRisk => ({ path, to: true, risk: DATA, says });
const dearer = (path: string): AttributeRisk => ({ path, to: 'more', risk: 'cost', says: `has a higher ${path}` });
const isPublic = (path: string, to: boolean | string, says: string): AttributeRisk => ({
  path,
  to,
  risk: 'exposure',
  says,
});

/**
 * What may happen with each type of resource that we make, and with the best known others that remember something. Which attributes replace a
 * resource is not here: the plan itself says so, and what follows from it is `replaced`. AWS provider 5.100.0, run 2026-11;
 * for what AWS refuses only at apply, its API reference, 2026-11.
 */
export const RISK_TABLE: Readonly<Record<string, TypeRisk>> = {
  aws_acm_certificate: { what: 'a certificate', gone: 'outage', replacedAfter: 'routine' },
  aws_acm_certificate_validation: quiet('the wait for a certificate'),
  aws_appautoscaling_policy: quiet('a scaling policy'),
  aws_appautoscaling_scheduled_action: quiet('a scaling schedule'),
  aws_appautoscaling_target: {
    ...quiet('the bounds of a service'),
    attributes: [dearer('max_capacity'), dearer('min_capacity')],
  },
  aws_autoscaling_group: {
    ...paid('a group of hosts', [dearer('max_size'), dearer('min_size')]),
    replacedAfter: 'routine',
  },
  aws_autoscaling_lifecycle_hook: quiet('a hook of hosts that stop'),
  aws_backup_plan: { what: 'a plan of backups', gone: 'outage', replaced: 'routine' },
  aws_backup_selection: { what: 'the list of what is backed up', gone: 'outage', replaced: 'routine' },
  aws_backup_vault: remembers('a vault with its backups', [
    forces('force_destroy', 'may be destroyed with its backups'),
  ]),
  aws_batch_compute_environment: {
    ...serves('a group of hosts for jobs', [dearer('compute_resources.*.max_vcpus')]),
    replacedAfter: 'routine',
  },
  aws_batch_job_definition: { what: 'a revision of a job', gone: 'routine' },
  aws_batch_job_queue: serves('a queue of jobs, with the jobs in it'),
  aws_batch_scheduling_policy: quiet('a scheduling policy'),
  aws_cloudwatch_dashboard: quiet('a dashboard'),
  aws_cloudwatch_event_rule: serves('the rule that starts something when something happens'),
  aws_cloudwatch_event_target: serves('what a rule starts'),
  aws_cloudwatch_log_group: remembers('a log', [
    {
      path: 'retention_in_days',
      to: 'less',
      risk: DATA,
      says: 'keeps what is logged for fewer days, and deletes the rest',
    },
  ]),
  aws_cloudwatch_log_stream: remembers('the log of what could not be delivered'),
  aws_cloudwatch_log_subscription_filter: {
    what: 'what takes a log to the archive, which misses what is logged without it',
    gone: DATA,
  },
  aws_cloudwatch_metric_alarm: quiet('an alarm'),
  aws_cloudwatch_query_definition: quiet('a saved query'),
  aws_cognito_user_pool: remembers('a pool of users'),
  aws_db_cluster_snapshot: remembers('a snapshot of a database'),
  aws_db_instance: storage('a database', [
    isPublic('publicly_accessible', true, 'gets a public address'),
    forces('skip_final_snapshot', 'leaves no snapshot when it goes'),
  ]),
  aws_db_snapshot: remembers('a snapshot of a database'),
  aws_default_security_group: quiet('the default security group'),
  aws_docdb_cluster: storage('a database'),
  aws_dynamodb_table: remembers('a table'),
  aws_ebs_snapshot: remembers('a snapshot of a volume'),
  aws_ebs_volume: storage('block storage', [
    {
      path: 'size',
      to: 'less',
      risk: 'outage',
      says: 'is made smaller, which AWS refuses at apply: the deploy stops half way',
    },
    dearer('size'),
    dearer('iops'),
  ]),
  aws_ecr_lifecycle_policy: {
    what: 'the rule of what expires in a repository',
    gone: 'routine',
    attributes: [
      { path: 'policy', to: 'any', risk: DATA, says: 'says anew which images expire: those are deleted within a day' },
    ],
  },
  aws_ecr_pull_through_cache_rule: serves('the way to images of another registry'),
  aws_ecr_repository: remembers('a repository with its images', [
    forces('force_delete', 'may be destroyed with its images'),
    { path: 'image_tag_mutability', to: 'MUTABLE', risk: 'exposure', says: 'lets a tag be given to another image' },
  ]),
  aws_ecr_repository_policy: serves('the policy of a repository'),
  aws_ecs_account_setting_default: { what: 'a setting of the account', gone: 'outage', replaced: 'routine' },
  aws_ecs_capacity_provider: follows('the way from services to hosts'),
  aws_ecs_cluster: serves('a cluster'),
  aws_ecs_cluster_capacity_providers: serves('the list of hosts of a cluster'),
  aws_ecs_service: serves('a service', [
    isPublic('network_configuration.*.assign_public_ip', true, 'gets public addresses'),
    { path: 'desired_count', to: 'less', risk: 'outage', says: 'has fewer replicas' },
    { path: 'enable_execute_command', to: true, risk: 'exposure', says: 'lets people open shells in it' },
  ]),
  aws_ecs_task_definition: quiet('a revision of a task'),
  aws_efs_access_point: { what: 'a way into a file system', gone: 'outage' },
  aws_efs_file_system: storage('a file system'),
  aws_efs_file_system_policy: serves('the policy of a file system'),
  aws_efs_mount_target: serves('the address of a file system in a zone'),
  aws_eip: { ...paid('a public address'), replaced: 'outage' },
  aws_elasticache_cluster: storage('a cache'),
  aws_elasticache_replication_group: storage('a cache'),
  aws_flow_log: quiet('the log of a network'),
  aws_fsx_data_repository_association: serves('the link between a file system and a bucket'),
  aws_fsx_lustre_file_system: storage('a file system', [
    dearer('storage_capacity'),
    dearer('per_unit_storage_throughput'),
  ]),
  aws_fsx_ontap_file_system: storage('a file system'),
  aws_fsx_openzfs_file_system: storage('a file system'),
  aws_iam_instance_profile: serves('the role of hosts'),
  aws_iam_openid_connect_provider: { what: 'an identity provider', gone: 'lockout' },
  aws_iam_policy: serves('a policy'),
  aws_iam_role: serves('a role', [
    { path: 'permissions_boundary', to: '', risk: 'exposure', says: 'loses its permissions boundary' },
  ]),
  aws_iam_role_policy: serves('a policy of a role'),
  aws_iam_role_policy_attachment: serves('a policy of a role'),
  aws_iam_service_linked_role: { what: 'the role of an AWS service', gone: 'outage' },
  aws_iam_user: { what: 'a user', gone: 'lockout' },
  aws_instance: {
    ...storage('a host and its disks'),
    attributes: [isPublic('associate_public_ip_address', true, 'gets a public address')],
  },
  aws_internet_gateway: serves('the way to the internet'),
  aws_kinesis_firehose_delivery_stream: remembers(
    'the stream that takes logs to a bucket, with what it has not delivered yet',
  ),
  aws_kinesis_stream: remembers('a stream'),
  aws_kms_alias: serves('the name of a key'),
  aws_kms_key: remembers('a key, and with it all that it encrypts'),
  aws_lambda_function: serves('a function'),
  aws_lambda_permission: serves('the permission to call a function', [
    isPublic('principal', '*', 'lets everybody call a function'),
  ]),
  aws_launch_template: {
    what: 'a launch template',
    gone: 'outage',
    attributes: [
      isPublic('metadata_options.*.http_tokens', 'optional', 'lets hosts be asked for credentials without a session'),
      isPublic('network_interfaces.*.associate_public_ip_address', 'true', 'gives hosts public addresses'),
    ],
  },
  aws_lb: paid('a load balancer', [
    isPublic('internal', false, 'faces the internet'),
    { path: 'enable_deletion_protection', to: false, risk: 'outage', says: 'may be deleted by anybody from now on' },
  ]),
  aws_lb_listener: serves('a port of a load balancer'),
  aws_lb_listener_rule: serves('a route', [
    { path: 'action.0.type', to: 'forward', risk: 'exposure', says: 'asks nobody who they are before it forwards' },
  ]),
  aws_lb_target_group: follows('a group of replicas'),
  aws_memorydb_cluster: storage('a database'),
  aws_mq_broker: storage('a broker with its messages'),
  aws_msk_cluster: storage('a cluster of Kafka with its topics'),
  aws_nat_gateway: paid('the way from private subnets to the internet'),
  aws_neptune_cluster: storage('a database'),
  aws_opensearch_domain: storage('a search domain with its indexes'),
  aws_placement_group: { what: 'a placement group', gone: 'routine' },
  aws_rds_cluster: storage('a database'),
  aws_redshift_cluster: storage('a warehouse'),
  aws_route: serves('a way through the network'),
  aws_route53_record: serves('a name'),
  aws_route53_zone: serves('a zone of names'),
  aws_route_table: serves('a route table'),
  aws_route_table_association: serves('the link of a subnet to its routes'),
  aws_s3_bucket: remembers('a bucket with its objects', [forces('force_destroy', 'may be destroyed with its objects')]),
  aws_s3_bucket_lifecycle_configuration: {
    what: 'the rule of what expires in a bucket',
    gone: 'cost',
    attributes: [{ path: 'rule', to: 'any', risk: DATA, says: 'says anew which objects expire: those are deleted' }],
  },
  aws_s3_bucket_ownership_controls: quiet('the ownership rule of a bucket'),
  aws_s3_bucket_policy: { what: 'the policy of a bucket', gone: 'outage' },
  aws_s3_bucket_public_access_block: {
    what: 'the block that keeps a bucket from being public',
    gone: 'exposure',
    attributes: [
      isPublic('block_public_acls', false, 'no longer keeps lists of access from being public'),
      isPublic('block_public_policy', false, 'no longer refuses a public policy'),
      isPublic('ignore_public_acls', false, 'no longer ignores public lists of access'),
      isPublic('restrict_public_buckets', false, 'no longer keeps a public bucket to its account'),
    ],
  },
  aws_s3_bucket_server_side_encryption_configuration: { what: 'the encryption of a bucket', gone: 'exposure' },
  aws_s3_bucket_versioning: remembers('the keeping of earlier versions', [
    {
      path: 'versioning_configuration.*.status',
      to: 'Suspended',
      risk: DATA,
      says: 'keeps no earlier versions any more: what is overwritten or deleted from now on is gone',
    },
  ]),
  aws_scheduler_schedule: serves('the schedule that starts something'),
  aws_secretsmanager_secret: remembers('a secret'),
  aws_secretsmanager_secret_version: remembers('the value of a secret'),
  aws_security_group: follows('a security group'),
  aws_security_group_rule: { what: 'a rule of a security group', gone: 'outage' },
  aws_service_discovery_http_namespace: serves('a namespace of services'),
  aws_service_discovery_private_dns_namespace: serves('a namespace of services'),
  aws_service_discovery_service: serves('the name of a service'),
  aws_sfn_state_machine: serves('the steps of a pipeline, with those that are running'),
  aws_sns_topic: serves('a topic with its subscriptions'),
  aws_sns_topic_policy: serves('the policy of a topic'),
  aws_sns_topic_subscription: { what: 'who a topic tells', gone: 'outage' },
  aws_sqs_queue: remembers('a queue with its messages', [
    { path: 'message_retention_seconds', to: 'less', risk: DATA, says: 'keeps messages for less long' },
  ]),
  aws_sqs_queue_policy: serves('the policy of a queue'),
  aws_sqs_queue_redrive_allow_policy: quiet('the list of queues that hand over dead letters'),
  aws_ssm_parameter: serves('a parameter that others read'),
  aws_subnet: serves('a subnet', [
    isPublic('map_public_ip_on_launch', true, 'gives whatever starts in it a public address'),
  ]),
  aws_vpc: serves('a network'),
  aws_vpc_endpoint: paid('the way to an AWS service'),
  aws_vpc_security_group_egress_rule: { what: 'a way out', gone: 'outage' },
  aws_vpc_security_group_ingress_rule: { what: 'a way in', gone: 'outage' },
  aws_volume_attachment: serves('a volume at a host'),
  docker_container: serves('a container'),
  docker_image: quiet('an image'),
  docker_registry_image: quiet('an image in a registry'),
  docker_volume: remembers('a volume'),
  null_resource: quiet('nothing but what it runs'),
  random_id: { what: 'a random name', gone: 'routine' },
  random_password: { what: 'a password', gone: 'lockout' },
  terraform_data: quiet('nothing but what it keeps in the state'),
  time_sleep: quiet('a wait'),
  aws_wafv2_web_acl_association: { what: 'the web ACL of a load balancer', gone: 'exposure' },
};

/** Of a type that nobody has judged. Whether it remembers anything is unknown, and unknown is not harmless. */
export const UNJUDGED: TypeRisk = {
  what: 'something of a type that nobody has judged, which may remember something,',
  gone: DATA,
};
