import { listed } from '../../preview/code/synthesized';
import { atPath, blocksAt, type Estate, type Resource } from '../estate';
import { attributes, companions, is, isForTrying, isFrom, isSet, isUnset } from '../judgements';
import { Late } from '../late';
import { BACKEND } from '../read-code';
import { fails, type Outcome, type Rule, unsure } from '../rule';
import { policyOf } from '../statements';

const CLUSTER = 'aws_ecs_cluster';
const QUEUE = 'aws_sqs_queue';
const KEY = 'aws_kms_key';
const REPOSITORY = 'aws_ecr_repository';
const GROUP = 'aws_cloudwatch_log_group';

function insights(estate: Estate): Outcome[] {
  return estate.of(CLUSTER).flatMap((cluster) => {
    if (cluster.values.setting instanceof Late) return unsure(cluster, 'insights', 'its settings');
    const isOn = listed(cluster.values.setting).some(
      (one) =>
        atPath(one, 'name') === 'containerInsights' && ['enabled', 'enhanced'].includes(String(atPath(one, 'value'))),
    );
    return isOn ? [] : fails(cluster, 'insights', 'does not measure its containers');
  });
}

const EXEC = 'configuration.execute_command_configuration';

/** A queue that is nobody's second one loses what nobody can work on. */
function deadLetters(estate: Estate): Outcome[] {
  const second = new Set<Resource>();
  for (const queue of estate.of(QUEUE))
    for (const found of estate.linked(queue, 'redrive_policy.deadLetterTargetArn', [QUEUE]).found) second.add(found);
  for (const [type, path] of [
    ['aws_scheduler_schedule', 'target.dead_letter_config.arn'],
    ['aws_cloudwatch_event_target', 'dead_letter_config.arn'],
    ['aws_lambda_function', 'dead_letter_config.target_arn'],
  ] as const)
    for (const one of estate.of(type)) for (const found of estate.linked(one, path, [QUEUE]).found) second.add(found);
  return estate
    .of(QUEUE)
    .filter((queue) => queue.values.redrive_policy === undefined && !second.has(queue))
    .flatMap((queue) => fails(queue, 'dead letters', 'loses what nobody could work on'));
}

function keyPolicies(estate: Estate): Outcome[] {
  return estate.of(KEY).flatMap((key) => {
    const beside = estate.pointingTo(key, 'aws_kms_key_policy', 'key_id');
    if (beside.length > 0) return [];
    const statements = policyOf(key.values.policy);
    if (statements === undefined) return [];
    return statements.length > 0
      ? []
      : fails(key, 'policy', 'has no policy of its own: every policy of the account may give it away');
  });
}

