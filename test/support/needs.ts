import { CI_NEEDS } from './ci-needs';
import type { Asked } from './iam';
import { teamNeeds } from './team-needs';

/** What one role must be able to do, and must not, as its users know it. */
export interface Need {
  /** The role: stack and path of its construct. */
  readonly role: string;
  readonly must: readonly Asked[];
  readonly mustNot: readonly Asked[];
  /** It plans, and so reads the state of Terraform. @default false */
  readonly plans?: boolean;
}

const HOME = 'us-east-1:123456789012';
const queue = (name: string) => `arn:aws:sqs:${HOME}:${name}`;
const FORECASTS = queue('prod-ads-forecasts');
const TABLE = `arn:aws:dynamodb:${HOME}:table/ads-features`;
const BUCKET = 'arn:aws:s3:::example-ml-features';
const repository = (name: string) => `arn:aws:ecr:${HOME}:repository/${name}`;
const secret = (name: string) => `arn:aws:secretsmanager:${HOME}:secret:${name}-AbCdEf`;
const asks = (action: string, resource: string, context?: Asked['context']): Asked => ({
  action,
  resource,
  ...(context && { context }),
});

/** What no role of the platform ever needs: other people's things, and more power. */
export const NOBODY: readonly Asked[] = [
  asks('iam:PassRole', 'arn:aws:iam::123456789012:role/admin'),
  asks('iam:PutRolePolicy', 'arn:aws:iam::123456789012:role/admin'),
  asks('sts:AssumeRole', 'arn:aws:iam::123456789012:role/admin'),
  asks('kms:Decrypt', `arn:aws:kms:${HOME}:key/of-somebody-else`),
  asks('kms:ScheduleKeyDeletion', `arn:aws:kms:${HOME}:key/of-somebody-else`),
  asks('s3:GetObject', 'arn:aws:s3:::example-ml-platform-state/stowage/prod-ads.tfstate'),
  asks('secretsmanager:GetSecretValue', secret('payroll')),
  asks('ssm:GetParameters', `arn:aws:ssm:${HOME}:parameter/payroll`),
  asks('sqs:ReceiveMessage', queue('prod-recommendations-jobs')),
  asks('dynamodb:GetItem', `arn:aws:dynamodb:${HOME}:table/payroll`),
  asks('ecs:ExecuteCommand', `arn:aws:ecs:${HOME}:task/prod/1`),
];

