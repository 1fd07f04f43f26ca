import { arn, type Place, partitionOf } from '../naming/arns';
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

/** A folder of a bucket that hosts show as files. */
interface ShownFolder {
  readonly bucket: string;
  readonly prefix: string;
  readonly kmsKeyArn?: string | undefined;
  /** Whether files can be made in it. They are never changed or deleted. @default false */
  readonly takesNew?: boolean;
}

/** What Mountpoint needs to show a folder of a bucket, and nothing beside it (Mountpoint for Amazon S3, `doc/CONFIGURATION.md`, "IAM permissions", 2026-11). */
export function s3HostGrants({ bucket, prefix, kmsKeyArn, takesNew = false }: ShownFolder, place: Place): Statement[] {
  const bucketArn = `arn:${partitionOf(place.region)}:s3:::${bucket}`;
  const objects = `${bucketArn}/${prefix}*`;
  return [
    {
      actions: ['s3:ListBucket'],
      resources: [bucketArn],
      ...(prefix !== '' && { conditions: { StringLike: { 's3:prefix': [`${prefix}*`] } } }),
    },
    {
      actions: ['s3:GetObject', ...(takesNew ? ['s3:PutObject', 's3:AbortMultipartUpload'] : [])],
      resources: [objects],
    },
    ...keyGrant(kmsKeyArn, place, {
      service: 's3',
      context: ['aws:s3:arn', [bucketArn, objects]],
      actions: ['kms:Decrypt', ...(takesNew ? ['kms:GenerateDataKey'] : [])],
    }),
  ];
}