export const OPERATIONS: readonly Rule[] = [
  attributes(
    GROUP,
    {
      id: 'MLP-LOG-1',
      severity: 'medium',
      title: 'Logs are kept for a time that somebody chose',
      fix: 'set retention_in_days',
    },
    { path: 'retention_in_days', good: isFrom(1), says: 'keeps everything for ever' },
  ),
  attributes(
    GROUP,
    {
      id: 'MLP-LOG-2',
      severity: 'medium',
      title: 'Logs are encrypted with a key of the account',
      fix: 'set kms_key_id',
    },
    { path: 'kms_key_id', good: isSet, says: 'has no key' },
  ),
  attributes(
    GROUP,
    {
      id: 'MLP-LOG-5',
      severity: 'medium',
      title: 'Logs that are evidence cannot be deleted by mistake',
      fix: 'set deletion_protection_enabled to true',
    },
    {
      path: 'deletion_protection_enabled',
      good: isUnset(true),
      says: 'can be deleted by mistake',
      unless: isForTrying,
    },
  ),
  {
    id: 'MLP-LOG-3',
    severity: 'low',
    title: 'Clusters measure their containers',
    fix: 'set containerInsights to enhanced',
    types: [CLUSTER],
    check: insights,
  },
  attributes(
    CLUSTER,
    {
      id: 'MLP-LOG-4',
      severity: 'high',
      title: 'What somebody does in a task is written down, encrypted',
      fix: 'set execute_command_configuration: logging OVERRIDE, a key, and an encrypted log group',
    },
    { path: `${EXEC}.logging`, good: is('OVERRIDE'), says: 'does not write down what is done in tasks' },
    { path: `${EXEC}.kms_key_id`, good: isSet, says: 'does not encrypt what is done in tasks with a key' },
    {
      path: `${EXEC}.log_configuration.cloud_watch_encryption_enabled`,
      good: is(true),
      says: 'writes down unencrypted what is done in tasks',
      unless: ({ values }) => blocksAt(values, `${EXEC}.log_configuration.s3_bucket_name`).length > 0,
    },
  ),
  attributes(
    KEY,
    { id: 'MLP-KMS-1', severity: 'medium', title: 'Keys change every year', fix: 'set enable_key_rotation to true' },
    {
      path: 'enable_key_rotation',
      good: is(true),
      says: 'stays the same for ever',
      unless: ({ values }) => (values.customer_master_key_spec ?? 'SYMMETRIC_DEFAULT') !== 'SYMMETRIC_DEFAULT',
    },
  ),
  {
    id: 'MLP-KMS-2',
    severity: 'medium',
    title: 'Keys say who may use them',
    fix: 'give the key a policy',
    types: [KEY, 'aws_kms_key_policy'],
    check: keyPolicies,
  },
  attributes(
    KEY,
    {
      id: 'MLP-KMS-3',
      severity: 'medium',
      title: 'A key that goes can be kept for a month',
      fix: 'set deletion_window_in_days to 30',
    },
    {
      path: 'deletion_window_in_days',
      good: (value) => value === undefined || isFrom(30)(value),
      says: 'is gone in less than a month',
    },
    { path: 'is_enabled', good: isUnset(true), says: 'is switched off' },
    {
      path: 'bypass_policy_lockout_safety_check',
      good: isUnset(false),
      says: 'takes policies that lock everybody out',
    },
  ),
  attributes(
    QUEUE,
    {
      id: 'MLP-SQS-1',
      severity: 'high',
      title: 'Queues are encrypted',
      fix: 'set sqs_managed_sse_enabled to true, or name a key',
    },
    {
      path: 'sqs_managed_sse_enabled',
      good: is(true),
      says: 'is not encrypted',
      unless: ({ values }) => isSet(values.kms_master_key_id) === true && values.kms_master_key_id !== 'alias/aws/sqs',
    },
  ),
  {
    id: 'MLP-SQS-3',
    severity: 'low',
    title: 'Queues set aside what nobody could work on',
    fix: 'give it a redrive_policy',
    types: [QUEUE],
    check: deadLetters,
  },
  attributes(
    'aws_sns_topic',
    {
      id: 'MLP-SNS-1',
      severity: 'high',
      title: 'Topics are encrypted with a key of the account',
      fix: 'set kms_master_key_id to a key whose policy lets its publishers use it',
    },
    {
      path: 'kms_master_key_id',
      good: (value) => (value === 'alias/aws/sns' ? false : isSet(value)),
      says: 'has no key that AWS services could publish with',
    },
  ),
  attributes(
    'aws_kinesis_firehose_delivery_stream',
    {
      id: 'MLP-LOG-6',
      severity: 'medium',
      title: 'What waits to be delivered to a bucket is encrypted',
      fix: 'set server_side_encryption.enabled to true',
    },
    { path: 'server_side_encryption.enabled', good: is(true), says: 'does not encrypt what it has not delivered yet' },
  ),
  attributes(
    REPOSITORY,
    {
      id: 'MLP-ECR-1',
      severity: 'high',
      title: 'A tag names one image for ever',
      fix: 'set image_tag_mutability to IMMUTABLE',
    },
    { path: 'image_tag_mutability', good: is('IMMUTABLE'), says: 'has tags that can be moved' },
  ),
  attributes(
    REPOSITORY,
    {
      id: 'MLP-ECR-2',
      severity: 'medium',
      title: 'Images are scanned',
      fix: 'set image_scanning_configuration.scan_on_push to true',
    },
    { path: 'image_scanning_configuration.scan_on_push', good: is(true), says: 'does not scan what is pushed' },
  ),
  attributes(
    REPOSITORY,
    {
      id: 'MLP-ECR-3',
      severity: 'medium',
      title: 'Images are encrypted with a key',
      fix: 'set encryption_type to KMS: to change it later makes the repository anew, empty',
    },
    { path: 'encryption_configuration.encryption_type', good: is('KMS'), says: 'is not encrypted with a key' },
  ),
  companions(
    REPOSITORY,
    { id: 'MLP-ECR-4', severity: 'low', title: 'Old images go', fix: 'give it an aws_ecr_lifecycle_policy' },
    { type: 'aws_ecr_lifecycle_policy', by: 'repository', says: 'keeps everything for ever' },
  ),
  attributes(
    REPOSITORY,
    {
      id: 'MLP-ECR-5',
      severity: 'medium',
      title: 'Repositories are not emptied to be destroyed',
      fix: 'leave out force_delete',
    },
    {
      path: 'force_delete',
      good: isUnset(false),
      says: 'is destroyed with all of its images',
      unless: ({ values }) => (values.tags as Record<string, unknown> | undefined)?.['stowage:protect'] === 'false',
    },
  ),
  attributes(
    BACKEND,
    {
      id: 'MLP-STATE-1',
      severity: 'high',
      title: 'States are encrypted, and one writes at a time',
      fix: 'set encrypt and use_lockfile to true',
    },
    {
      path: 'encrypt',
      good: is(true),
      says: 'does not encrypt the state',
      unless: ({ address }) => !address.endsWith('.s3'),
    },
    {
      path: 'use_lockfile',
      good: is(true),
      says: 'lets two write at once',
      unless: ({ address, values }) => !address.endsWith('.s3') || values.dynamodb_table !== undefined,
    },
  ),
];
