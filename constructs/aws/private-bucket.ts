import { S3Bucket } from '@cdktf/provider-aws/lib/s3-bucket';
import { S3BucketOwnershipControls } from '@cdktf/provider-aws/lib/s3-bucket-ownership-controls';
import { S3BucketPublicAccessBlock } from '@cdktf/provider-aws/lib/s3-bucket-public-access-block';
import { S3BucketServerSideEncryptionConfigurationA } from '@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration';
import { S3BucketVersioningA } from '@cdktf/provider-aws/lib/s3-bucket-versioning';
import type { ITerraformDependable } from 'cdktf';
import type { Construct } from 'constructs';
import type { Site } from '../../src/spec/site';
import { kept } from '../terraform/lifecycle';

/** A bucket that is never public: encrypted, versioned, without ACLs. `settings` must stand before its policy is set. */
export function privateBucket(
  scope: Construct,
  { site, name }: { readonly site: Site; readonly name: string },
): { bucket: S3Bucket; settings: ITerraformDependable[] } {
  const bucket = new S3Bucket(scope, 'Bucket', { bucket: name, forceDestroy: !site.protect, ...kept(site) });
  const block = new S3BucketPublicAccessBlock(scope, 'NotPublic', {
    bucket: bucket.id,
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
  });
  const owner = new S3BucketOwnershipControls(scope, 'Owner', {
    bucket: bucket.id,
    rule: { objectOwnership: 'BucketOwnerEnforced' },
  });
  const versions = new S3BucketVersioningA(scope, 'Versions', {
    bucket: bucket.id,
    versioningConfiguration: { status: 'Enabled' },
  });
  const encryption = new S3BucketServerSideEncryptionConfigurationA(scope, 'Encryption', {
    bucket: bucket.id,
    rule: [{ applyServerSideEncryptionByDefault: { sseAlgorithm: 'AES256' } }],
  });
  return { bucket, settings: [block, owner, versions, encryption] };
}
