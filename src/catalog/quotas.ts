/** What AWS allows of one kind of thing, and to whom it allows it. */
export interface Quota {
  /** AWS's own name for it, as the Service Quotas console shows it. */
  readonly title: string;
  /** Its code in Service Quotas, where that is known: `L-7EED9B64`. */
  readonly code?: string;
  /** What an account has that never asked for more. Accounts that are new may have less of some. */
  readonly default: number;
  /** Whether AWS gives more on request. */
  readonly adjustable: boolean;
  /** The most that it gives, where that is known. */
  readonly most?: number;
  /** What each have so many of their own. */
  readonly per:
    | 'account'
    | 'region'
    | 'zone'
    | 'hosted zone'
    | 'network'
    | 'gateway'
    | 'group'
    | 'cluster'
    | 'service'
    | 'role';
  /** Terraform types that are counted, one for each resource; none where what is counted is no resource. */
  readonly types: readonly string[];
  /** What to do where no more is given or none is wanted, as an edit of the spec. */
  readonly instead?: string;
  /** What is refused stands in a document. What is only known from experience is warned about. */
  readonly basis: 'documented' | 'experience';
  /** Where it is written, as of 2026-11. */
  readonly source: string;
}

const ALB = 'ELB user guide for Application Load Balancers, "Quotas"';
const NLB = 'ELB user guide for Network Load Balancers, "Quotas"';
const VPC = 'VPC user guide, "Amazon VPC quotas"';
const IAM = 'IAM user guide, "IAM and AWS STS quotas"';
const ECS = 'ECS developer guide, "Amazon ECS service quotas"';
const BACKUP = 'AWS Backup developer guide, "AWS Backup quotas"';
const GENERAL = 'AWS General Reference, "Service endpoints and quotas"';

const SECOND_GATEWAY = 'add a gateway and name it in some of the routes or listeners';

const documented = { basis: 'documented' } as const;
const known = { basis: 'experience' } as const;

