import type { Place } from '../naming/arns';
import { keyPolicy } from './key-policy';
import { policyDocument, type Statement } from './policy';

/** Who publishes to the topic of alarms: both are services of AWS, and neither has a role. */
const ALARMS = { Service: 'cloudwatch.amazonaws.com' };
const EVENTS = { Service: 'events.amazonaws.com' };

/** Who may use the key that encrypts what the topic of alarms keeps. The policy of the topic is what keeps others out. */
export function alarmKeyPolicy(place: Place): object {
  return keyPolicy(['aws_sns_topic.kms_master_key_id'], place);
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
