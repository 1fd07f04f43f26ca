import { arn, domainOf, type Place } from '../naming/arns';
import type { Statement } from './policy';

/** Who makes a key work for one kind of resource. */
interface KeyUser {
  /** What a person calls it. */
  readonly who: string;
  /** Services that are named in the policy of the key itself: they act for nobody, so that no role could be granted it. */
  readonly named?: (place: Place) => Pick<Statement, 'sid' | 'principals' | 'actions' | 'conditions'>;
  /** What roles of the account need where they act, through the service; the policy of the key leaves that to IAM. */
  readonly roles?: readonly string[];
  /** The service through which they act; none where they use the key themselves. */
  readonly through?: string;
}

interface KeyRow {
  /** What is encrypted. */
  readonly what: string;
  readonly users: readonly KeyUser[];
  /** Where that is written, as of 2026-11. */
  readonly source: string;
}

const USE = ['kms:Decrypt', 'kms:GenerateDataKey*'];
const VOLUME = ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'];

const LOGS: KeyUser = {
  who: 'CloudWatch Logs, for log groups of the account',
  named: (place) => ({
    sid: 'CloudWatchLogs',
    principals: { Service: `logs.${place.region}.${domainOf(place.region)}` },
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn(place, 'logs', '*') } },
  }),
};
const ALARMS: KeyUser = {
  who: 'CloudWatch alarms of the account',
  named: ({ account }) => ({
    sid: 'Alarms',
    principals: { Service: 'cloudwatch.amazonaws.com' },
    actions: USE,
    conditions: { StringEquals: { 'aws:SourceAccount': account } },
  }),
};
/** It does not say for whom it publishes when it asks for a key: a condition on that would let no event through. */
const EVENTS: KeyUser = {
  who: 'EventBridge',
  named: () => ({ sid: 'Events', principals: { Service: 'events.amazonaws.com' }, actions: USE }),
};

const roles = (who: string, through: string, actions: readonly string[]): KeyUser => ({ who, roles: actions, through });

/**
 * Who uses the key of each argument that names one, by Terraform type and path: all that a policy of a key must say, written by hand. From it come
 * the policies of keys that are made here; of keys that exist, `stowage doctor` says what their own must.
 */
export const KEY_TABLE: Readonly<Record<string, KeyRow>> = {
  'aws_cloudwatch_log_group.kms_key_id': {
    what: 'a log group',
    users: [LOGS],
    source: 'CloudWatch Logs user guide, "Encrypt log data using AWS KMS"',
  },
  'aws_ebs_volume.kms_key_id': {
    what: 'a volume',
    users: [roles('hosts that attach it, and who makes it', 'ec2', VOLUME)],
    source: 'Amazon EBS user guide, "Requirements for Amazon EBS encryption"',
  },
  'aws_ecs_cluster.configuration.execute_command_configuration.kms_key_id': {
    what: 'shell sessions',
    users: [
      { who: 'roles of tasks', roles: ['kms:Decrypt'] },
      { who: 'who opens a shell', roles: ['kms:GenerateDataKey'] },
    ],
    source: 'ECS developer guide, "Monitor Amazon ECS containers with ECS Exec"',
  },
  'aws_ecs_service.volume_configuration.managed_ebs_volume.kms_key_id': {
    what: 'volumes of tasks',
    users: [roles('the role that makes volumes', 'ec2', [...VOLUME, 'kms:ReEncryptFrom', 'kms:ReEncryptTo'])],
    source: 'Amazon EBS user guide, "Requirements for Amazon EBS encryption"',
  },
  'aws_efs_file_system.kms_key_id': {
    what: 'a file system',
    users: [roles('who makes it', 'elasticfilesystem', [...VOLUME, 'kms:Encrypt'])],
    source: 'Amazon EFS user guide, "Using AWS KMS keys for Amazon EFS"',
  },
  'aws_fsx_lustre_file_system.kms_key_id': {
    what: 'a Lustre file system',
    users: [roles('who makes it', 'fsx', VOLUME)],
    source: 'FSx for Lustre user guide, "Encrypting data at rest"',
  },
  'aws_sns_topic.kms_master_key_id': {
    what: 'messages of alarms',
    users: [ALARMS, EVENTS],
    source: 'SNS developer guide, "Managing Amazon SNS encryption keys and costs", compatibility with event sources',
  },
  'aws_sqs_queue.kms_master_key_id': {
    what: 'messages of a queue',
    users: [roles('who sends and who receives', 'sqs', ['kms:Decrypt', 'kms:GenerateDataKey'])],
    source: 'SQS developer guide, "Key management"',
  },
  'terraform.backend.s3.kms_key_id': {
    what: 'states of Terraform',
    users: [roles('who plans and deploys', 's3', ['kms:Decrypt', 'kms:GenerateDataKey'])],
    source: 'Terraform docs, "Backend Type: s3"; S3 user guide, "Using server-side encryption with AWS KMS keys"',
  },
};