/** The quotas that a platform can come near to, by the name that an environment raises them by. */
export const QUOTAS = {
  // Load balancing
  rulesPerApplicationLoadBalancer: {
    title: 'Rules per Application Load Balancer',
    code: 'L-7EED9B64',
    default: 100,
    adjustable: true,
    per: 'gateway',
    instead: SECOND_GATEWAY,
    types: ['aws_lb_listener_rule'],
    ...documented,
    source: `${ALB}: default rules are not counted`,
  },
  targetGroupsPerApplicationLoadBalancer: {
    title: 'Target Groups per Application Load Balancer',
    default: 100,
    adjustable: false,
    per: 'gateway',
    instead: SECOND_GATEWAY,
    types: [],
    ...documented,
    source: ALB,
  },
  targetsPerApplicationLoadBalancer: {
    title: 'Targets per Application Load Balancer',
    default: 1000,
    adjustable: true,
    per: 'gateway',
    instead: SECOND_GATEWAY,
    types: [],
    ...documented,
    source: ALB,
  },
  listenersPerApplicationLoadBalancer: {
    title: 'Listeners per Application Load Balancer',
    code: 'L-B6DF7632',
    default: 50,
    adjustable: true,
    per: 'gateway',
    types: [],
    ...documented,
    source: ALB,
  },
  listenersPerNetworkLoadBalancer: {
    title: 'Listeners per Network Load Balancer',
    default: 50,
    adjustable: false,
    per: 'gateway',
    instead: SECOND_GATEWAY,
    types: [],
    ...documented,
    source: NLB,
  },
  targetsPerZoneOfNetworkLoadBalancer: {
    title: 'Targets per Availability Zone per Network Load Balancer',
    default: 500,
    adjustable: true,
    per: 'gateway',
    instead: SECOND_GATEWAY,
    types: [],
    ...documented,
    source: `${NLB}: with balancing across zones, which gateways have, it bounds the targets of all zones together`,
  },
  applicationLoadBalancersPerRegion: {
    title: 'Application Load Balancers per Region',
    code: 'L-53DA6B97',
    default: 50,
    adjustable: true,
    per: 'region',
    types: [],
    ...documented,
    source: ALB,
  },
  networkLoadBalancersPerRegion: {
    title: 'Network Load Balancers per Region',
    code: 'L-69A177A2',
    default: 50,
    adjustable: true,
    per: 'region',
    types: [],
    ...documented,
    source: NLB,
  },
  targetGroupsPerRegion: {
    title: 'Target Groups per Region',
    default: 3000,
    adjustable: true,
    per: 'region',
    types: ['aws_lb_target_group'],
    ...documented,
    source: `${ALB}: those of Network Load Balancers are counted too`,
  },
  targetsPerTargetGroup: {
    title: 'Targets per Target Group per Region (instances or IP addresses)',
    default: 1000,
    adjustable: true,
    per: 'service',
    instead: 'use fewer replicas, or a lower rollout.maximumPercent',
    types: [],
    ...documented,
    source: ALB,
  },

  // Network
  vpcsPerRegion: {
    title: 'VPCs per Region',
    code: 'L-F678F1CE',
    default: 5,
    adjustable: true,
    per: 'region',
    types: ['aws_vpc'],
    ...documented,
    source: `${VPC}: internet gateways go with it`,
  },
  subnetsPerVpc: {
    title: 'Subnets per VPC',
    code: 'L-407747CB',
    default: 200,
    adjustable: true,
    per: 'network',
    types: ['aws_subnet'],
    ...documented,
    source: VPC,
  },
  routeTablesPerVpc: {
    title: 'Route tables per VPC',
    code: 'L-589F43AA',
    default: 200,
    adjustable: true,
    per: 'network',
    types: ['aws_route_table'],
    ...documented,
    source: `${VPC}: the main table, which no resource shows, is one more`,
  },
  natGatewaysPerZone: {
    title: 'NAT gateways per Availability Zone',
    code: 'L-FE5A380F',
    default: 5,
    adjustable: true,
    per: 'zone',
    types: ['aws_nat_gateway'],
    ...documented,
    source: VPC,
  },
  elasticIpsPerRegion: {
    title: 'EC2-VPC Elastic IPs',
    code: 'L-0263D0A3',
    default: 5,
    adjustable: true,
    per: 'region',
    instead: "use network.nat 'single'",
    types: ['aws_eip'],
    ...documented,
    source: VPC,
  },
  interfaceEndpointsPerVpc: {
    title: 'Interface and Gateway Load Balancer endpoints per VPC',
    default: 50,
    adjustable: true,
    per: 'network',
    instead: 'name fewer network.endpoints',
    types: [],
    ...documented,
    source: VPC,
  },
  gatewayEndpointsPerRegion: {
    title: 'Gateway VPC endpoints per Region',
    code: 'L-1B52E74A',
    default: 20,
    adjustable: true,
    per: 'region',
    types: [],
    ...documented,
    source: VPC,
  },
  networkInterfacesPerRegion: {
    title: 'Network interfaces per Region',
    code: 'L-DF5E4CA3',
    default: 5000,
    adjustable: true,
    per: 'region',
    types: [],
    ...documented,
    source: VPC,
  },
  securityGroupsPerRegion: {
    title: 'VPC security groups per Region',
    code: 'L-E79EC296',
    default: 2500,
    adjustable: true,
    per: 'region',
    types: ['aws_security_group', 'aws_default_security_group'],
    ...documented,
    source: VPC,
  },
  rulesPerSecurityGroup: {
    title: 'Inbound or outbound rules per security group',
    code: 'L-0EA8095F',
    default: 60,
    adjustable: true,
    most: 200,
    per: 'group',
    instead: "say clientGroup 'on' in what is called by many, and spread what one gateway leads to over several",
    types: ['aws_vpc_security_group_ingress_rule', 'aws_vpc_security_group_egress_rule'],
    ...documented,
    source: `${VPC}: in each direction; times the groups per interface, 5, at most 1,000`,
  },
  securityGroupsPerTask: {
    title: 'Security groups per awsvpcConfiguration',
    default: 5,
    adjustable: false,
    per: 'service',
    instead: "say clientGroup 'off' in some of the services that it calls",
    types: [],
    ...documented,
    source: `${ECS}; whatever the account's own quota per interface is`,
  },

  // Identity
  rolesPerAccount: {
    title: 'Roles per account',
    code: 'L-FE177D64',
    default: 1000,
    adjustable: true,
    most: 5000,
    per: 'account',
    types: ['aws_iam_role'],
    ...documented,
    source: IAM,
  },
  instanceProfilesPerAccount: {
    title: 'Instance profiles per account',
    default: 1000,
    adjustable: true,
    most: 5000,
    per: 'account',
    types: ['aws_iam_instance_profile'],
    ...documented,
    source: IAM,
  },
  managedPoliciesPerRole: {
    title: 'Managed policies per role',
    default: 10,
    adjustable: true,
    most: 20,
    per: 'role',
    types: ['aws_iam_role_policy_attachment'],
    ...documented,
    source: IAM,
  },
  rolePolicyCharacters: {
    title: 'Aggregate size of the inline policies of a role',
    default: 10_240,
    adjustable: false,
    per: 'role',
    instead: 'use fewer secrets, or one secret with many keys',
    types: [],
    ...documented,
    source: `${IAM}: white space is not counted`,
  },
  identityProvidersPerAccount: {
    title: 'OpenId connect providers per account',
    default: 100,
    adjustable: false,
    per: 'account',
    instead: 'use fewer issuers',
    types: ['aws_iam_openid_connect_provider'],
    ...documented,
    source: IAM,
  },

  // Containers
  servicesPerCluster: {
    title: 'Services per cluster',
    code: 'L-9EF96962',
    default: 5000,
    adjustable: true,
    per: 'cluster',
    types: ['aws_ecs_service'],
    ...documented,
    source: ECS,
  },
  capacityProvidersPerCluster: {
    title: 'Capacity providers per cluster',
    code: 'L-A24B7D58',
    default: 20,
    adjustable: false,
    per: 'cluster',
    instead: 'use fewer fleets',
    types: ['aws_ecs_capacity_provider'],
    ...documented,
    source: ECS,
  },
  containerInstancesPerCluster: {
    title: 'Container instances per cluster',
    code: 'L-86C34207',
    default: 5000,
    adjustable: false,
    per: 'cluster',
    instead: 'lower maxHosts of some fleet',
    types: [],
    ...documented,
    source: ECS,
  },
  containersPerTaskDefinition: {
    title: 'Containers per task definition',
    default: 10,
    adjustable: false,
    per: 'service',
    instead: 'use fewer sidecars and init containers',
    types: [],
    ...documented,
    source: ECS,
  },
  taskDefinitionBytes: {
    title: 'Task definition size',
    default: 65_536,
    adjustable: false,
    per: 'service',
    instead: 'take out variables, commands and callees; what is long belongs into a file or a parameter',
    types: [],
    ...documented,
    source: `${ECS}: 64 KiB; what its containers take of it is counted here`,
  },
  clustersPerAccount: {
    title: 'Clusters per account',
    code: 'L-21C621EB',
    default: 10_000,
    adjustable: true,
    per: 'region',
    types: ['aws_ecs_cluster'],
    ...documented,
    source: ECS,
  },
  namespacesPerRegion: {
    title: 'Namespaces per Region',
    default: 50,
    adjustable: true,
    per: 'region',
    types: ['aws_service_discovery_http_namespace'],
    ...documented,
    source: 'Cloud Map developer guide, "Quotas"',
  },
  instancesPerDiscoveryService: {
    title: 'Instances per service (Cloud Map)',
    default: 1000,
    adjustable: false,
    per: 'service',
    instead: 'use fewer replicas, or two services',
    types: [],
    ...known,
    source:
      'Cloud Map developer guide, "Quotas"; that a port of Service Connect is such a service is written, that it is bound so is not',
  },

  // Scaling
  scalableTargetsPerRegion: {
    title: 'Scalable targets per resource type: Amazon ECS',
    default: 3000,
    adjustable: true,
    per: 'region',
    types: ['aws_appautoscaling_target'],
    ...documented,
    source: 'Application Auto Scaling user guide, "Quotas"',
  },
  scalingPoliciesPerTarget: {
    title: 'Scaling policies per scalable target',
    default: 50,
    adjustable: false,
    per: 'service',
    types: ['aws_appautoscaling_policy'],
    ...documented,
    source: 'Application Auto Scaling user guide, "Quotas"',
  },
  scheduledActionsPerTarget: {
    title: 'Scheduled actions per scalable target',
    default: 200,
    adjustable: false,
    per: 'service',
    types: ['aws_appautoscaling_scheduled_action'],
    ...documented,
    source: 'Application Auto Scaling user guide, "Quotas"',
  },
  alarmsPerRegion: {
    title: 'Number of alarms',
    default: 5000,
    adjustable: true,
    per: 'region',
    types: ['aws_cloudwatch_metric_alarm'],
    ...known,
    source: GENERAL,
  },
  autoScalingGroupsPerRegion: {
    title: 'Auto Scaling groups per region',
    default: 500,
    adjustable: true,
    per: 'region',
    types: ['aws_autoscaling_group'],
    ...known,
    source: GENERAL,
  },
  launchTemplatesPerRegion: {
    title: 'Launch templates per Region',
    default: 5000,
    adjustable: true,
    per: 'region',
    types: ['aws_launch_template'],
    ...known,
    source: GENERAL,
  },

  // Names, logs, parameters, keys, buckets
  recordsPerHostedZone: {
    title: 'Records per hosted zone',
    default: 10_000,
    adjustable: true,
    per: 'hosted zone',
    types: ['aws_route53_record'],
    ...known,
    source: 'Route 53 developer guide, "Quotas"',
  },
  certificatesPerRegion: {
    title: 'ACM certificates',
    default: 2500,
    adjustable: true,
    per: 'region',
    types: ['aws_acm_certificate'],
    ...known,
    source: 'ACM user guide, "Quotas"',
  },
  logGroupsPerRegion: {
    title: 'Log groups',
    default: 1_000_000,
    adjustable: true,
    per: 'region',
    types: ['aws_cloudwatch_log_group'],
    ...known,
    source: 'CloudWatch Logs user guide, "Quotas"',
  },
  parametersPerRegion: {
    title: 'Standard parameters',
    default: 10_000,
    adjustable: true,
    per: 'region',
    types: ['aws_ssm_parameter'],
    ...known,
    source: GENERAL,
  },
  keysPerRegion: {
    title: 'Customer managed keys',
    default: 100_000,
    adjustable: true,
    per: 'region',
    types: ['aws_kms_key'],
    ...known,
    source: 'KMS developer guide, "Resource quotas"',
  },
  bucketsPerAccount: {
    title: 'General purpose buckets',
    default: 10_000,
    adjustable: true,
    per: 'account',
    types: ['aws_s3_bucket'],
    ...known,
    source: 'S3 user guide, "General purpose bucket quotas"',
  },
  backupVaultsPerRegion: {
    title: 'Total vaults per Region per account',
    default: 300,
    adjustable: true,
    per: 'region',
    types: ['aws_backup_vault'],
    ...documented,
    source: BACKUP,
  },
  backupPlansPerRegion: {
    title: 'Backup plans per Region per account',
    default: 300,
    adjustable: true,
    per: 'region',
    instead: 'back more volumes of a system up in the same way',
    types: ['aws_backup_plan'],
    ...documented,
    source: BACKUP,
  },
  fileSystemsPerRegion: {
    title: 'File systems per account',
    default: 1000,
    adjustable: true,
    per: 'region',
    types: ['aws_efs_file_system'],
    ...known,
    source: 'EFS user guide, "Amazon EFS quotas"',
  },
  gp3GiBPerRegion: {
    title: 'Storage for General Purpose SSD (gp3) volumes, GiB',
    code: 'L-7A658B76',
    default: 51_200,
    adjustable: true,
    per: 'region',
    types: ['aws_ebs_volume'],
    ...documented,
    source:
      'EBS user guide, "Quotas for Amazon EBS": 50 TiB; root volumes of hosts, which come and go, are not counted here',
  },
  io2GiBPerRegion: {
    title: 'Storage for Provisioned IOPS SSD (io2) volumes, GiB',
    code: 'L-09BD8365',
    default: 20_480,
    adjustable: true,
    per: 'region',
    types: [],
    ...documented,
    source: 'EBS user guide, "Quotas for Amazon EBS": 20 TiB',
  },
  io2IopsPerRegion: {
    title: 'IOPS for Provisioned IOPS SSD (io2) volumes',
    code: 'L-8D977E7E',
    default: 100_000,
    adjustable: true,
    per: 'region',
    types: [],
    ...documented,
    source: 'EBS user guide, "Quotas for Amazon EBS"',
  },
} as const satisfies Record<string, Quota>;

