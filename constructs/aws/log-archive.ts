import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogStream } from '@cdktf/provider-aws/lib/cloudwatch-log-stream';
import { KinesisFirehoseDeliveryStream } from '@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream';
import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import { Construct } from 'constructs';
import { tlsOnly } from '../../src/identity/access-log-policy';
import {
  ARCHIVE_PREFIXES,
  archiveDeliveryGrants,
  archiveWriterGrants,
  archiveWriterTrust,
} from '../../src/identity/log-archive-grants';
import { policyDocument } from '../../src/identity/policy';
import { ARCHIVE_WRITER, archiveStream } from '../../src/naming/log-archive';
import { resourceName } from '../../src/naming/names';
import type { Contract } from '../../src/spec/contract';
import type { Site } from '../../src/spec/site';
import { tfJson } from '../terraform/json';
import { privateBucket } from './private-bucket';
import { Role } from './role';

export interface LogArchiveProps {
  readonly site: Site;
  readonly logKeyArn: string;
  /** How long logs are kept, days. */
  readonly expireDays: number;
}

/** The Terraform resources behind an archive, for `addOverride`. */
export interface LogArchiveResources {
  readonly bucket: S3Bucket;
  readonly stream: KinesisFirehoseDeliveryStream;
  readonly logGroup: CloudwatchLogGroup;
}

/** A bucket that has all that the workloads of an environment log, and the stream that takes it there. */
export class LogArchive extends Construct {
  readonly contract: NonNullable<Contract['logArchive']>;
  readonly resources: LogArchiveResources;

  constructor(scope: Construct, id: string, { site, logKeyArn, expireDays }: LogArchiveProps) {
    super(scope, id);
    const bucket = this.bucket(site, expireDays);
    const logGroup = new CloudwatchLogGroup(this, 'Logs', {
      name: resourceName('logGroup', site.name, 'log-archive'),
      retentionInDays: site.logs.retentionDays,
      kmsKeyId: logKeyArn,
    });
    const { name, arn } = archiveStream(site);
    const delivery = new Role(this, 'Delivery', {
      site,
      name: ['log-archive', 'delivery'],
      service: 'firehose.amazonaws.com',
    });
    for (const grant of archiveDeliveryGrants({ bucketArn: bucket.arn, logGroupArn: logGroup.arn }))
      delivery.grant(grant);
    const writer = new Role(this, 'Writer', { site, name: ARCHIVE_WRITER, trust: archiveWriterTrust(site) });
    for (const grant of archiveWriterGrants(arn)) writer.grant(grant);
    const stream = this.stream(name, bucket, logGroup, delivery);
    delivery.usedBy(stream);
    // CloudWatch Logs tries a filter when it is made: whoever waits for the stream has waited for what writes to it.
    writer.usedBy(stream);
    this.contract = { streamArn: stream.arn, roleArn: writer.arn };
    this.resources = { bucket, stream, logGroup };
  }

  private bucket(site: Site, expireDays: number): S3Bucket {
    const { bucket, settings } = privateBucket(this, {
      site,
      name: resourceName('bucket', site.name, 'logs', site.account, site.region),
    });
    new S3BucketLifecycleConfiguration(this, 'Expiry', {
      bucket: bucket.id,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: expireDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    new S3BucketPolicy(this, 'Policy', {
      bucket: bucket.id,
      policy: tfJson(policyDocument([tlsOnly(bucket.arn)])),
      dependsOn: settings,
    });
    return bucket;
  }

  private stream(
    name: string,
    bucket: S3Bucket,
    logGroup: CloudwatchLogGroup,
    delivery: Role,
  ): KinesisFirehoseDeliveryStream {
    // Firehose makes no stream of a log by itself.
    const undelivered = new CloudwatchLogStream(this, 'Undelivered', {
      name: 'undelivered',
      logGroupName: logGroup.name,
    });
    return new KinesisFirehoseDeliveryStream(this, 'Stream', {
      name,
      destination: 'extended_s3',
      serverSideEncryption: { enabled: true, keyType: 'AWS_OWNED_CMK' },
      extendedS3Configuration: {
        bucketArn: bucket.arn,
        roleArn: delivery.arn,
        prefix: `${ARCHIVE_PREFIXES.logs}!{timestamp:yyyy/MM/dd/HH}/`,
        errorOutputPrefix: `${ARCHIVE_PREFIXES.errors}!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/`,
        bufferingSize: 64,
        bufferingInterval: 300,
        // CloudWatch Logs has compressed each record with gzip already, and such parts in a row are a file of gzip (its user guide, 2026-11).
        compressionFormat: 'UNCOMPRESSED',
        fileExtension: '.json.gz',
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: logGroup.name,
          logStreamName: undelivered.name,
        },
      },
    });
  }
}
