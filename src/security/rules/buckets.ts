import { listed } from '../../preview/code/synthesized';
import { atPath, blocksAt, type Estate } from '../estate';
import { attributes, beside, companions, is, isForTrying } from '../judgements';
import { Late } from '../late';
import { fails, type Outcome, type Rule, unsure } from '../rule';

const BUCKET = 'aws_s3_bucket';
const BLOCKS = ['block_public_acls', 'block_public_policy', 'ignore_public_acls', 'restrict_public_buckets'] as const;

/** Something in it ends: old versions, objects, or uploads that were given up. */
function lifecycles(estate: Estate): Outcome[] {
  const by = { type: 'aws_s3_bucket_lifecycle_configuration', by: 'bucket', says: 'keeps everything for ever' };
  const none = estate.of(BUCKET).flatMap((bucket) => beside(estate, bucket, by));
  const idle = estate.of(by.type).flatMap((one) => {
    const rules = blocksAt(one.values, 'rule');
    if (rules.some((rule) => rule instanceof Late || atPath(rule, 'status') instanceof Late))
      return unsure(one, 'rules', 'its rules');
    return rules.some((rule) => atPath(rule, 'status') === 'Enabled')
      ? []
      : fails(one, 'rules', 'has no rule that is enabled');
  });
  return [...none, ...idle];
}

const PUBLIC_ACLS = ['public-read', 'public-read-write', 'authenticated-read'];

function acls(estate: Estate): Outcome[] {
  return estate
    .of(BUCKET, 'aws_s3_bucket_acl')
    .filter(({ values }) => listed(values.acl).some((acl) => PUBLIC_ACLS.includes(String(acl))))
    .flatMap((one) => fails(one, 'acl', 'has a list of access that everybody is on'));
}

export const BUCKETS: readonly Rule[] = [
  companions(
    BUCKET,
    {
      id: 'MLP-S3-1',
      severity: 'critical',
      title: 'Buckets cannot be made public',
      fix: 'give it an aws_s3_bucket_public_access_block with all four true',
    },
    {
      type: 'aws_s3_bucket_public_access_block',
      by: 'bucket',
      says: 'has no block of public access',
      musts: BLOCKS.map((path) => ({ path, good: is(true), says: `leaves ${path} open` })),
    },
  ),
  companions(
    BUCKET,
    {
      id: 'MLP-S3-2',
      severity: 'medium',
      title: 'Buckets say how they are encrypted',
      fix: 'give it an aws_s3_bucket_server_side_encryption_configuration',
    },
    {
      type: 'aws_s3_bucket_server_side_encryption_configuration',
      by: 'bucket',
      says: 'does not say how it is encrypted',
      musts: [
        {
          path: 'rule.apply_server_side_encryption_by_default.sse_algorithm',
          good: is('AES256', 'aws:kms', 'aws:kms:dsse'),
          says: 'names no encryption',
        },
      ],
    },
  ),
  companions(
    BUCKET,
    {
      id: 'MLP-S3-3',
      severity: 'medium',
      title: 'Buckets keep what is written over',
      fix: 'give it an aws_s3_bucket_versioning that is Enabled',
    },
    {
      type: 'aws_s3_bucket_versioning',
      by: 'bucket',
      says: 'has no versions',
      musts: [
        { path: 'versioning_configuration.status', good: is('Enabled'), says: 'has versioning that is not enabled' },
      ],
    },
  ),
  {
    id: 'MLP-S3-4',
    severity: 'low',
    title: 'What is old in buckets goes',
    fix: 'give it an aws_s3_bucket_lifecycle_configuration',
    types: [BUCKET, 'aws_s3_bucket_lifecycle_configuration'],
    check: lifecycles,
  },
  companions(
    BUCKET,
    {
      id: 'MLP-S3-5',
      severity: 'medium',
      title: 'Whoever has a bucket has what is in it',
      fix: 'give it aws_s3_bucket_ownership_controls of BucketOwnerEnforced',
    },
    {
      type: 'aws_s3_bucket_ownership_controls',
      by: 'bucket',
      says: 'takes lists of access of others',
      musts: [
        { path: 'rule.object_ownership', good: is('BucketOwnerEnforced'), says: 'takes lists of access of others' },
      ],
    },
  ),
  {
    id: 'MLP-S3-7',
    severity: 'critical',
    title: 'No list of access has everybody on it',
    fix: 'take the acl away',
    types: [BUCKET, 'aws_s3_bucket_acl'],
    check: acls,
  },
  attributes(
    BUCKET,
    {
      id: 'MLP-S3-8',
      severity: 'medium',
      title: 'Buckets are not emptied to be destroyed',
      fix: 'leave out force_destroy',
    },
    {
      path: 'force_destroy',
      good: (value) => (value instanceof Late ? undefined : String(value ?? false) === 'false'),
      says: 'is destroyed with all that is in it',
      unless: (resource) => isForTrying(resource),
    },
  ),
];