/** Name of a quota, as an environment says it. */
export type QuotaName = keyof typeof QUOTAS;

/** Types that no quota bounds before something else does, with the reason. */
export const WITHOUT_QUOTA: Readonly<Record<string, string>> = {
  aws_acm_certificate_validation: 'waits for a certificate and makes nothing',
  aws_iam_policy: 'one for each region of an account, which may have 1,500',
  aws_backup_selection: 'one for each backup plan, which takes 100',
  aws_autoscaling_lifecycle_hook: 'one for each group, which may have 50',
  aws_ecr_lifecycle_policy: 'one for each repository',
  aws_ecr_pull_through_cache_rule: 'one for each registry elsewhere, of which there are few kinds',
  aws_ecr_repository: 'one for each image; a registry takes 100,000',
  aws_ecr_repository_policy: 'one for each repository',
  aws_ecs_account_setting_default: 'sets what every account has',
  aws_ecs_cluster_capacity_providers: 'one list for each cluster',
  aws_ecs_task_definition: 'each revision replaces one; a family may have a million',
  aws_efs_access_point: 'one for each part of a volume; a file system takes 10,000',
  aws_efs_file_system_policy: 'one for each file system',
  aws_efs_mount_target: 'one for each zone of a file system, which is all it takes',
  aws_flow_log: 'one for each network, which may have two',
  aws_iam_role_policy: 'one for each role, which bounds their length and not their number',
  aws_iam_service_linked_role: 'one for each service, which is counted apart from other roles',
  aws_internet_gateway: 'one for each network, and the quota of networks bounds them',
  aws_kms_alias: 'one for each key',
  aws_lambda_function: 'bounded by the code of all functions of a region, 75 GB, and these have a few KB each',
  aws_lb: 'counted by kind',
  aws_lb_listener: 'counted by gateway, whose kind decides the quota',
  aws_route: 'two for each table at most, which holds 50',
  aws_route_table_association: 'one for each subnet',
  aws_s3_bucket_lifecycle_configuration: 'one for each bucket',
  aws_s3_bucket_ownership_controls: 'one for each bucket',
  aws_s3_bucket_policy: 'one for each bucket',
  aws_s3_bucket_public_access_block: 'one for each bucket',
  aws_s3_bucket_server_side_encryption_configuration: 'one for each bucket',
  aws_s3_bucket_versioning: 'one for each bucket',
  aws_sqs_queue: 'SQS bounds messages in flight, not queues',
  aws_sqs_queue_redrive_allow_policy: 'one for each queue of dead letters',
  aws_vpc_endpoint: 'counted by kind',
};
