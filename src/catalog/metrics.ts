/** What may be taken of the values of a period; `percentile` is any of p0 to p100. */
export type Statistic = 'Average' | 'Maximum' | 'Minimum' | 'SampleCount' | 'Sum' | 'percentile';

/** A metric that CloudWatch has of something that we make. */
export interface MetricRow {
  readonly namespace: string;
  readonly name: string;
  /** The sets of dimensions that it is looked up by. CloudWatch adds nothing up: one more or less is another metric, mostly an empty one. */
  readonly dimensions: readonly (readonly string[])[];
  readonly unit: 'Bytes' | 'Bytes/Second' | 'Count' | 'Milliseconds' | 'Percent' | 'Seconds' | 'US dollars';
  /** Least and greatest value that a statistic of it takes; no greatest where nothing bounds it. */
  readonly range: readonly [least: number, greatest?: number];
  /** Statistics that mean something. */
  readonly statistics: readonly Statistic[];
  /** What it is, and when there is none. */
  readonly says: string;
  /** The setting without which there is none. @default - it is always published */
  readonly needs?: 'container insights' | 'container insights, enhanced';
  readonly source: string;
}

const ECS = 'ECS developer guide, "Amazon ECS CloudWatch metrics"';
const INSIGHTS = 'CloudWatch user guide, "Amazon ECS Container Insights metrics"';
const ALB = 'ELB user guide for Application Load Balancers, "CloudWatch metrics for your Application Load Balancer"';
const NLB = 'ELB user guide for Network Load Balancers, "CloudWatch metrics for your Network Load Balancer"';
const SQS = 'SQS developer guide, "Available CloudWatch metrics for Amazon SQS"';
const EVENTS = 'EventBridge user guide, "Monitoring Amazon EventBridge"';
const STATES = 'Step Functions developer guide, "Monitoring Step Functions metrics using CloudWatch"';
const BACKUP = 'AWS Backup developer guide, "AWS Backup metrics with Amazon CloudWatch"';
const EFS = 'EFS user guide, "CloudWatch metrics for Amazon EFS"';
const LOGS = 'CloudWatch Logs user guide, "Monitoring with CloudWatch metrics"';
const LUSTRE = 'FSx for Lustre user guide, "Amazon FSx for Lustre metrics and dimensions"';
const TEND = 'constructs/aws/host-scripts/ebs-tend.sh';
const BUDGET = 'constructs/aws/budget-watch/index.js';
const CARD = 'constructs/aws/failure-card';

const count = { unit: 'Count', range: [0], statistics: ['Sum'] } as const;
const percent = { unit: 'Percent', range: [0, 100] } as const;
const level = { statistics: ['Average', 'Maximum', 'Minimum'] } as const;
const ofTarget = [['LoadBalancer', 'TargetGroup']] as const;
const ofService = [['ClusterName', 'ServiceName']] as const;
const ofCluster = [['ClusterName']] as const;
const alb = { namespace: 'AWS/ApplicationELB', dimensions: ofTarget, source: ALB } as const;
const nlb = { namespace: 'AWS/NetworkELB', dimensions: ofTarget, source: NLB } as const;
const ecs = { namespace: 'AWS/ECS', source: ECS } as const;
const mesh = { ...ecs, dimensions: [['TargetDiscoveryName']] } as const;
const insights = { namespace: 'ECS/ContainerInsights', source: INSIGHTS, needs: 'container insights' } as const;
const sqs = { namespace: 'AWS/SQS', dimensions: [['QueueName']], source: SQS } as const;
const rule = { namespace: 'AWS/Events', dimensions: [['RuleName']], ...count, source: EVENTS } as const;
const states = { namespace: 'AWS/States', dimensions: [['StateMachineArn']], source: STATES } as const;
const backup = { namespace: 'AWS/Backup', dimensions: [['BackupVaultName']], ...count, source: BACKUP } as const;
const efs = { namespace: 'AWS/EFS', dimensions: [['FileSystemId']], ...level, source: EFS } as const;
const logs = { namespace: 'AWS/Logs', dimensions: [['LogGroupName']], source: LOGS } as const;
const volume = {
  namespace: 'Stowage/Volumes',
  dimensions: [['Volume']],
  ...percent,
  ...level,
  source: TEND,
} as const;
const operations = { namespace: 'Stowage/Operations', unit: 'Count', range: [0], source: CARD } as const;
const training = {
  namespace: 'Stowage/Training',
  dimensions: [['Cluster']],
  statistics: ['Maximum'],
  source: BUDGET,
} as const;

