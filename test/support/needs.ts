import type { Asked } from './iam';

/** What one role must be able to do, and must not, as its users know it. */
export interface Need {
  /** The role: stack and path of its construct. */
  readonly role: string;
  readonly must: readonly Asked[];
  readonly mustNot: readonly Asked[];
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
];
