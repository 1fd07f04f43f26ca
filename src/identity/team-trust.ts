import { type Place, partitionOf } from '../naming/arns';
import type { TeamTrust } from '../spec/team';
import { issuerName } from './issuer-name';

/** Letters and digits behind the name of a role that IAM Identity Center makes (IAM Identity Center user guide, "Referencing permission sets", 2026-11). */
const SUFFIX = '?'.repeat(16);

/** Who may take the role of a team. */
export function teamTrust(trust: readonly TeamTrust[], place: Place): object {
  return { Version: '2012-10-17', Statement: trust.map((one) => ({ Effect: 'Allow', ...entry(one, place) })) };
}

function entry(trust: TeamTrust, place: Place): object {
  const iam = `arn:${partitionOf(place.region)}:iam::${place.account}:`;
  switch (trust.kind) {
    case 'sso':
      // Nobody may name a principal by a pattern, so all of the account are named and a condition says which.
      return {
        Principal: { AWS: `${iam}root` },
        Action: 'sts:AssumeRole',
        Condition: { ArnLike: { 'aws:PrincipalArn': ssoRoles(iam, trust.permissionSet) } },
      };
    case 'saml':
      return {
        Principal: { Federated: `${iam}saml-provider/${trust.provider}` },
        Action: 'sts:AssumeRoleWithSAML',
        Condition: { StringEquals: { 'SAML:aud': samlAudience(place) } },
      };
    case 'oidc': {
      const issuer = issuerName(trust.url);
      return {
        Principal: { Federated: `${iam}oidc-provider/${issuer}` },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition: {
          StringEquals: { [`${issuer}:aud`]: trust.audience },
          StringLike: { [`${issuer}:sub`]: trust.subjects },
        },
      };
    }
    case 'principal':
      return { Principal: { AWS: trust.arn }, Action: 'sts:AssumeRole' };
  }
}

/** The roles of a permission set: with the region in their path, but not where that is us-east-1. The end has a fixed length, so 'Data' is not 'DataAdmin'. */
function ssoRoles(iam: string, permissionSet: string): string[] {
  const name = `AWSReservedSSO_${permissionSet}_${SUFFIX}`;
  return ['', '*/'].map((region) => `${iam}role/aws-reserved/sso.amazonaws.com/${region}${name}`);
}

/** Where a browser signs in with SAML, in each partition (IAM user guide, "Available keys for SAML-based federation", 2026-11). */
function samlAudience({ region }: Place): string {
  const domains = {
    aws: 'signin.aws.amazon.com',
    'aws-cn': 'signin.amazonaws.cn',
    'aws-us-gov': 'signin.amazonaws-us-gov.com',
  };
  return `https://${domains[partitionOf(region)]}/saml`;
}