/**
 * Every metric that an alarm, a dashboard or a scaling policy of ours is made of. What is not here is not used: CloudWatch takes any name, and shows
 * nothing for one that is wrong.
 */
export const METRIC_CATALOG = {
  date: '2026-11',
  rows: {
    // Application load balancers
    requests: { ...alb, ...count, name: 'RequestCount', says: 'requests that a target answered; none without' },
    answered5xx: { ...alb, ...count, name: 'HTTPCode_Target_5XX_Count', says: 'server errors; none without' },
    unconnected: {
      ...alb,
      ...count,
      name: 'TargetConnectionErrorCount',
      says: 'connections that a target did not take; none without',
    },
    responseTime: {
      ...alb,
      name: 'TargetResponseTime',
      unit: 'Seconds',
      range: [0],
      statistics: ['Average', 'Maximum', 'Minimum', 'percentile'],
      says: 'time from a request to the first of its answer; none without requests',
    },
    requestsPerTarget: {
      ...alb,
      ...count,
      name: 'RequestCountPerTarget',
      dimensions: [['LoadBalancer', 'TargetGroup'], ['TargetGroup']],
      says: 'requests for each target, on the average; none without',
    },
    unhealthyTargets: {
      ...alb,
      ...level,
      name: 'UnHealthyHostCount',
      unit: 'Count',
      range: [0],
      says: 'targets that fail their checks; none without targets',
    },
    // Network load balancers
    flows: { ...nlb, ...count, name: 'NewFlowCount', says: 'connections that were opened; none without' },
    unhealthyFlowTargets: {
      ...nlb,
      ...level,
      name: 'UnHealthyHostCount',
      unit: 'Count',
      range: [0],
      says: 'targets that fail their checks; none without targets',
    },
    // The mesh
    mesh2xx: { ...mesh, ...count, name: 'HTTPCode_Target_2XX_Count', says: 'answers of class 2; none without' },
    mesh3xx: { ...mesh, ...count, name: 'HTTPCode_Target_3XX_Count', says: 'answers of class 3; none without' },
    mesh4xx: { ...mesh, ...count, name: 'HTTPCode_Target_4XX_Count', says: 'answers of class 4; none without' },
    mesh5xx: { ...mesh, ...count, name: 'HTTPCode_Target_5XX_Count', says: 'answers of class 5; none without' },
    meshResponseTime: {
      ...mesh,
      name: 'TargetResponseTime',
      unit: 'Milliseconds',
      range: [0],
      statistics: ['Average', 'Maximum', 'Minimum'],
      says: 'time that answers took; no percentiles of it are promised; none without requests',
    },
    // Services, clusters and fleets
    cpu: {
      ...ecs,
      name: 'CPUUtilization',
      dimensions: ofService,
      unit: 'Percent',
      // A replica may have cores beside those that were promised to it.
      range: [0],
      statistics: ['Average', 'Maximum', 'Minimum', 'SampleCount'],
      says: 'use of the promised cores; one sample a minute of each replica that runs, none where none does',
    },
    memory: {
      ...ecs,
      name: 'MemoryUtilization',
      dimensions: ofService,
      unit: 'Percent',
      range: [0],
      statistics: ['Average', 'Maximum', 'Minimum', 'SampleCount'],
      says: 'use of the promised memory; none where no replica runs',
    },
    clusterCpu: {
      ...ecs,
      ...percent,
      ...level,
      name: 'CPUUtilization',
      dimensions: ofCluster,
      says: 'how busy the processors of the hosts are; none while nothing runs',
    },
    cpusReserved: {
      ...ecs,
      ...percent,
      ...level,
      name: 'CPUReservation',
      dimensions: ofCluster,
      says: 'vCPUs of the hosts that tasks have; none while nothing runs',
    },
    memoryReserved: {
      ...ecs,
      ...percent,
      ...level,
      name: 'MemoryReservation',
      dimensions: ofCluster,
      says: 'memory of the hosts that tasks have; none while nothing runs',
    },
    gpusReserved: {
      ...ecs,
      ...percent,
      ...level,
      name: 'GPUReservation',
      dimensions: ofCluster,
      says: 'GPUs of the hosts that tasks have; none while nothing runs',
    },
    capacityWanted: {
      ...level,
      namespace: 'AWS/ECS/ManagedScaling',
      name: 'CapacityProviderReservation',
      dimensions: [['CapacityProviderName', 'ClusterName']],
      unit: 'Percent',
      range: [0],
      says: 'hosts that tasks need, of those that there are: above 100 some task has no room; once a minute, always',
      source:
        'ECS developer guide, "Automatically manage Amazon ECS capacity with cluster auto scaling", and the AWS blog, "Deep dive on Amazon ECS cluster auto scaling"',
    },
    running: {
      ...insights,
      ...level,
      name: 'RunningTaskCount',
      dimensions: ofService,
      unit: 'Count',
      range: [0],
      says: 'replicas that run',
    },
    desired: {
      ...insights,
      ...level,
      name: 'DesiredTaskCount',
      dimensions: ofService,
      unit: 'Count',
      range: [0],
      says: 'replicas that there should be',
    },
    deployments: {
      ...insights,
      ...level,
      name: 'DeploymentCount',
      dimensions: ofService,
      unit: 'Count',
      range: [0],
      says: 'versions that run at once: more than one while a rollout goes on',
    },
    // Queues
    messages: {
      ...sqs,
      ...level,
      name: 'ApproximateNumberOfMessagesVisible',
      unit: 'Count',
      range: [0],
      says: 'messages that wait; none for a queue that nobody has used for six hours',
    },
    messagesInFlight: {
      ...sqs,
      ...level,
      name: 'ApproximateNumberOfMessagesNotVisible',
      unit: 'Count',
      range: [0],
      says: 'messages that are being worked on; none for a queue that nobody has used for six hours',
    },
    oldestMessage: {
      ...sqs,
      ...level,
      name: 'ApproximateAgeOfOldestMessage',
      unit: 'Seconds',
      // No queue keeps a message longer than 14 days.
      range: [0, 1_209_600],
      says: 'age of the oldest message that is not deleted; one that was handed out three times and more goes behind the others',
    },
    // Events and pipelines
    ruleMatched: { ...rule, name: 'TriggeredRules', says: 'events that a rule has matched; none before the first' },
    ruleFailed: {
      ...rule,
      name: 'FailedInvocations',
      says: 'events that reached no target; none where all did',
    },
    runsFailed: { ...states, ...count, name: 'ExecutionsFailed', says: 'runs that failed; none without' },
    runsSucceeded: { ...states, ...count, name: 'ExecutionsSucceeded', says: 'runs that succeeded; none without' },
    functionErrors: {
      ...count,
      namespace: 'AWS/Lambda',
      name: 'Errors',
      dimensions: [['FunctionName']],
      says: 'calls of a function that failed; none where it was not called',
      source: 'Lambda developer guide, "Using CloudWatch metrics with Lambda"',
    },
    // Logs
    logLines: { ...logs, ...count, name: 'IncomingLogEvents', says: 'lines that were logged; none without' },
    // Data
    burstCredits: {
      ...efs,
      name: 'BurstCreditBalance',
      unit: 'Bytes',
      range: [0],
      says: 'what a file system may still read and write at full speed',
    },
    permittedThroughput: {
      ...efs,
      name: 'PermittedThroughput',
      unit: 'Bytes/Second',
      range: [0],
      says: 'how fast a file system may be',
    },
    lustreFree: {
      namespace: 'AWS/FSx',
      name: 'FreeDataStorageCapacity',
      dimensions: [['FileSystemId']],
      unit: 'Bytes',
      range: [0],
      statistics: ['Sum'],
      says: 'what is free, of each disk; the sum is that of the file system',
      source: LUSTRE,
    },
    backupsFailed: { ...backup, name: 'NumberOfBackupJobsFailed', says: 'backups that failed; none without' },
    copiesFailed: { ...backup, name: 'NumberOfCopyJobsFailed', says: 'copies that failed; none without' },
    // Our own
    volumeUsed: { ...volume, name: 'UsedPercent', says: 'how full a volume is; none without a host' },
    volumeInodes: {
      ...volume,
      name: 'UsedInodesPercent',
      says: 'how many of its files a volume has; none without a host',
    },
    diskUsed: {
      ...percent,
      ...level,
      namespace: 'Stowage/Hosts',
      name: 'DiskUsedPercent',
      dimensions: [['Fleet']],
      says: 'how full the fullest disk of each host is; none without hosts',
      source: 'constructs/aws/host-scripts/host-watch.sh',
    },
    restarts: {
      ...operations,
      name: 'Restarts',
      dimensions: [['Cluster', 'Service']],
      statistics: ['Sum'],
      says: 'replicas that failed; none without',
    },
    placementFailures: {
      ...operations,
      name: 'PlacementFailures',
      dimensions: [['Cluster']],
      statistics: ['Sum'],
      says: 'tasks for which there was no host; none without',
    },
    disconnectedAgents: {
      ...operations,
      name: 'DisconnectedAgents',
      dimensions: [['Cluster']],
      statistics: ['Maximum'],
      says: 'hosts that are out of reach of ECS, at each look',
    },
    failedRefreshes: {
      ...operations,
      name: 'FailedRefreshes',
      dimensions: [['Group']],
      statistics: ['Sum'],
      says: 'times that hosts could not be replaced; none without',
    },
    monthUsd: {
      ...training,
      name: 'MonthUsd',
      unit: 'US dollars',
      range: [0],
      says: 'what hosts have cost this month, by an estimate',
    },
    stopped: { ...training, name: 'Stopped', unit: 'Count', range: [0, 1], says: 'whether the budget stops a cluster' },
  },
} as const satisfies { readonly date: string; readonly rows: Readonly<Record<string, MetricRow>> };

