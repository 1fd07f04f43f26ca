import { at } from './nested-json';
import type { ResourceChange } from './plan-json';

/** What a policy with a resource of its own is of: the attribute that names it, and its type. */
const TARGETS: Readonly<Record<string, readonly [attribute: string, type: string]>> = {
  aws_iam_role_policy: ['role', 'aws_iam_role'],
  aws_iam_user_policy: ['user', 'aws_iam_user'],
  aws_iam_group_policy: ['group', 'aws_iam_group'],
  aws_kms_key_policy: ['key_id', 'aws_kms_key'],
  aws_s3_bucket_policy: ['bucket', 'aws_s3_bucket'],
  aws_sqs_queue_policy: ['queue_url', 'aws_sqs_queue'],
  aws_sns_topic_policy: ['arn', 'aws_sns_topic'],
  aws_ecr_repository_policy: ['repository', 'aws_ecr_repository'],
  aws_efs_file_system_policy: ['file_system_id', 'aws_efs_file_system'],
  aws_secretsmanager_secret_policy: ['secret_arn', 'aws_secretsmanager_secret'],
  aws_backup_vault_policy: ['backup_vault_name', 'aws_backup_vault'],
  aws_vpc_endpoint_policy: ['vpc_endpoint_id', 'aws_vpc_endpoint'],
};

/** What has no target of its own: all that have the policy lose it, or the registry of the account does. */
const ALONE = new Set(['aws_iam_policy', 'aws_ecr_registry_policy']);

/** What a target may be named by. */
const NAMES = ['id', 'arn', 'name', 'bucket', 'url', 'key_id'];

/**
 * Whether what a policy forbids is allowed once the policy is destroyed: what it is of stays. With a key, a queue or a role its policy goes too,
 * and a policy that is forgotten stays in AWS.
 */
export function freesWhenGone(policy: ResourceChange, changes: readonly ResourceChange[]): boolean {
  if (!isGone(policy)) return false;
  if (ALONE.has(policy.type)) return true;
  const target = Object.hasOwn(TARGETS, policy.type) ? TARGETS[policy.type] : undefined;
  if (target === undefined) return false;
  const [attribute, type] = target;
  const name = at(policy.change.before, attribute);
  return !changes.some(
    (one) =>
      one.type === type && isGone(one) && NAMES.some((key) => isName(name) && at(one.change.before, key) === name),
  );
}

function isGone({ deposed, change: { actions, after } }: ResourceChange): boolean {
  return deposed === undefined && after == null && actions.includes('delete');
}

function isName(name: unknown): boolean {
  return typeof name === 'string' && name !== '';
}
