import { arn, type Place } from '../naming/arns';
import type { Statement } from './policy';

/** Where in the bucket logs are, and what could not be delivered. */
export const ARCHIVE_PREFIXES = { logs: 'logs/', errors: 'errors/' } as const;

/** What Firehose may do: write objects below its prefixes, and say why it could not. Source: Data Firehose developer guide, "Grant Firehose access to an Amazon S3 destination", 2026-11. */
export function archiveDeliveryGrants(of: { readonly bucketArn: string; readonly logGroupArn: string }): Statement[] {
  const { bucketArn, logGroupArn } = of;
  return [
    { actions: ['s3:GetBucketLocation', 's3:ListBucket', 's3:ListBucketMultipartUploads'], resources: [bucketArn] },
    {
      actions: ['s3:AbortMultipartUpload', 's3:GetObject', 's3:PutObject'],
      resources: Object.values(ARCHIVE_PREFIXES).map((prefix) => `${bucketArn}/${prefix}*`),
    },
    { actions: ['logs:PutLogEvents'], resources: [`${logGroupArn}:*`] },
  ];
}

/** What CloudWatch Logs may do: put records into this stream. */
export function archiveWriterGrants(streamArn: string): Statement[] {
  return [{ actions: ['firehose:PutRecord', 'firehose:PutRecordBatch'], resources: [streamArn] }];
}

/** CloudWatch Logs takes the role on for log groups of this account and region only. Source: its user guide, "Subscription filters with Amazon Data Firehose", 2026-11. */
export function archiveWriterTrust(place: Place): object {
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Effect: 'Allow',
        Principal: { Service: 'logs.amazonaws.com' },
        Action: 'sts:AssumeRole',
        Condition: { ArnLike: { 'aws:SourceArn': arn(place, 'logs', '*') } },
      },
    ],
  };
}