/** What a metric of the catalog is called here. */
export type MetricName = keyof typeof METRIC_CATALOG.rows;

/** Metrics that Application Auto Scaling knows by a name of its own, by what they are here (API_PredefinedMetricSpecification, 2026-11). */
export const PREDEFINED_METRICS: Readonly<Record<string, MetricName>> = {
  ALBRequestCountPerTarget: 'requestsPerTarget',
  ECSServiceAverageCPUUtilization: 'cpu',
  ECSServiceAverageMemoryUtilization: 'memory',
};

/** A metric as CloudWatch is asked for it. */
export interface AskedMetric {
  readonly namespace: string;
  readonly metric: string;
  readonly stat: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** A line of a query that is a metric of the catalog. @param stat one of its statistics, or `p` and a number. */
export function asked(
  id: string,
  metric: MetricName,
  stat: string,
  dimensions: Readonly<Record<string, string>>,
): AskedMetric & { readonly id: string } {
  const { namespace, name } = METRIC_CATALOG.rows[metric];
  return { id, namespace, metric: name, stat, dimensions };
}

/** The row of a metric that is asked for with these dimensions and this statistic, or in words what is wrong. */
export function metricRow({ namespace, metric, stat, dimensions }: AskedMetric): MetricRow | string {
  const rows: readonly MetricRow[] = Object.values(METRIC_CATALOG.rows);
  const named = rows.filter((row) => row.namespace === namespace && row.name === metric);
  if (named.length === 0) return `the catalog has no metric ${namespace} ${metric}`;
  const given = Object.keys(dimensions).sort().join();
  const row = named.find((one) => one.dimensions.some((set) => [...set].sort().join() === given));
  if (row === undefined) return `${namespace} ${metric} is not published by ${given || 'no dimension'}`;
  const kind = /^p\d+(\.\d+)?$/.test(stat) ? 'percentile' : stat;
  if (!(row.statistics as readonly string[]).includes(kind)) return `${namespace} ${metric} has no meaningful ${stat}`;
  return row;
}
