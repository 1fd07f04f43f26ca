import { policyDocument } from '../identity/policy';
import { type Place, partitionOf } from '../naming/arns';

/** Only principals of the account may use an endpoint, whatever they ask for. */
export function endpointPolicy({ account }: Pick<Place, 'account'>): object {
  return policyDocument([ownAccount(account)]);
}

/**
 * The same for S3, and reading what AWS itself serves from it: image layers, which are fetched with links signed by ECR, and packages of
 * Amazon Linux 2023. Source: ECR user guide, "Amazon ECR interface VPC endpoints"; AL2023 user guide, "Repositories", 2026-11.
 */
export function s3EndpointPolicy({ account, region }: Place): object {
  const bucket = (name: string) => `arn:${partitionOf(region)}:s3:::${name}/*`;
  return policyDocument([
    ownAccount(account),
    {
      sid: 'AwsImagesAndPackages',
      principals: { AWS: '*' },
      actions: ['s3:GetObject'],
      resources: [bucket(`prod-${region}-starport-layer-bucket`), bucket(`al2023-repos-${region}-de612dc2`)],
    },
  ]);
}

function ownAccount(account: string) {
  return {
    sid: 'OwnAccount',
    principals: { AWS: '*' },
    actions: ['*'],
    resources: ['*'],
    conditions: { StringEquals: { 'aws:PrincipalAccount': account } },
  };
}
