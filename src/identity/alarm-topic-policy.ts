import { type Place, partitionOf } from '../naming/arns';
import { policyDocument, type Statement } from './policy';

/** Who publishes to the topic of alarms: both are services of AWS, and neither has a role. */
const ALARMS = { Service: 'cloudwatch.amazonaws.com' };
const EVENTS = { Service: 'events.amazonaws.com' };

/**
 * Who may use the key that encrypts what the topic of alarms keeps: the account, alarms of the account, and EventBridge. EventBridge says not
 * for whom it publishes when it asks for a key, so that a condition on the source would let no event through: the policy of the topic is what
 * keeps others out. SNS developer guide, "Managing Amazon SNS encryption keys and costs", compatibility with event sources, 2026-11.
 */
export function alarmKeyPolicy(place: Place): object {
  const use = ['kms:Decrypt', 'kms:GenerateDataKey*'];
  return policyDocument([
    {
      sid: 'Account',
      principals: { AWS: `arn:${partitionOf(place.region)}:iam::${place.account}:root` },
      actions: ['kms:*'],
      resources: ['*'],
    },
    { sid: 'Alarms', principals: ALARMS, actions: use, resources: ['*'], conditions: ofAccount(place) },
    { sid: 'Events', principals: EVENTS, actions: use, resources: ['*'] },
  ]);
}

/**
 * Who may publish to the topic of alarms: alarms of the account, and EventBridge, of which a condition would let nothing through here either
 * (EventBridge user guide, "Using resource-based policies", Amazon SNS permissions, 2026-11). Nobody does without TLS. Roles of the account
 * publish by what they are granted themselves.
 */
export function alarmTopicPolicy(topicArn: string, place: Place): object {
  const publish = { actions: ['sns:Publish'], resources: [topicArn] };
  return policyDocument([
    {
      sid: 'TlsOnly',
      effect: 'Deny',
      principals: { AWS: '*' },
      ...publish,
      conditions: { Bool: { 'aws:SecureTransport': 'false' } },
    },
    { sid: 'Alarms', principals: ALARMS, ...publish, conditions: ofAccount(place) },
    { sid: 'Events', principals: EVENTS, ...publish },
  ]);
}

function ofAccount({ account }: Place): Statement['conditions'] {
  return { StringEquals: { 'aws:SourceAccount': account } };
}
