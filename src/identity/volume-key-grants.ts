import { domainOf, type Place } from '../naming/arns';
import type { Statement } from './policy';

/**
 * What whoever makes and attaches volumes that a customer's key encrypts needs of the key, through EC2 alone (Amazon EBS user guide,
 * "Requirements for Amazon EBS encryption", 2026-11). The key's own policy must leave permissions to IAM.
 */
export function volumeKeyGrants(keyArn: string | undefined, place: Place): Statement[] {
  if (keyArn === undefined) return [];
  const through = { 'kms:ViaService': `ec2.${place.region}.${domainOf(place.region)}` };
  return [
    {
      actions: [
        'kms:Decrypt',
        'kms:DescribeKey',
        'kms:GenerateDataKeyWithoutPlaintext',
        'kms:ReEncryptFrom',
        'kms:ReEncryptTo',
      ],
      resources: [keyArn],
      conditions: { StringEquals: through },
    },
    {
      actions: ['kms:CreateGrant'],
      resources: [keyArn],
      conditions: { StringEquals: through, Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    },
  ];
}
