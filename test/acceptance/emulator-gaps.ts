/** Resource types that the emulator does not have. They are planned by `verify`, and taken out of what is applied. */
export const MISSING_TYPES = [
  'aws_backup_selection',
  'aws_ecr_pull_through_cache_rule',
  'aws_ecs_account_setting_default',
  // It makes file systems of FSx, and never says that they are there.
  'aws_fsx_data_repository_association',
  'aws_fsx_lustre_file_system',
] as const;

const TRUNKING = 'aws_ecs_account_setting_default.Account_Ecs-awsvpcTrunking';

/** Everything that is taken out, by address without the hash. */
export const REMOVED = [
  // What is copied of two example systems that keep volumes.
  'aws_backup_selection.Backups_Selection-006bc05d',
  'aws_backup_selection.Backups_Selection-006bc05d',
  'aws_ecr_pull_through_cache_rule.Registry_PullThrough-public',
  TRUNKING,
];

/**
 * For states in a bucket of the emulator, bucket policies are taken out as well: it denies what a policy denies to requests without TLS
 * whatever the request, so that nothing could be written there.
 */
export const MISSING_WITH_S3_STATES = [...MISSING_TYPES, 'aws_s3_bucket_policy'] as const;

/** Likewise, where states are in a bucket. */
export const REMOVED_WITH_S3_STATES = [
  TRUNKING,
  'aws_s3_bucket_policy.Account_State_Policy',
  'aws_s3_bucket_policy.Foundation_AccessLogs_Policy',
];

/**
 * What was said in the emulator's place -> for how many things, over the whole run of the platform and its guest; reviewed. A number changes with the
 * systems that are applied. A line more is something that the emulator forgot and nobody looked at; a line less is a patch to delete.
 */
export const FILLED: Readonly<Record<string, number>> = {
  'application-autoscaling.ListTagsForResource': 4,
  'autoscaling.group.defaultInstanceWarmup': 1,
  'autoscaling.group.instanceMaintenancePolicy': 2,
  'autoscaling.lifecycleHook.notificationTargetArn': 2,
  'backup.ListTags': 4,
  'batch.computeEnvironment.updatePolicy': 2,
  'batch.jobQueue.jobStateTimeLimitActions': 1,
  'ec2.launchTemplate.tagSpecifications': 4,
  'ec2.securityGroupRule.description': 63,
  'ecs.deployment.capacityProviderStrategy': 16,
  'ecs.deployment.serviceConnectConfiguration': 16,
  'ecs.service.availabilityZoneRebalancing': 16,
  'ecs.service.capacityProviderStrategy': 16,
  'ecs.service.deploymentConfiguration': 16,
  'ecs.service.enableECSManagedTags': 16,
  'ecs.service.enableExecuteCommand': 2,
  'ecs.service.healthCheckGracePeriodSeconds': 8,
  'ecs.service.placementConstraints': 4,
  'ecs.service.placementStrategy': 15,
  'ecs.service.runningCount': 4,
  'elasticfilesystem.DeleteFileSystemPolicy': 1,
  'lambda.function.loggingConfig': 3,
  'logs.queryDefinitions': 1,
  'sqs.queue.Policy': 7,
  'sqs.queue.RedriveAllowPolicy': 3,
  'sqs.queue.RedrivePolicy': 3,
  'states.ListStateMachineVersions': 1,
  'states.ValidateStateMachineDefinition': 1,
};
