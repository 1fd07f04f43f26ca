/** What the AWS provider calls for one type of resource. */
export interface ProviderActions {
  /** To refresh it, and to plan it. */
  readonly reads: readonly string[];
  /** To make it, change it and destroy it, beside `reads`. */
  readonly writes: readonly string[];
}

/** Who changes a type: whoever sets up the account alone, or the role that deploys too. */
const BY_HAND = true;

interface Row extends ProviderActions {
  /** Only who sets up the account makes it: the role that deploys reads it. */
  readonly byHand?: boolean;
}

const words = (text: string) => (text === '' ? [] : text.split(' '));

function of(service: string, reads: string, writes = ''): ProviderActions {
  const named = (text: string) => words(text).map((action) => `${service}:${action}`);
  return { reads: named(reads), writes: named(writes) };
}

function all(...rows: readonly ProviderActions[]): ProviderActions {
  return { reads: rows.flatMap(({ reads }) => reads), writes: rows.flatMap(({ writes }) => writes) };
}

const TAGS = 'TagResource UntagResource';
/** Of EC2 everything is tagged alike. */
const ec2 = (reads: string, writes = '') => of('ec2', reads, writes === '' ? '' : `${writes} CreateTags DeleteTags`);
const elb = (reads: string, writes: string) =>
  of('elasticloadbalancing', `${reads} DescribeTags`, `${writes} AddTags RemoveTags`);
const s3 = (reads: string, writes: string) => of('s3', `${reads} ListBucket`, writes);
const efs = (reads: string, writes: string) => of('elasticfilesystem', `${reads} ListTagsForResource`, writes);

/** Interfaces that a service makes for whoever asks it to. */
const INTERFACES = ec2(
  'DescribeNetworkInterfaces DescribeNetworkInterfaceAttribute DescribeSubnets DescribeSecurityGroups DescribeVpcs',
  'CreateNetworkInterface DeleteNetworkInterface ModifyNetworkInterfaceAttribute',
);
const RULES =
  'AuthorizeSecurityGroupEgress AuthorizeSecurityGroupIngress ModifySecurityGroupRules RevokeSecurityGroupEgress RevokeSecurityGroupIngress UpdateSecurityGroupRuleDescriptionsEgress UpdateSecurityGroupRuleDescriptionsIngress';

/** Hosts that others start from a template: who names the template must be allowed to start them. */
const HOSTS = all(
  ec2('DescribeLaunchTemplates DescribeLaunchTemplateVersions DescribeImages DescribeInstances', 'RunInstances'),
  of('ssm', 'GetParameters'),
);

const BUCKET =
  'GetAccelerateConfiguration GetBucketAcl GetBucketCORS GetBucketLocation GetBucketLogging GetBucketObjectLockConfiguration GetBucketPolicy GetBucketRequestPayment GetBucketTagging GetBucketVersioning GetBucketWebsite GetEncryptionConfiguration GetLifecycleConfiguration GetReplicationConfiguration ListTagsForResource';

/**
 * What the provider calls for each type of resource that a stack of Stowage holds, data sources too. IAM and the use of keys are not
 * here: who deploys has them under conditions (`ci-deploy.ts`). Sources: the code of provider 6.25, the requests that an apply makes of the emulator
 * (`test/fixtures/provider-requests.json`), and for what these ask of others the Service Authorization Reference of each service, 2026-09.
 */
