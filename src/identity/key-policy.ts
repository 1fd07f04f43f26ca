import { type Place, partitionOf } from '../naming/arns';
import { KEY_TABLE } from './key-table';
import { policyDocument, type Statement } from './policy';

/**
 * The policy of a key that encrypts these kinds of resources: the account, so that it can never be locked out and may grant the key to its
 * roles, and the services that act for nobody.
 * @param rows rows of the table.
 */
export function keyPolicy(rows: readonly (keyof typeof KEY_TABLE)[], place: Place): object {
  const named = rows
    .flatMap((row) => KEY_TABLE[row]?.users ?? [])
    .flatMap((user) => (user.named === undefined ? [] : [user.named(place)]));
  const once = new Map(named.map((statement) => [JSON.stringify(statement), statement]));
  return policyDocument([account(place), ...[...once.values()].map((one) => ({ ...one, resources: ['*'] }))]);
}

function account(place: Place): Statement {
  return {
    sid: 'Account',
    principals: { AWS: `arn:${partitionOf(place.region)}:iam::${place.account}:root` },
    actions: ['kms:*'],
    resources: ['*'],
  };
}
