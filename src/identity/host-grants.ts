import { arn, type Place } from '../naming/arns';
import type { Statement } from './policy';

/** Tag by which a host says why it does not take tasks. */
const FAILED_TAG = 'stowage:failed';

/**
 * Lets a host that could not mount its volumes say so, in one tag of hosts that have the same tag as itself. EC2 knows no narrower "myself" for
 * tags (Service Authorization Reference, "Amazon EC2", 2026-11).
 */
export function sayWhyGrant(place: Place, { key, value }: { readonly key: string; readonly value: string }): Statement {
  return {
    actions: ['ec2:CreateTags'],
    resources: [arn(place, 'ec2', 'instance/*')],
    conditions: {
      StringEquals: { [`aws:ResourceTag/${key}`]: value },
      'ForAllValues:StringEquals': { 'aws:TagKeys': [FAILED_TAG] },
    },
  };
}
