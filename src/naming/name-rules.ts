/** What the name of one kind of AWS resource may look like. A name is `lead` + parts + `trail`, in lower case. */
export interface NameRule {
  /** Longest name, characters. */
  readonly max: number;
  /** Shortest name. 1 where absent. */
  readonly min?: number;
  /** Characters of a part, as in a character class: those of AWS's that read well. Others become '-'. */
  readonly charset: string;
  /** How every name of the kind begins. */
  readonly lead?: string;
  /** How every name of the kind ends. */
  readonly trail?: string;
  /** Most levels of a name whose parts are joined by '/'. Absent where they are joined by '-'. */
  readonly levels?: number;
  /** No two hyphens in a row, not even between parts: a name with a hyphen inside a part ends in a hash instead. */
  readonly singleHyphens?: true;
  /** The first character after `lead` must be a letter. */
  readonly letterFirst?: true;
  /** Beginnings after `lead` that AWS keeps for itself. */
  readonly reservedStart?: RegExp;
  /** Ends that AWS keeps for itself or that confuse it. */
  readonly reservedEnd?: RegExp;
  /** Where the limits are written: a page of the AWS API reference or user guide, as of 2026-11. */
  readonly source: string;
}

const LABEL = 'a-z0-9-';
const WORD = 'a-z0-9_-';
const DOTTED = 'a-z0-9_.-';

/** Things without a name of their own. */
const NAME_TAG = 'Tagging AWS Resources User Guide, "Tag naming limits and requirements"';

const LAUNCH_TEMPLATE = 'EC2 API_LaunchTemplate: 3 to 128 characters; the provider takes 125';

/** Terraform adds this many characters to a `name_prefix` (provider documentation of every resource that has one). */
const TERRAFORM_SUFFIX = 26;