const RESTORE = [
  asks('backup:StartRestoreJob', '*'),
  asks('backup:DeleteRecoveryPoint', '*'),
  asks('elasticfilesystem:Restore', '*'),
  asks('elasticfilesystem:DeleteFileSystem', '*'),
];
const ARCHIVE = '‹aws_s3_bucket[Foundation/LogArchive/Bucket].arn›';
const STREAM = `arn:aws:firehose:${HOME}:deliverystream/prod-logs`;
const ALTERNATE = '‹aws_lb_target_group[bidder/Routes/Alternate-public-http].arn›';
const HOOK = '‹aws_lambda_function[pinacle2/BeforeDeploy/Function].arn›';
const CHECK_MODEL = `arn:aws:ecs:${HOME}:task-definition/prod--recommendations--pinacle2--before--check-model:7`;
const IN_CLUSTER = {
  'ecs:cluster': '‹data.terraform_remote_state.State-prod-foundation.outputs.contract.cluster.arn›',
};
const TO_TASKS = { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' };
const FLOWS = '‹aws_cloudwatch_log_group[Foundation/Network/FlowLogs/Log/Group].arn›:log-stream:x';

const TRAINING_QUEUE = '‹aws_batch_job_queue[Foundation/Training-gpu/Queue].arn›';
const trainingHosts = (capacity: string) =>
  `‹aws_batch_compute_environment[Foundation/Training-gpu/Hosts-${capacity}].arn›`;
const BUS = `arn:aws:events:${HOME}:event-bus/default`;
const HOST_FAILED = { 'events:source': 'stowage.training', 'events:detail-type': 'Training Host Failed' };
const CLICK_MODEL = `arn:aws:batch:${HOME}:job-definition/prod--ads--click-model`;
const GPU_QUEUE = '‹data.terraform_remote_state.State-prod-foundation.outputs.contract.trainingClusters.gpu.queueArn›';
const BATCH_RUN = `arn:aws:batch:${HOME}:job/0a1b`;
const OF_ADS = (key: string) => ({ [`${key}/stowage:environment`]: 'prod', [`${key}/stowage:system`]: 'ads' });

const KEPT = 'data.terraform_remote_state.State-prod-ads-data.outputs.volumes.volumes.models';
const MODELS = `‹${KEPT}.fileSystemArn›`;
const BY_ITS_ACCESS_POINT = { 'elasticfilesystem:AccessPointArn': `‹${KEPT}.accessPoints.all.arn›` };

/** What starts the tasks of a service that has no secrets: its own image and its own logs, not those of `other`. */
function puller(stack: string, service: string, image: string, other: string): Need {
  const stream = `‹aws_cloudwatch_log_group[${service}/Logs].arn›:log-stream:main/main/1`;
  return {
    role: `${stack} ${service}/ExecutionRole`,
    must: [
      asks('ecr:GetAuthorizationToken', '*'),
      asks('ecr:BatchGetImage', repository(image)),
      asks('ecr:GetDownloadUrlForLayer', repository(image)),
      asks('logs:CreateLogStream', stream),
      asks('logs:PutLogEvents', stream),
    ],
    mustNot: [
      asks('ecr:BatchGetImage', repository(other)),
      asks('ecr:PutImage', repository(image)),
      asks('secretsmanager:GetSecretValue', secret('ads/exchange')),
      asks('logs:PutLogEvents', '‹aws_cloudwatch_log_group[bidder/Logs].arn›:log-stream:main/main/1'),
    ],
  };
}

/** What a replica of the index has: its own volume on a host of its own, and nothing of AWS for itself. */
function indexReplica(replica: number): Need[] {
  const stack = 'prod-recommendations';
  const service = `index-${replica}`;
  const volume = (name: string) =>
    `‹data.terraform_remote_state.State-${stack}-data.outputs.volumes.volumes["${name}"].volumeArn›`;
  const host = `arn:aws:ec2:${HOME}:instance/i-1`;
  const slot = (name: string) => ({ 'aws:ResourceTag/stowage:slot': `prod--recommendations--${name}` });
  const other = `index-${1 - replica}`;
  return [
    puller(stack, service, 'recommendations/index', 'recommendations/pinacle2'),
    { role: `${stack} ${service}/TaskRole`, must: [], mustNot: [asks('ec2:AttachVolume', volume(service))] },
    {
      role: `${stack} ${service}/Hosts/Host/Role`,
      must: [
        asks('ec2:AttachVolume', volume(service)),
        asks('ec2:DetachVolume', volume(service)),
        asks('ec2:AttachVolume', host, slot(service)),
        asks('ec2:DescribeVolumes', '*'),
      ],
      mustNot: [
        asks('ec2:AttachVolume', volume(other)),
        asks('ec2:DetachVolume', volume(other)),
        asks('ec2:AttachVolume', host, slot(other)),
        asks('ec2:DeleteVolume', volume(service)),
        asks('ec2:CreateSnapshot', volume(service)),
        asks('ec2:TerminateInstances', host, slot(service)),
        asks('sqs:ReceiveMessage', FORECASTS),
      ],
    },
  ];
}

/** What is said of a key that SNS uses for a topic. */
function ofTopic(topic: string) {
  return { 'kms:ViaService': 'sns.us-east-1.amazonaws.com', 'kms:EncryptionContext:aws:sns:topicArn': topic };
}

/** The table, written by hand from what the example systems do, role by role. */
export const NEEDS: readonly Need[] = [
  {
    role: 'prod-ads bidder/TaskRole',
    must: [asks('sqs:SendMessage', FORECASTS), asks('sqs:GetQueueUrl', FORECASTS)],
    mustNot: [
      asks('sqs:ReceiveMessage', FORECASTS),
      asks('sqs:DeleteMessage', FORECASTS),
      asks('sqs:PurgeQueue', FORECASTS),
      asks('sqs:SendMessage', queue('prod--ads--forecasts--dead-letters')),
      asks('secretsmanager:GetSecretValue', secret('ads/exchange')),
      asks('ssmmessages:OpenDataChannel', '*'),
    ],
  },
  {
    role: 'prod-ads forecaster/TaskRole',
    must: [
      asks('sqs:ReceiveMessage', FORECASTS),
      asks('sqs:DeleteMessage', FORECASTS),
      asks('sqs:ChangeMessageVisibility', FORECASTS),
      asks('ssmmessages:OpenDataChannel', '*'),
      asks('logs:PutLogEvents', `arn:aws:logs:${HOME}:log-group:/prod/exec:log-stream:x`),
    ],
    mustNot: [
      asks('sqs:SendMessage', FORECASTS),
      asks('sqs:SetQueueAttributes', FORECASTS),
      asks('logs:PutLogEvents', `arn:aws:logs:${HOME}:log-group:/prod/ads/bidder:log-stream:x`),
      asks('logs:DeleteLogGroup', `arn:aws:logs:${HOME}:log-group:/prod/exec`),
    ],
  },
  {
    role: 'prod-ads fraud-detector/TaskRole',
    must: [
      asks('dynamodb:GetItem', TABLE),
      asks('dynamodb:Query', `${TABLE}/index/by-device`),
      asks('s3:GetObject', `${BUCKET}/fraud/2026/11.parquet`),
      asks('s3:ListBucket', BUCKET, { 's3:prefix': 'fraud/2026/' }),
    ],
    mustNot: [
      asks('dynamodb:PutItem', TABLE),
      asks('dynamodb:Query', `${TABLE}/index/by-owner`),
      asks('dynamodb:DeleteTable', TABLE),
      asks('s3:GetObject', `${BUCKET}/payments/2026.parquet`),
      asks('s3:PutObject', `${BUCKET}/fraud/2026/11.parquet`),
      asks('s3:ListBucket', BUCKET),
      asks('s3:ListBucket', BUCKET, { 's3:prefix': 'payments/' }),
      asks('sqs:SendMessage', FORECASTS),
    ],
  },
  {
    role: 'prod-ads ctr-predictor/TaskRole',
    must: [],
    mustNot: [
      asks('sqs:SendMessage', FORECASTS),
      asks('s3:GetObject', `${BUCKET}/fraud/x`),
      asks('dynamodb:GetItem', TABLE),
    ],
  },
  {
    role: 'prod-ads bidder/ExecutionRole',
    must: [
      asks('ecr:GetAuthorizationToken', '*'),
      asks('ecr:BatchGetImage', repository('ads/bidder')),
      asks('ecr:GetDownloadUrlForLayer', repository('ads/bidder')),
      asks('secretsmanager:GetSecretValue', secret('ads/exchange')),
      asks('logs:CreateLogStream', '‹aws_cloudwatch_log_group[bidder/Logs].arn›:log-stream:main/main/1'),
      asks('logs:PutLogEvents', '‹aws_cloudwatch_log_group[bidder/Logs].arn›:log-stream:main/main/1'),
    ],
    mustNot: [
      asks('ecr:BatchGetImage', repository('ads/forecaster')),
      asks('ecr:PutImage', repository('ads/bidder')),
      asks('secretsmanager:PutSecretValue', secret('ads/exchange')),
      asks('logs:PutLogEvents', '‹aws_cloudwatch_log_group[forecaster/Logs].arn›:log-stream:main/main/1'),
      asks('sqs:SendMessage', FORECASTS),
    ],
  },
  puller('prod-ads', 'admin', 'ads/admin', 'ads/bidder'),
  {
    role: 'prod-ads admin/TaskRole',
    must: [],
    // The secret of its sign-in is the gateway's, read by who plans; its tasks never see it.
    mustNot: [asks('secretsmanager:GetSecretValue', secret('ads/admin')), asks('sqs:SendMessage', FORECASTS)],
  },
  {
    role: 'prod-ads ctr-predictor/ExecutionRole',
    must: [asks('ecr:BatchGetImage', repository('ads/ctr-predictor'))],
    mustNot: [asks('secretsmanager:GetSecretValue', secret('ads/exchange'))],
  },
  {
    role: 'prod-recommendations pinacle2/TaskRole',
    must: [],
    mustNot: [asks('sqs:ReceiveMessage', FORECASTS), asks('sqs:SendMessage', FORECASTS)],
  },
  {
    role: 'prod-foundation Foundation/Fleet-general/Host/Role',
    must: [],
    mustNot: [asks('sqs:ReceiveMessage', FORECASTS), asks('s3:GetObject', `${BUCKET}/fraud/x`)],
  },
  {
    role: 'prod-ads bidder/ShiftRole',
    must: [
      asks('elasticloadbalancing:DescribeTargetHealth', '*'),
      asks('elasticloadbalancing:ModifyRule', '‹aws_lb_listener_rule[bidder/Routes/Rule-public-4507fea6].arn›'),
      asks('elasticloadbalancing:ModifyRule', '‹aws_lb_listener_rule[bidder/Routes/Rule-public-4507fea6-test].arn›'),
      asks('elasticloadbalancing:RegisterTargets', '‹aws_lb_target_group[bidder/Routes/Target-public-http].arn›'),
      asks('elasticloadbalancing:DeregisterTargets', ALTERNATE),
    ],
    mustNot: [
      asks('elasticloadbalancing:DeleteRule', '‹aws_lb_listener_rule[bidder/Routes/Rule-public-4507fea6].arn›'),
      asks(
        'elasticloadbalancing:ModifyRule',
        `arn:aws:elasticloadbalancing:${HOME}:listener-rule/app/prod-public/1/2/3`,
      ),
      asks('elasticloadbalancing:ModifyListener', `arn:aws:elasticloadbalancing:${HOME}:listener/app/prod-public/1/2`),
      asks('elasticloadbalancing:ModifyTargetGroup', ALTERNATE),
      asks('elasticloadbalancing:RegisterTargets', `arn:aws:elasticloadbalancing:${HOME}:targetgroup/other/1`),
      asks('sqs:SendMessage', FORECASTS),
    ],
  },
  puller('prod-ads', 'click-model', 'ads/click-model', 'ads/bidder'),
  {
    role: 'prod-ads click-model/TaskRole',
    must: [
      asks('s3:GetObject', 'arn:aws:s3:::example-ml-clicks/daily/2026-11-21.parquet'),
      asks('elasticfilesystem:ClientWrite', MODELS, BY_ITS_ACCESS_POINT),
    ],
    mustNot: [
      asks('s3:PutObject', 'arn:aws:s3:::example-ml-clicks/daily/2026-11-21.parquet'),
      asks('s3:GetObject', 'arn:aws:s3:::example-ml-clicks/hourly/2026-11-21.parquet'),
      asks('elasticfilesystem:ClientRootAccess', MODELS, BY_ITS_ACCESS_POINT),
      asks('batch:SubmitJob', '*'),
      asks('sqs:ReceiveMessage', FORECASTS),
    ],
  },
  {
    role: 'prod-ads Pipeline_click-model/Role',
    must: [
      asks('batch:SubmitJob', `${CLICK_MODEL}:7`),
      asks('batch:SubmitJob', GPU_QUEUE),
      asks('batch:TagResource', BATCH_RUN, OF_ADS('aws:RequestTag')),
      asks('batch:TerminateJob', BATCH_RUN, OF_ADS('aws:ResourceTag')),
      asks('batch:DescribeJobs', '*'),
      asks('events:PutRule', `arn:aws:events:${HOME}:rule/StepFunctionsGetEventsForBatchJobsRule`),
      asks('states:ListExecutions', `arn:aws:states:${HOME}:stateMachine:prod--ads--click-model`),
    ],
    mustNot: [
      asks('batch:SubmitJob', `arn:aws:batch:${HOME}:job-definition/prod--ads--other:1`),
      asks('batch:TerminateJob', BATCH_RUN),
      asks('batch:TerminateJob', BATCH_RUN, {
        ...OF_ADS('aws:ResourceTag'),
        'aws:ResourceTag/stowage:system': 'search',
      }),
      asks('events:PutRule', `arn:aws:events:${HOME}:rule/other`),
      // Its runs do not replace each other.
      asks('states:StopExecution', `arn:aws:states:${HOME}:execution:prod--ads--click-model:x`),
    ],
  },
  {
    role: 'prod-ads Pipeline_click-model/ScheduleRole',
    must: [
      asks('states:StartExecution', '‹aws_sfn_state_machine[Pipeline_click-model/StateMachine].arn›'),
      asks('sqs:SendMessage', queue('prod--ads--click-model--dead-letters')),
    ],
    mustNot: [
      asks('states:StartExecution', `arn:aws:states:${HOME}:stateMachine:prod-search-rank`),
      asks('sqs:SendMessage', FORECASTS),
      asks('batch:SubmitJob', GPU_QUEUE),
    ],
  },
  {
    role: 'prod-foundation Foundation/FailureCard/Role',
    must: [
      asks('sns:Publish', `arn:aws:sns:${HOME}:prod-alarms`),
      asks('kms:GenerateDataKey', `arn:aws:kms:${HOME}:key/0`, ofTopic(`arn:aws:sns:${HOME}:prod-alarms`)),
      asks('ecs:DescribeTaskDefinition', '*'),
      asks('ecs:ListContainerInstances', '‹aws_ecs_cluster[Foundation/Cluster/Cluster].arn›'),
      asks('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Stowage/Operations' }),
      asks('logs:PutLogEvents', '‹aws_cloudwatch_log_group[Foundation/FailureCard/Logs].arn›:log-stream:x'),
    ],
    mustNot: [
      asks('sns:Publish', `arn:aws:sns:${HOME}:of-somebody-else`),
      asks('kms:Decrypt', `arn:aws:kms:${HOME}:key/0`, ofTopic(`arn:aws:sns:${HOME}:of-somebody-else`)),
      asks('kms:Decrypt', `arn:aws:kms:${HOME}:key/0`),
      asks('ecs:StopTask', '*'),
      asks('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/ECS' }),
    ],
  },
  {
    role: 'prod-foundation Foundation/LogArchive/Delivery/Role',
    must: [
      asks('s3:PutObject', `${ARCHIVE}/logs/2026/11/23/05/x.json.gz`),
      asks('s3:PutObject', `${ARCHIVE}/errors/processing-failed/2026/11/23/x`),
      asks('s3:AbortMultipartUpload', `${ARCHIVE}/logs/x`),
      asks('s3:GetBucketLocation', ARCHIVE),
      asks('logs:PutLogEvents', '‹aws_cloudwatch_log_group[Foundation/LogArchive/Logs].arn›:log-stream:undelivered'),
    ],
    mustNot: [
      asks('s3:PutObject', `${ARCHIVE}/other/x`),
      asks('s3:DeleteObject', `${ARCHIVE}/logs/x`),
      asks('s3:PutBucketPolicy', ARCHIVE),
      asks('s3:PutObject', `${BUCKET}/logs/x`),
      asks('firehose:PutRecord', STREAM),
    ],
  },
  {
    role: 'prod-foundation Foundation/LogArchive/Writer/Role',
    must: [asks('firehose:PutRecord', STREAM), asks('firehose:PutRecordBatch', STREAM)],
    mustNot: [
      asks('firehose:PutRecord', `arn:aws:firehose:${HOME}:deliverystream/of-somebody-else`),
      asks('firehose:DeleteDeliveryStream', STREAM),
      asks('firehose:UpdateDestination', STREAM),
      asks('s3:PutObject', `${ARCHIVE}/logs/x`),
    ],
  },
  {
    role: 'prod-foundation Foundation/Training-gpu/Budget/Role',
    must: [
      asks('ec2:DescribeInstances', '*'),
      asks('batch:DescribeJobQueues', '*'),
      asks('batch:UpdateJobQueue', TRAINING_QUEUE),
      asks('batch:UpdateComputeEnvironment', trainingHosts('spot')),
      asks('batch:UpdateComputeEnvironment', trainingHosts('on-demand')),
      asks('ssm:PutParameter', '‹aws_ssm_parameter[Foundation/Training-gpu/Budget/Memory].arn›'),
      asks('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Stowage/Training' }),
      asks('logs:PutLogEvents', '‹aws_cloudwatch_log_group[Foundation/Training-gpu/Budget/Logs].arn›:log-stream:x'),
    ],
    mustNot: [
      asks('ec2:TerminateInstances', '*'),
      asks('batch:UpdateJobQueue', `arn:aws:batch:${HOME}:job-queue/of-somebody-else`),
      asks('batch:SubmitJob', '*'),
      // What runs may finish.
      asks('batch:TerminateJob', `arn:aws:batch:${HOME}:job/1`),
      asks('cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/ECS' }),
      asks('ssm:PutParameter', `arn:aws:ssm:${HOME}:parameter/stowage/prod/contract`),
    ],
  },
  {
    role: 'prod-foundation Foundation/Training-gpu/Host/Host/Role',
    must: [asks('events:PutEvents', BUS, HOST_FAILED)],
    mustNot: [
      asks('events:PutEvents', BUS, { ...HOST_FAILED, 'events:source': 'aws.batch' }),
      asks('events:PutEvents', BUS, { ...HOST_FAILED, 'events:detail-type': 'Batch Job State Change' }),
      asks('ec2:TerminateInstances', '*'),
      asks('s3:GetObject', 'arn:aws:s3:::example-ml-clicks/daily/2026-11-21.parquet'),
      asks('elasticfilesystem:ClientMount', MODELS),
      asks('batch:SubmitJob', '*'),
    ],
  },
  puller('prod-ads', 'forecaster', 'ads/forecaster', 'ads/bidder'),
  puller('prod-ads', 'fraud-detector', 'ads/fraud-detector', 'ads/bidder'),
  puller('prod-recommendations', 'pinacle2', 'recommendations/pinacle2', 'recommendations/smartfeed'),
  puller('prod-recommendations', 'smartfeed-service', 'recommendations/smartfeed', 'recommendations/pinacle2'),
  ...[0, 1].flatMap(indexReplica),
  // What AWS Backup may do stands in a policy that AWS keeps.
  { role: 'prod-ads-data Backups/Role', must: [], mustNot: RESTORE },
  { role: 'prod-recommendations-data Backups/Role', must: [], mustNot: RESTORE },
  {
    role: 'prod-recommendations smartfeed-service/TaskRole',
    must: [],
    mustNot: [
      asks('sqs:ReceiveMessage', FORECASTS),
      asks('s3:GetObject', `${BUCKET}/fraud/x`),
      asks('ssmmessages:OpenDataChannel', '*'),
    ],
  },
  {
    role: 'prod-recommendations pinacle2/BeforeDeploy/HookRole',
    must: [asks('lambda:InvokeFunction', HOOK)],
    mustNot: [
      asks('lambda:InvokeFunction', `arn:aws:lambda:${HOME}:function:other`),
      asks('lambda:UpdateFunctionCode', HOOK),
      asks('ecs:RunTask', CHECK_MODEL, IN_CLUSTER),
    ],
  },
  {
    role: 'prod-recommendations pinacle2/BeforeDeploy/Role',
    must: [
      asks('ecs:RunTask', CHECK_MODEL, IN_CLUSTER),
      asks('ecs:DescribeTasks', `arn:aws:ecs:${HOME}:task/prod/1`, IN_CLUSTER),
      asks('ecs:StopTask', `arn:aws:ecs:${HOME}:task/prod/1`, IN_CLUSTER),
      asks('ecs:TagResource', `arn:aws:ecs:${HOME}:task/prod/1`, { 'ecs:CreateAction': 'RunTask' }),
      asks('iam:PassRole', '‹aws_iam_role[pinacle2/TaskRole/Role].arn›', TO_TASKS),
      asks('iam:PassRole', '‹aws_iam_role[pinacle2/ExecutionRole/Role].arn›', TO_TASKS),
      asks('logs:PutLogEvents', '‹aws_cloudwatch_log_group[pinacle2/BeforeDeploy/Logs].arn›:log-stream:x'),
    ],
    mustNot: [
      asks('ecs:RunTask', CHECK_MODEL, { 'ecs:cluster': `arn:aws:ecs:${HOME}:cluster/other` }),
      asks('ecs:RunTask', `arn:aws:ecs:${HOME}:task-definition/prod--ads--bidder:1`, IN_CLUSTER),
      asks('ecs:TagResource', `arn:aws:ecs:${HOME}:task/prod/1`),
      asks('ecs:UpdateService', `arn:aws:ecs:${HOME}:service/prod/recommendations-pinacle2`, IN_CLUSTER),
      asks('iam:PassRole', '‹aws_iam_role[pinacle2/TaskRole/Role].arn›', {
        'iam:PassedToService': 'ec2.amazonaws.com',
      }),
      asks('logs:PutLogEvents', '‹aws_cloudwatch_log_group[pinacle2/Logs].arn›:log-stream:x'),
    ],
  },
  {
    role: 'prod-foundation Foundation/Network/FlowLogs/Role',
    must: [asks('logs:CreateLogStream', FLOWS), asks('logs:PutLogEvents', FLOWS)],
    mustNot: [
      asks('logs:PutLogEvents', `arn:aws:logs:${HOME}:log-group:/prod/exec:log-stream:x`),
      asks('logs:GetLogEvents', FLOWS),
      asks('logs:DeleteLogGroup', '‹aws_cloudwatch_log_group[Foundation/Network/FlowLogs/Log/Group].arn›:*'),
    ],
  },
  ...CI_NEEDS,
  teamNeeds('ads', 'recommendations', 'adsZ'),
  teamNeeds('recommendations', 'ads', 'recommendationsZ'),
];
