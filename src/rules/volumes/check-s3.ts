import type { Problem } from '../../errors';
import type { S3Volume } from '../../spec/volume';
import { checkBucket } from './check-bucket';

/** What no bucket could show. */
export function checkS3({ bucket, prefix }: S3Volume): Problem[] {
  return checkBucket(bucket, prefix, '');
}