/** The rules of each kind of resource that has a name. Kinds ending in `Prefix` are for `name_prefix`. */
export const NAME_RULES = {
  // ECS and Cloud Map
  cluster: { max: 255, charset: WORD, source: 'ECS API_CreateCluster' },
  service: { max: 255, charset: WORD, source: 'ECS API_CreateService' },
  taskFamily: { max: 255, charset: WORD, source: 'ECS API_RegisterTaskDefinition' },
  container: { max: 255, charset: WORD, source: 'ECS API_ContainerDefinition' },
  taskVolume: { max: 255, charset: WORD, lead: 'volume-', source: 'ECS API_Volume' },
  portName: { max: 64, charset: WORD, source: 'ECS API_PortMapping: not starting with a hyphen' },
  capacityProvider: {
    max: 255,
    charset: WORD,
    reservedStart: /^(aws|ecs|fargate)/,
    source: 'ECS API_CreateCapacityProvider; the provider accepts the reserved beginnings at plan',
  },
  // AWS takes 1,024 characters; 64 can be read.
  namespace: {
    max: 64,
    charset: LABEL,
    source: 'Cloud Map API_CreateHttpNamespace; a label of DNS also suits the DNS kinds',
  },
  // ICANN keeps `internal` for private use, and EC2 has names right below it.
  dnsNamespace: {
    max: 80,
    charset: LABEL,
    trail: '.stowage.internal',
    source: 'Cloud Map API_CreatePrivateDnsNamespace; RFC 1035, "Size limits": 63 characters of a label',
  },
  discoveryName: { max: 64, charset: LABEL, source: 'ECS API_ServiceConnectService: not starting with a hyphen' },

  // Batch
  computeEnvironment: { max: 128, charset: WORD, source: 'Batch API_CreateComputeEnvironment' },
  computeEnvironmentPrefix: {
    max: 128 - TERRAFORM_SUFFIX,
    charset: WORD,
    trail: '-',
    source: 'Batch API_CreateComputeEnvironment',
  },
  jobQueue: { max: 128, charset: WORD, source: 'Batch API_CreateJobQueue' },
  jobDefinition: { max: 128, charset: WORD, source: 'Batch API_RegisterJobDefinition' },
  schedulingPolicy: { max: 128, charset: WORD, source: 'Batch API_CreateSchedulingPolicy' },
  scheduleGroup: {
    max: 64,
    charset: DOTTED,
    reservedEnd: /^default$/,
    source: 'EventBridge Scheduler API_CreateScheduleGroup',
  },
  schedule: { max: 64, charset: DOTTED, source: 'EventBridge Scheduler API_CreateSchedule' },
  stateMachine: { max: 80, charset: WORD, source: 'Step Functions API_CreateStateMachine' },

  // IAM
  role: { max: 64, charset: DOTTED, source: 'IAM API_CreateRole' },
  instanceProfile: { max: 128, charset: DOTTED, source: 'IAM API_CreateInstanceProfile' },
  policy: { max: 128, charset: DOTTED, source: 'IAM API_CreatePolicy' },

  // Functions
  lambda: { max: 64, charset: WORD, source: 'Lambda API_CreateFunction' },

  // EC2 and load balancing
  loadBalancer: { max: 32, charset: LABEL, reservedStart: /^internal-/, source: 'ELB API_CreateLoadBalancer' },
  targetGroup: {
    max: 32,
    charset: LABEL,
    singleHyphens: true,
    source:
      'ELB API_CreateTargetGroup; two hyphens in a row are refused too, by the console and by an undocumented check',
  },
  securityGroup: {
    max: 255,
    charset: DOTTED,
    reservedStart: /^sg-/,
    reservedEnd: /^default$/,
    source: 'EC2 API_CreateSecurityGroup',
  },
  // AWS would take 229 characters before Terraform's; 100 can be read.
  securityGroupPrefix: {
    max: 100,
    charset: DOTTED,
    trail: '-',
    reservedStart: /^sg-/,
    source: 'EC2 API_CreateSecurityGroup',
  },
  launchTemplate: { min: 3, max: 125, charset: DOTTED, source: LAUNCH_TEMPLATE },
  launchTemplatePrefix: { min: 3, max: 125 - TERRAFORM_SUFFIX, charset: DOTTED, trail: '-', source: LAUNCH_TEMPLATE },
  autoScalingGroup: { max: 255, charset: DOTTED, source: 'Auto Scaling API_CreateAutoScalingGroup: no colon' },
  scalingPolicy: {
    max: 255,
    charset: DOTTED,
    source: 'Application Auto Scaling API_PutScalingPolicy: 256; the provider takes 255',
  },
  // AWS takes 1,600 characters; 256 can be read.
  scheduledAction: {
    max: 256,
    charset: DOTTED,
    source: 'Application Auto Scaling API_PutScheduledAction: no colon, slash or bar',
  },
  placementGroup: { max: 255, charset: DOTTED, source: 'EC2 API_CreatePlacementGroup' },

  // What has an id instead of a name: the value of its `Name` tag
  network: { max: 256, charset: DOTTED, source: NAME_TAG },
  subnet: { max: 256, charset: DOTTED, source: NAME_TAG },
  endpoint: { max: 256, charset: DOTTED, source: NAME_TAG },

  // Storage, secrets, keys, images
  volume: { max: 32, charset: LABEL, letterFirst: true, source: 'a part of names of EFS, FSx, EC2 and Backup' },
  fileSystem: { max: 64, charset: DOTTED, source: 'EFS API_CreateFileSystem: CreationToken' },
  bucket: {
    min: 3,
    max: 63,
    charset: LABEL,
    reservedStart: /^(xn--|sthree-|amzn-s3-demo-)/,
    reservedEnd: /(-s3alias|--ol-s3|--x-s3|--table-s3|-an)$/,
    source:
      'S3 User Guide, "General purpose bucket naming rules"; dots are legal and break TLS for the bucket\'s own host name',
  },
  secret: {
    max: 512,
    charset: DOTTED,
    levels: 15,
    reservedEnd: /-.{6}$/,
    source: 'Secrets Manager API_CreateSecret: a hyphen and six characters at the end look like the end of its ARN',
  },
  // AWS takes 1,011 characters with the ARN before it.
  ssmParameter: {
    max: 900,
    charset: DOTTED,
    lead: '/',
    levels: 15,
    reservedStart: /^(aws|ssm)/,
    source: 'Systems Manager API_PutParameter',
  },
  kmsAlias: {
    max: 256,
    charset: WORD,
    lead: 'alias/',
    levels: 15,
    reservedStart: /^aws(\/|$)/,
    source: 'KMS API_CreateAlias',
  },
  repository: {
    min: 2,
    max: 256,
    charset: LABEL,
    levels: 15,
    letterFirst: true,
    source: 'ECR API_CreateRepository: no two separators in a row',
  },
  backupVault: { min: 2, max: 50, charset: WORD, source: 'Backup API_CreateBackupVault' },
  backupPlan: { max: 50, charset: DOTTED, source: 'Backup API_BackupPlanInput; 50 in the console' },
  backupSelection: { max: 50, charset: DOTTED, source: 'Backup API_BackupSelection' },

  // Telemetry and messages
  logGroup: {
    max: 512,
    charset: DOTTED,
    lead: '/',
    levels: 15,
    reservedStart: /^aws(\/|$)/,
    source: 'CloudWatch Logs API_CreateLogGroup',
  },
  alarm: { max: 255, charset: DOTTED, source: 'CloudWatch API_PutMetricAlarm' },
  dashboard: { max: 255, charset: WORD, source: 'CloudWatch API_PutDashboard' },
  deliveryStream: { max: 64, charset: DOTTED, source: 'Data Firehose API_CreateDeliveryStream' },
  subscriptionFilter: {
    max: 512,
    charset: DOTTED,
    source: 'CloudWatch Logs API_PutSubscriptionFilter: no colon, no asterisk',
  },
  savedQuery: {
    max: 255,
    charset: DOTTED,
    levels: 15,
    source: 'CloudWatch Logs API_PutQueryDefinition: a slash makes a folder of the console',
  },
  topic: { max: 256, charset: WORD, source: 'SNS API_CreateTopic' },
  queue: { max: 80, charset: WORD, source: 'SQS API_CreateQueue' },
  fifoQueue: { max: 80, charset: WORD, trail: '.fifo', source: 'SQS API_CreateQueue: the end counts among the 80' },
  eventRule: { max: 64, charset: DOTTED, source: 'EventBridge API_PutRule' },
} as const satisfies Record<string, NameRule>;

/** A kind of AWS resource that has a name. */
export type NameKind = keyof typeof NAME_RULES;
