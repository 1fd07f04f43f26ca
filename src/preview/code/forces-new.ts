/**
 * Attributes whose change replaces a resource, in AWS provider 5.100.0: run 2026-11 for what remembers or serves, the documentation of the provider
 * ("Forces new resource") for the rest. For previews of code, which ask no provider; what is not here counts as changed in place.
 */
const TABLE: Readonly<Record<string, string>> = {
  aws_autoscaling_group: 'name',
  aws_backup_vault: 'name kms_key_arn',
  aws_batch_compute_environment: 'compute_environment_name name type',
  aws_batch_job_definition: 'name type',
  aws_batch_job_queue: 'name',
  aws_cloudwatch_log_group: 'name',
  aws_db_instance: 'engine kms_key_id storage_encrypted username snapshot_identifier availability_zone',
  aws_dynamodb_table: 'name hash_key range_key',
  aws_ebs_volume: 'availability_zone encrypted kms_key_id snapshot_id',
  aws_ecr_repository: 'name encryption_configuration',
  aws_ecs_capacity_provider: 'name',
  aws_ecs_cluster: 'name',
  aws_ecs_service: 'name cluster scheduling_strategy launch_type',
  aws_ecs_task_definition:
    'container_definitions cpu memory family network_mode volume task_role_arn execution_role_arn requires_compatibilities runtime_platform',
  aws_efs_access_point: 'file_system_id posix_user root_directory',
  aws_efs_file_system: 'encrypted kms_key_id performance_mode creation_token availability_zone_name',
  aws_efs_mount_target: 'file_system_id subnet_id ip_address',
  aws_eip: 'domain',
  aws_fsx_lustre_file_system: 'security_group_ids subnet_ids deployment_type kms_key_id',
  aws_iam_instance_profile: 'name path',
  aws_iam_role: 'name path',
  aws_iam_role_policy: 'name role',
  aws_iam_role_policy_attachment: 'role policy_arn',
  aws_instance: 'ami subnet_id availability_zone',
  aws_kms_key: 'customer_master_key_spec multi_region',
  aws_launch_template: 'name',
  aws_lb: 'internal name load_balancer_type',
  aws_lb_listener: 'load_balancer_arn',
  aws_lb_listener_rule: 'listener_arn',
  aws_lb_target_group: 'name port protocol protocol_version target_type vpc_id',
  aws_nat_gateway: 'subnet_id allocation_id connectivity_type',
  aws_route: 'route_table_id destination_cidr_block destination_prefix_list_id',
  aws_route_table: 'vpc_id',
  aws_s3_bucket: 'bucket object_lock_enabled',
  aws_secretsmanager_secret: 'name',
  aws_security_group: 'description name vpc_id',
  aws_service_discovery_http_namespace: 'name',
  aws_service_discovery_private_dns_namespace: 'name vpc',
  aws_service_discovery_service: 'name',
  aws_sqs_queue: 'name fifo_queue',
  aws_ssm_parameter: 'name',
  aws_subnet: 'cidr_block availability_zone vpc_id',
  aws_volume_attachment: 'instance_id device_name volume_id',
  aws_vpc: 'cidr_block instance_tenancy',
  aws_vpc_endpoint: 'service_name vpc_id vpc_endpoint_type',
  aws_vpc_security_group_egress_rule: 'security_group_id',
  aws_vpc_security_group_ingress_rule: 'security_group_id',
};

/** Whether a change of an attribute replaces a resource of this type. */
export function forcesNew(type: string, attribute: string): boolean {
  return Object.hasOwn(TABLE, type) && (TABLE[type] as string).split(' ').includes(attribute);
}
