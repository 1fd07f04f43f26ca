import type { Place } from '../naming/arns';
import { arn } from '../naming/arns';
import { policyDocument, type Statement } from './policy';

/** Nobody reaches a bucket without TLS. */
export function tlsOnly(bucketArn: string): Statement {
  return {
    sid: 'TlsOnly',
    effect: 'Deny',
    principals: { AWS: '*' },
    actions: ['s3:*'],
    resources: [bucketArn, `${bucketArn}/*`],
    conditions: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

/**
 * Load balancers of the account may write logs into a bucket. Application ones deliver as `logdelivery`, network ones as `delivery.logs`.
 * Source: ELB user guides, "Access logs ... bucket requirements", 2026-11.
 */
export function accessLogPolicy(bucketArn: string, place: Place): object {
  const ofAccount = { 'aws:SourceAccount': place.account };
  return policyDocument([
    tlsOnly(bucketArn),
    {
      sid: 'ApplicationLoadBalancers',
      principals: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
      actions: ['s3:PutObject'],
      resources: [`${bucketArn}/*`],
      conditions: { StringEquals: ofAccount },
    },
    {
      sid: 'NetworkLoadBalancers',
      principals: { Service: 'delivery.logs.amazonaws.com' },
      actions: ['s3:PutObject'],
      resources: [`${bucketArn}/*`],
      conditions: {
        StringEquals: { ...ofAccount, 's3:x-amz-acl': 'bucket-owner-full-control' },
        ArnLike: { 'aws:SourceArn': arn(place, 'logs', '*') },
      },
    },
    {
      sid: 'NetworkLoadBalancersCheck',
      principals: { Service: 'delivery.logs.amazonaws.com' },
      actions: ['s3:GetBucketAcl'],
      resources: [bucketArn],
      conditions: { StringEquals: ofAccount, ArnLike: { 'aws:SourceArn': arn(place, 'logs', '*') } },
    },
  ]);
}
