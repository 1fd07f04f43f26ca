import { arn, domainOf, type Place } from '../naming/arns';
import { OPERATION_METRICS } from '../operations/operation-metrics';
import type { Statement } from './policy';

interface FailureCardOf {
  readonly place: Place;
  readonly clusterArn: string;
  readonly topicArns: readonly string[];
  readonly logGroupArn: string;
}

/**
 * What the function that is told of failures may do: look up revisions, and hosts of its cluster, count, and tell its topics. A topic
 * may be encrypted by any key of its account; only SNS may use the key for it, and for that topic alone. Sources, 2026-11: Service Authorization
 * Reference of Amazon ECS, SNS and CloudWatch; Amazon SNS developer guide, "Managing Amazon SNS encryption keys and costs".
 */
export function failureCardGrants({ place, clusterArn, topicArns, logGroupArn }: FailureCardOf): Statement[] {
  return [
    { actions: ['ecs:DescribeTaskDefinition'], resources: ['*'] },
    { actions: ['ecs:ListContainerInstances'], resources: [clusterArn] },
    {
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': OPERATION_METRICS } },
    },
    ...(topicArns.length === 0
      ? []
      : [
          { actions: ['sns:Publish'], resources: [...topicArns] },
          {
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [...new Set(topicArns.map((topic) => keysBeside(topic)))].sort(),
            conditions: {
              StringEquals: {
                'kms:EncryptionContext:aws:sns:topicArn': [...topicArns],
                'kms:ViaService': `sns.${place.region}.${domainOf(place.region)}`,
              },
            },
          },
        ]),
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroupArn}:*`] },
  ];
}

/** The keys of the account and region of a topic. */
function keysBeside(topicArn: string): string {
  const [, , , region = '', account = ''] = topicArn.split(':');
  return arn({ region, account }, 'kms', 'key/*');
}
