import { arn, type Place, partitionOf } from '../naming/arns';
import type { AccessOf, AccessSpec } from '../spec/access';
import { secretReference } from '../task/secret-reference';
import { keyGrant } from './key-grant';
import type { Statement } from './policy';

/** A queue that an entry of `access` means, as AWS knows it. */
export interface ReachedQueue {
  readonly arn: string;
  readonly kmsKeyArn?: string | undefined;
}

/** What entries of `access` need to be compiled. */
interface AccessContext {
  readonly place: Place;
  readonly queueOf: (entry: AccessOf<'queue'>) => ReachedQueue;
}

/** The permissions that `access` means: for the role of the processes, and for nothing that is not named. */
export function accessGrants(access: readonly AccessSpec[], { place, queueOf }: AccessContext): Statement[] {
  return access.flatMap((entry) => grantsOf(entry, place, queueOf));
}

function grantsOf(entry: AccessSpec, place: Place, queueOf: AccessContext['queueOf']): Statement[] {
  switch (entry.kind) {
    case 'bucket':
      return bucketGrants(entry, place);
    case 'table':
      return tableGrants(entry, place);
    case 'queue':
      return queueGrants(entry, queueOf(entry), place);
    case 'secret':
      return secretGrants(entry, place);
    case 'key':
      return [{ actions: actionsOf(entry.actions, KEY_ACTIONS), resources: [entry.keyArn] }];
  }
}

/** Actions by what they are for. Source: Service Authorization Reference, 2026-11. */
const OBJECT_ACTIONS = {
  read: ['s3:GetObject'],
  write: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:ListMultipartUploadParts', 's3:PutObject'],
} as const;
const ITEM_ACTIONS = {
  read: ['dynamodb:BatchGetItem', 'dynamodb:ConditionCheckItem', 'dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'],
  write: ['dynamodb:BatchWriteItem', 'dynamodb:DeleteItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem'],
} as const;
const MESSAGE_ACTIONS = {
  consume: ['sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:ReceiveMessage'],
  publish: ['sqs:SendMessage'],
} as const;
const KEY_ACTIONS = { read: ['kms:Decrypt'], write: ['kms:Encrypt', 'kms:GenerateDataKey'] } as const;
/** An upload in parts decrypts what it encrypts, and so does SQS when it makes a data key. */
const ENCRYPTING = ['kms:Decrypt', 'kms:GenerateDataKey'] as const;
const DECRYPTING = ['kms:Decrypt'] as const;

function actionsOf<V extends string>(verbs: readonly V[], table: Readonly<Record<V, readonly string[]>>): string[] {
  return [...new Set(verbs.flatMap((verb) => table[verb]))].sort();
}

function bucketGrants({ bucket, prefix: written, actions, kmsKeyArn }: AccessOf<'bucket'>, place: Place): Statement[] {
  const bucketArn = `arn:${partitionOf(place.region)}:s3:::${bucket}`;
  const prefix = written.replace(/\*$/, '');
  const objects = `${bucketArn}/${prefix}*`;
  const isWhole = prefix === '';
  const lists = actions.includes('read')
    ? [
        {
          actions: ['s3:ListBucket'],
          resources: [bucketArn],
          ...(!isWhole && { conditions: { StringLike: { 's3:prefix': [`${prefix}*`] } } }),
        },
      ]
    : [];
  return [
    { actions: actionsOf(actions, OBJECT_ACTIONS), resources: [objects] },
    ...lists,
    ...keyGrant(kmsKeyArn, place, {
      service: 's3',
      context: ['aws:s3:arn', [bucketArn, objects]],
      actions: actions.includes('write') ? ENCRYPTING : DECRYPTING,
    }),
  ];
}

function tableGrants({ table, indexes, actions, kmsKeyArn }: AccessOf<'table'>, place: Place): Statement[] {
  const tableArn = arn(place, 'dynamodb', `table/${table}`);
  const reads = indexes.length > 0 && actions.includes('read');
  return [
    { actions: [...actionsOf(actions, ITEM_ACTIONS), 'dynamodb:DescribeTable'].sort(), resources: [tableArn] },
    ...(reads
      ? [
          {
            actions: ['dynamodb:Query', 'dynamodb:Scan'],
            resources: [...new Set(indexes)].sort().map((index) => `${tableArn}/index/${index}`),
          },
        ]
      : []),
    ...keyGrant(kmsKeyArn, place, {
      service: 'dynamodb',
      context: ['aws:dynamodb:tableName', [table]],
      actions: DECRYPTING,
    }),
  ];
}

function queueGrants(entry: AccessOf<'queue'>, queue: ReachedQueue, place: Place): Statement[] {
  return [
    {
      actions: [...actionsOf(entry.actions, MESSAGE_ACTIONS), 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'].sort(),
      resources: [queue.arn],
    },
    ...keyGrant(entry.kmsKeyArn ?? queue.kmsKeyArn, place, {
      service: 'sqs',
      context: ['aws:sqs:arn', [queue.arn]],
      actions: entry.actions.includes('publish') ? ENCRYPTING : DECRYPTING,
    }),
  ];
}

function secretGrants({ secret, kmsKeyArn }: AccessOf<'secret'>, place: Place): Statement[] {
  const { resource } = secretReference({ secretsManager: secret }, place);
  return [
    { actions: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], resources: [resource] },
    ...keyGrant(kmsKeyArn, place, {
      service: 'secretsmanager',
      context: ['SecretARN', [resource]],
      actions: DECRYPTING,
    }),
  ];
}