export const PROVIDER_ACTIONS: Readonly<Record<string, Row>> = {
  aws_acm_certificate: of(
    'acm',
    'DescribeCertificate ListTagsForCertificate',
    'AddTagsToCertificate DeleteCertificate RemoveTagsFromCertificate RequestCertificate UpdateCertificateOptions',
  ),
  aws_acm_certificate_validation: of('acm', 'DescribeCertificate'),
  aws_appautoscaling_policy: of(
    'application-autoscaling',
    'DescribeScalingPolicies',
    'DeleteScalingPolicy PutScalingPolicy',
  ),
  aws_appautoscaling_scheduled_action: of(
    'application-autoscaling',
    'DescribeScheduledActions',
    'DeleteScheduledAction PutScheduledAction',
  ),
  aws_appautoscaling_target: of(
    'application-autoscaling',
    'DescribeScalableTargets ListTagsForResource',
    `DeregisterScalableTarget RegisterScalableTarget ${TAGS}`,
  ),
  aws_autoscaling_group: all(
    of(
      'autoscaling',
      'DescribeAutoScalingGroups DescribeInstanceRefreshes DescribeLifecycleHooks DescribeScalingActivities DescribeTrafficSources DescribeWarmPool',
      'CancelInstanceRefresh CreateAutoScalingGroup CreateOrUpdateTags DeleteAutoScalingGroup DeleteTags DisableMetricsCollection EnableMetricsCollection ResumeProcesses SetInstanceProtection StartInstanceRefresh SuspendProcesses TerminateInstanceInAutoScalingGroup UpdateAutoScalingGroup',
    ),
    HOSTS,
  ),
  aws_autoscaling_lifecycle_hook: of('autoscaling', 'DescribeLifecycleHooks', 'DeleteLifecycleHook PutLifecycleHook'),
  aws_backup_plan: of('backup', 'GetBackupPlan ListTags', `CreateBackupPlan DeleteBackupPlan UpdateBackupPlan ${TAGS}`),
  aws_backup_selection: of('backup', 'GetBackupSelection', 'CreateBackupSelection DeleteBackupSelection'),
  aws_backup_vault: all(
    of('backup', 'DescribeBackupVault ListTags', `CreateBackupVault DeleteBackupVault ${TAGS}`),
    of('backup-storage', '', 'MountCapsule'),
    of('kms', 'DescribeKey'),
  ),
  aws_batch_compute_environment: all(
    of(
      'batch',
      'DescribeComputeEnvironments ListTagsForResource',
      `CreateComputeEnvironment DeleteComputeEnvironment UpdateComputeEnvironment ${TAGS}`,
    ),
    HOSTS,
  ),
  aws_batch_job_definition: of(
    'batch',
    'DescribeJobDefinitions ListTagsForResource',
    `DeregisterJobDefinition RegisterJobDefinition ${TAGS}`,
  ),
  aws_batch_job_queue: of(
    'batch',
    'DescribeJobQueues ListTagsForResource',
    `CreateJobQueue DeleteJobQueue UpdateJobQueue ${TAGS}`,
  ),
  aws_batch_scheduling_policy: of(
    'batch',
    'DescribeSchedulingPolicies ListTagsForResource',
    `CreateSchedulingPolicy DeleteSchedulingPolicy UpdateSchedulingPolicy ${TAGS}`,
  ),
  aws_cloudwatch_dashboard: of('cloudwatch', 'GetDashboard', 'DeleteDashboards PutDashboard'),
  aws_cloudwatch_event_rule: of(
    'events',
    'DescribeRule ListTagsForResource',
    `DeleteRule DisableRule EnableRule PutRule ${TAGS}`,
  ),
  aws_cloudwatch_event_target: of('events', 'ListTargetsByRule', 'PutTargets RemoveTargets'),
  aws_cloudwatch_log_group: of(
    'logs',
    'DescribeLogGroups ListTagsForResource',
    `AssociateKmsKey CreateLogGroup DeleteLogGroup DeleteRetentionPolicy DisassociateKmsKey PutRetentionPolicy ${TAGS}`,
  ),
  aws_cloudwatch_log_resource_policy: {
    ...of('logs', 'DescribeResourcePolicies', 'DeleteResourcePolicy PutResourcePolicy'),
    byHand: BY_HAND,
  },
  aws_cloudwatch_log_stream: of('logs', 'DescribeLogStreams', 'CreateLogStream DeleteLogStream'),
  aws_cloudwatch_log_subscription_filter: of(
    'logs',
    'DescribeSubscriptionFilters',
    'DeleteSubscriptionFilter PutSubscriptionFilter',
  ),
  aws_cloudwatch_metric_alarm: of(
    'cloudwatch',
    'DescribeAlarms ListTagsForResource',
    `DeleteAlarms PutMetricAlarm ${TAGS}`,
  ),
  aws_cloudwatch_query_definition: of('logs', 'DescribeQueryDefinitions', 'DeleteQueryDefinition PutQueryDefinition'),
  aws_default_security_group: ec2('DescribeSecurityGroups DescribeSecurityGroupRules DescribeVpcs', RULES),
  aws_ebs_volume: ec2(
    'DescribeSnapshots DescribeVolumes DescribeVolumesModifications',
    'CreateSnapshot CreateVolume DeleteVolume ModifyVolume',
  ),
  aws_ecr_lifecycle_policy: of('ecr', 'GetLifecyclePolicy', 'DeleteLifecyclePolicy PutLifecyclePolicy'),
  aws_ecr_pull_through_cache_rule: of(
    'ecr',
    'DescribePullThroughCacheRules',
    'CreatePullThroughCacheRule DeletePullThroughCacheRule UpdatePullThroughCacheRule',
  ),
  aws_ecr_repository: of(
    'ecr',
    'DescribeRepositories ListTagsForResource',
    `CreateRepository DeleteRepository PutImageScanningConfiguration PutImageTagMutability ${TAGS}`,
  ),
  aws_ecr_repository_policy: of('ecr', 'GetRepositoryPolicy', 'DeleteRepositoryPolicy SetRepositoryPolicy'),
  aws_ecs_account_setting_default: { ...of('ecs', 'ListAccountSettings', 'PutAccountSettingDefault'), byHand: BY_HAND },
  aws_ecs_capacity_provider: all(
    of(
      'ecs',
      'DescribeCapacityProviders ListTagsForResource',
      `CreateCapacityProvider DeleteCapacityProvider UpdateCapacityProvider ${TAGS}`,
    ),
    of('autoscaling', '', 'CreateOrUpdateTags'),
  ),
  aws_ecs_cluster: of(
    'ecs',
    'DescribeClusters ListTagsForResource',
    `CreateCluster DeleteCluster UpdateCluster UpdateClusterSettings ${TAGS}`,
  ),
  aws_ecs_cluster_capacity_providers: of('ecs', 'DescribeClusters', 'PutClusterCapacityProviders'),
  aws_ecs_service: of(
    'ecs',
    'DescribeServiceDeployments DescribeServiceRevisions DescribeServices DescribeTaskDefinition ListServiceDeployments ListTagsForResource',
    `CreateService DeleteService StopServiceDeployment UpdateService ${TAGS}`,
  ),
  aws_ecs_task_definition: of(
    'ecs',
    'DescribeTaskDefinition ListTagsForResource',
    `DeregisterTaskDefinition RegisterTaskDefinition ${TAGS}`,
  ),
  aws_efs_access_point: efs('DescribeAccessPoints', `CreateAccessPoint DeleteAccessPoint ${TAGS}`),
  aws_efs_file_system: efs(
    'DescribeFileSystems DescribeLifecycleConfiguration',
    `CreateFileSystem DeleteFileSystem PutLifecycleConfiguration UpdateFileSystem UpdateFileSystemProtection ${TAGS}`,
  ),
  aws_efs_file_system_policy: efs('DescribeFileSystemPolicy', 'DeleteFileSystemPolicy PutFileSystemPolicy'),
  aws_efs_mount_target: all(
    efs(
      'DescribeMountTargetSecurityGroups DescribeMountTargets',
      'CreateMountTarget DeleteMountTarget ModifyMountTargetSecurityGroups',
    ),
    INTERFACES,
  ),
  aws_eip: ec2(
    'DescribeAddresses DescribeAddressesAttribute',
    'AllocateAddress AssociateAddress DisassociateAddress ReleaseAddress',
  ),
  aws_flow_log: all(
    ec2('DescribeFlowLogs', 'CreateFlowLogs DeleteFlowLogs'),
    of('logs', '', 'CreateLogDelivery DeleteLogDelivery'),
  ),
  aws_fsx_data_repository_association: of(
    'fsx',
    'DescribeDataRepositoryAssociations ListTagsForResource',
    `CreateDataRepositoryAssociation DeleteDataRepositoryAssociation UpdateDataRepositoryAssociation ${TAGS}`,
  ),
  aws_fsx_lustre_file_system: all(
    of(
      'fsx',
      'DescribeBackups DescribeFileSystems ListTagsForResource',
      `CreateBackup CreateFileSystem CreateFileSystemFromBackup DeleteFileSystem UpdateFileSystem ${TAGS}`,
    ),
    INTERFACES,
    of('kms', 'DescribeKey'),
  ),
  aws_iam_instance_profile: of('iam', 'GetInstanceProfile ListInstanceProfileTags'),
  aws_iam_openid_connect_provider: { ...of('iam', 'GetOpenIDConnectProvider'), byHand: BY_HAND },
  aws_iam_policy: { ...of('iam', 'GetPolicy GetPolicyVersion ListPolicyTags ListPolicyVersions'), byHand: BY_HAND },
  aws_iam_role: of('iam', 'GetRole ListAttachedRolePolicies ListInstanceProfilesForRole ListRolePolicies ListRoleTags'),
  aws_iam_role_policy: of('iam', 'GetRolePolicy'),
  aws_iam_role_policy_attachment: of('iam', 'ListAttachedRolePolicies'),
  aws_iam_service_linked_role: { ...of('iam', 'GetRole'), byHand: BY_HAND },
  aws_internet_gateway: ec2(
    'DescribeInternetGateways',
    'AttachInternetGateway CreateInternetGateway DeleteInternetGateway DetachInternetGateway',
  ),
  aws_kinesis_firehose_delivery_stream: of(
    'firehose',
    'DescribeDeliveryStream ListTagsForDeliveryStream',
    'CreateDeliveryStream DeleteDeliveryStream StartDeliveryStreamEncryption StopDeliveryStreamEncryption TagDeliveryStream UntagDeliveryStream UpdateDestination',
  ),
  aws_kms_alias: of('kms', 'ListAliases', 'CreateAlias DeleteAlias UpdateAlias'),
  aws_kms_key: of(
    'kms',
    'DescribeKey GetKeyPolicy GetKeyRotationStatus ListResourceTags',
    `CreateKey DisableKey DisableKeyRotation EnableKey EnableKeyRotation PutKeyPolicy ScheduleKeyDeletion UpdateKeyDescription ${TAGS}`,
  ),
  aws_lambda_function: of(
    'lambda',
    'GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration ListTags ListVersionsByFunction',
    `CreateFunction DeleteFunction DeleteFunctionConcurrency PublishVersion PutFunctionConcurrency UpdateFunctionCode UpdateFunctionConfiguration ${TAGS}`,
  ),
  aws_lambda_permission: of('lambda', 'GetPolicy', 'AddPermission RemovePermission'),
  aws_launch_template: all(
    ec2(
      'DescribeLaunchTemplates DescribeLaunchTemplateVersions',
      'CreateLaunchTemplate CreateLaunchTemplateVersion DeleteLaunchTemplate DeleteLaunchTemplateVersions ModifyLaunchTemplate',
    ),
    HOSTS,
  ),
  aws_lb: all(
    elb(
      'DescribeCapacityReservation DescribeLoadBalancerAttributes DescribeLoadBalancers',
      'CreateLoadBalancer DeleteLoadBalancer ModifyCapacityReservation ModifyLoadBalancerAttributes SetIpAddressType SetSecurityGroups SetSubnets',
    ),
    ec2(
      'DescribeAddresses DescribeInternetGateways DescribeNetworkInterfaces DescribeSecurityGroups DescribeSubnets DescribeVpcs',
    ),
  ),
  aws_lb_listener: elb(
    'DescribeListenerAttributes DescribeListeners',
    'CreateListener DeleteListener ModifyListener ModifyListenerAttributes',
  ),
  aws_lb_listener_rule: all(
    elb('DescribeRules', 'CreateRule DeleteRule ModifyRule SetRulePriorities'),
    // Rules that sign people in with Cognito.
    of('cognito-idp', 'DescribeUserPoolClient'),
  ),
  aws_lb_target_group: elb(
    'DescribeTargetGroupAttributes DescribeTargetGroups DescribeTargetHealth',
    'CreateTargetGroup DeleteTargetGroup ModifyTargetGroup ModifyTargetGroupAttributes',
  ),
  aws_nat_gateway: ec2('DescribeNatGateways', 'CreateNatGateway DeleteNatGateway'),
  aws_placement_group: ec2('DescribePlacementGroups', 'CreatePlacementGroup DeletePlacementGroup'),
  aws_route: ec2('DescribeRouteTables', 'CreateRoute DeleteRoute ReplaceRoute'),
  aws_route53_record: of('route53', 'GetChange GetHostedZone ListResourceRecordSets', 'ChangeResourceRecordSets'),
  aws_route_table: ec2('DescribeRouteTables', 'CreateRouteTable DeleteRouteTable DisassociateRouteTable'),
  aws_route_table_association: ec2(
    'DescribeRouteTables',
    'AssociateRouteTable DisassociateRouteTable ReplaceRouteTableAssociation',
  ),
  aws_s3_bucket: s3(BUCKET, `CreateBucket DeleteBucket PutBucketTagging ${TAGS}`),
  aws_s3_bucket_lifecycle_configuration: s3('GetLifecycleConfiguration', 'PutLifecycleConfiguration'),
  aws_s3_bucket_ownership_controls: s3('GetBucketOwnershipControls', 'PutBucketOwnershipControls'),
  aws_s3_bucket_policy: s3('GetBucketPolicy', 'DeleteBucketPolicy PutBucketPolicy'),
  aws_s3_bucket_public_access_block: s3('GetBucketPublicAccessBlock', 'PutBucketPublicAccessBlock'),
  aws_s3_bucket_server_side_encryption_configuration: s3('GetEncryptionConfiguration', 'PutEncryptionConfiguration'),
  aws_s3_bucket_versioning: s3('GetBucketVersioning', 'PutBucketVersioning'),
  aws_scheduler_schedule: of('scheduler', 'GetSchedule', 'CreateSchedule DeleteSchedule UpdateSchedule'),
  aws_secretsmanager_secret_version: of('secretsmanager', 'DescribeSecret'),
  aws_security_group: ec2(
    'DescribeNetworkInterfaces DescribeSecurityGroupRules DescribeSecurityGroups',
    `CreateSecurityGroup DeleteSecurityGroup ${RULES}`,
  ),
  aws_service_discovery_http_namespace: of(
    'servicediscovery',
    'GetNamespace GetOperation ListNamespaces ListTagsForResource',
    `CreateHttpNamespace DeleteNamespace UpdateHttpNamespace ${TAGS}`,
  ),
  aws_service_discovery_private_dns_namespace: all(
    of(
      'servicediscovery',
      'GetNamespace GetOperation ListNamespaces ListTagsForResource',
      `CreatePrivateDnsNamespace DeleteNamespace UpdatePrivateDnsNamespace ${TAGS}`,
    ),
    of(
      'route53',
      'GetHostedZone ListHostedZonesByName',
      'AssociateVPCWithHostedZone ChangeTagsForResource CreateHostedZone DeleteHostedZone',
    ),
    ec2('DescribeRegions DescribeVpcs'),
  ),
  aws_service_discovery_service: all(
    of(
      'servicediscovery',
      'GetOperation GetService ListInstances ListTagsForResource',
      `CreateService DeleteService DeregisterInstance UpdateService ${TAGS}`,
    ),
    of('route53', 'GetHostedZone', 'ChangeResourceRecordSets'),
  ),
  aws_sfn_state_machine: of(
    'states',
    'DescribeStateMachine ListStateMachineVersions ListTagsForResource ValidateStateMachineDefinition',
    `CreateStateMachine DeleteStateMachine UpdateStateMachine ${TAGS}`,
  ),
  aws_sns_topic: of(
    'sns',
    'GetTopicAttributes ListTagsForResource',
    `CreateTopic DeleteTopic SetTopicAttributes ${TAGS}`,
  ),
  aws_sns_topic_policy: of('sns', 'GetTopicAttributes', 'SetTopicAttributes'),
  aws_sns_topic_subscription: of(
    'sns',
    'GetSubscriptionAttributes ListSubscriptionsByTopic',
    'SetSubscriptionAttributes Subscribe Unsubscribe',
  ),
  aws_sqs_queue: of(
    'sqs',
    'GetQueueAttributes GetQueueUrl ListQueueTags',
    'CreateQueue DeleteQueue SetQueueAttributes TagQueue UntagQueue',
  ),
  aws_sqs_queue_redrive_allow_policy: of('sqs', 'GetQueueAttributes', 'SetQueueAttributes'),
  aws_ssm_parameter: of(
    'ssm',
    'DescribeParameters GetParameter GetParameters ListTagsForResource',
    'AddTagsToResource DeleteParameter PutParameter RemoveTagsFromResource',
  ),
  aws_subnet: ec2('DescribeNetworkInterfaces DescribeSubnets', 'CreateSubnet DeleteSubnet ModifySubnetAttribute'),
  aws_vpc: ec2(
    'DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups DescribeVpcAttribute DescribeVpcs',
    'CreateVpc DeleteVpc ModifyVpcAttribute',
  ),
  aws_vpc_endpoint: ec2(
    'DescribePrefixLists DescribeVpcEndpoints',
    'CreateVpcEndpoint DeleteVpcEndpoints ModifyVpcEndpoint',
  ),
  aws_vpc_security_group_egress_rule: ec2('DescribeSecurityGroupRules', RULES),
  aws_vpc_security_group_ingress_rule: ec2('DescribeSecurityGroupRules', RULES),
  aws_wafv2_web_acl_association: all(
    of('wafv2', 'GetWebACLForResource', 'AssociateWebACL DisassociateWebACL'),
    of('elasticloadbalancing', '', 'SetWebAcl'),
  ),
  // Of other providers.
  docker_image: of('ecr', ''),
  docker_registry_image: of(
    'ecr',
    'BatchCheckLayerAvailability BatchGetImage DescribeImages GetAuthorizationToken GetDownloadUrlForLayer',
    'CompleteLayerUpload InitiateLayerUpload PutImage UploadLayerPart',
  ),
  terraform_data: of('terraform', ''),
};

/** What is called whatever there is. */
const ALWAYS = ['sts:GetCallerIdentity'];

/** All that is called to plan, sorted. */
export function readActions(): string[] {
  return sorted([...ALWAYS, ...Object.values(PROVIDER_ACTIONS).flatMap(({ reads }) => reads)]);
}

/** All that is called to make, change and destroy what who deploys may, beside what is read; sorted. */
export function writeActions(): string[] {
  const reads = new Set(readActions());
  const rows = Object.values(PROVIDER_ACTIONS).filter(({ byHand }) => !byHand);
  return sorted(rows.flatMap(({ writes }) => writes)).filter((action) => !reads.has(action));
}

function sorted(actions: readonly string[]): string[] {
  return [...new Set(actions)].sort();
}
