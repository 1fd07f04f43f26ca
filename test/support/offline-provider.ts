import type { Arguments } from './shim';

/**
 * Every AWS service that a resource of ours calls, in the provider's words. One name per service: the provider refuses two of one service.
 * A service that is missing here is called for real, with dummy keys, and fails; so add it.
 */
const SERVICES = [
  'acm',
  'amp',
  'appautoscaling',
  'autoscaling',
  'backup',
  'batch',
  'budgets',
  'cloudwatch',
  'cognitoidp',
  'dlm',
  'dynamodb',
  'ec2',
  'ecr',
  'ecs',
  'efs',
  'elbv2',
  'events',
  'firehose',
  'fsx',
  'iam',
  'kms',
  'lambda',
  'logs',
  'resourcegroups',
  'route53',
  's3',
  's3control',
  'scheduler',
  'secretsmanager',
  'servicediscovery',
  'servicequotas',
  'sfn',
  'sns',
  'sqs',
  'ssm',
  'sts',
  'wafv2',
  'xray',
] as const;

/** The provider's `endpoints` block with every service at one address. */
export function awsEndpoints(url: string): Record<string, string> {
  return Object.fromEntries(SERVICES.map((service) => [service, url]));
}

/**
 * Provider arguments under which all of AWS is at `url`, a stub or an emulator. Who the keys belong to is still asked, so that
 * `allowed_account_ids` keeps guarding: one GetCallerIdentity (with `skip_credentials_validation` it would be IAM that is asked first). Few retries, because the provider's own 25 turn a missing operation into nine minutes.
 */
export function offlineProvider(url: string): Arguments {
  return {
    endpoints: [awsEndpoints(url)],
    max_retries: 2,
    s3_use_path_style: true,
    skip_metadata_api_check: true,
    skip_region_validation: true,
  };
}
