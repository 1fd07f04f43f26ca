import type { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketLifecycleConfiguration } from '@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration';
import { S3BucketPolicy } from '@cdktf/provider-aws/lib/s3-bucket-policy';
import type { ITerraformDependable } from 'cdktf';
import { Construct } from 'constructs';
import { accessLogPolicy } from '../../src/identity/access-log-policy';
import { resourceName } from '../../src/naming/names';
import { parseSpec } from '../../src/spec/parse';
import { type SiteInput, siteSpec } from '../../src/spec/site';
import { tfJson } from '../terraform/json';
import type { AccessLogBucket } from './gateway';
import { privateBucket } from './private-bucket';

/** The bucket that load balancers write their access logs to. Encrypted by S3's own key: their log delivery knows no other. */
export class AccessLogs extends Construct implements AccessLogBucket {
  readonly bucketName: string;
  readonly bucket: S3Bucket;
  /** What must exist before a load balancer may write. */
  readonly ready: ITerraformDependable[];

  constructor(scope: Construct, id: string, { site: input }: { readonly site: SiteInput }) {
    super(scope, id);
    const site = parseSpec(`AccessLogs '${this.node.path}'`, siteSpec, input);
    const { bucket, settings } = privateBucket(this, {
      site,
      name: resourceName('bucket', site.name, 'access-logs', site.account, site.region),
    });
    new S3BucketLifecycleConfiguration(this, 'Expiry', {
      bucket: bucket.id,
      rule: [
        {
          id: 'expire',
          status: 'Enabled',
          filter: [{ prefix: '' }],
          expiration: [{ days: site.logs.auditRetentionDays }],
          noncurrentVersionExpiration: [{ noncurrentDays: 1 }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
    });
    const policy = new S3BucketPolicy(this, 'Policy', {
      bucket: bucket.id,
      policy: tfJson(accessLogPolicy(bucket.arn, site)),
      dependsOn: settings,
    });
    this.bucket = bucket;
    this.bucketName = bucket.id;
    this.ready = [policy];
  }
}
