import { arn, domainOf, type Place, partitionOf } from '../naming/arns';
import { policyDocument } from './policy';

/**
 * Who may use the key that encrypts logs: the account (so that it can never lock itself out), and CloudWatch Logs for groups of the account.
 * Source: CloudWatch Logs user guide, "Encrypt log data using AWS KMS", 2026-11.
 */
export function logKeyPolicy(place: Place): object {
  return policyDocument([
    {
      sid: 'Account',
      principals: { AWS: `arn:${partitionOf(place.region)}:iam::${place.account}:root` },
      actions: ['kms:*'],
      resources: ['*'],
    },
    {
      sid: 'CloudWatchLogs',
      principals: { Service: `logs.${place.region}.${domainOf(place.region)}` },
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn(place, 'logs', '*') } },
    },
  ]);
}
