import { domainOf, type Place } from '../naming/arns';
import type { Statement } from './policy';

/** What makes a service of AWS use a key for somebody: the service, and what it is about, as it says to KMS. */
interface KeyUse {
  readonly service: 's3' | 'dynamodb' | 'sqs' | 'secretsmanager';
  /** Key of the encryption context, and patterns for its value. */
  readonly context: readonly [key: string, values: readonly string[]];
  readonly actions: readonly string[];
}

/**
 * A key may be used through one service alone, and for one thing alone. Sources, 2026-11: KMS developer guide, "kms:ViaService" and
 * "Encryption context"; of each service's guide the page on its use of KMS: S3 says the ARN of the object, or of the bucket where that has a
 * bucket key; DynamoDB the name of the table; SQS the ARN of the queue; Secrets Manager the ARN of the secret.
 */
export function keyGrant(keyArn: string | undefined, place: Place, { service, context, actions }: KeyUse): Statement[] {
  if (keyArn === undefined) return [];
  const [key, values] = context;
  return [
    {
      actions,
      resources: [keyArn],
      conditions: {
        StringEquals: { 'kms:ViaService': `${service}.${place.region}.${domainOf(place.region)}` },
        StringLike: { [`kms:EncryptionContext:${key}`]: values },
      },
    },
  ];
}
