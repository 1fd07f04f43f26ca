import { arn, type Place, partitionOf } from '../naming/arns';
import type { S3Volume } from '../spec/volume';
import { keyGrant } from './key-grant';
import type { Statement } from './policy';

/** Tag by which a host says why it does not take tasks. */
const FAILED_TAG = 'stowage:failed';

/**
 * Lets a host that could not mount its volumes say so, in one tag of hosts that have the same tag as itself. EC2 knows no narrower "myself" for
 * tags (Service Authorization Reference, "Amazon EC2", 2026-11).
 */
export function sayWhyGrant(place: Place, { key, value }: { readonly key: string; readonly value: string }): Statement {
  return {
    actions: ['ec2:CreateTags'],
    resources: [arn(place, 'ec2', 'instance/*')],
    conditions: {
      StringEquals: { [`aws:ResourceTag/${key}`]: value },
      'ForAllValues:StringEquals': { 'aws:TagKeys': [FAILED_TAG] },
    },
  };
}

/** What Mountpoint needs to show a folder of a bucket, and nothing beside it (Mountpoint for Amazon S3, `doc/CONFIGURATION.md`, "IAM permissions", 2026-11). */
export function s3HostGrants({ bucket, prefix, kmsKeyArn }: S3Volume, place: Place): Statement[] {
  const bucketArn = `arn:${partitionOf(place.region)}:s3:::${bucket}`;
  const objects = `${bucketArn}/${prefix}*`;
  return [
    {
      actions: ['s3:ListBucket'],
      resources: [bucketArn],
      ...(prefix !== '' && { conditions: { StringLike: { 's3:prefix': [`${prefix}*`] } } }),
    },
    { actions: ['s3:GetObject'], resources: [objects] },
    ...keyGrant(kmsKeyArn, place, {
      service: 's3',
      context: ['aws:s3:arn', [bucketArn, objects]],
      actions: ['kms:Decrypt'],
    }),
  ];
}
