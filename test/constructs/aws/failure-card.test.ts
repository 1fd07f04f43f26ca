import { Foundation } from '../../../constructs/aws';
import { failureCardGrants } from '../../../src/identity/failure-card-grants';
import { policyDocument } from '../../../src/identity/policy';
import type { EnvironmentInput } from '../../../src/spec/environment';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { synthStack } from '../../support/builders/synth-stack';
import { testEnvironmentSpec } from '../../support/builders/test-environment';
import { isAllowed, type WrittenStatement } from '../../support/iam';
import type { Arguments } from '../../support/shim';

const GPU = 'al2023-ami-ecs-gpu-hvm-2023.0.20251108-kernel-6.1-x86_64-ebs';
const gpu = { accelerators: { a10g: 1 }, maxVcpus: 64, amiRelease: GPU };

const foundation = (overrides: Partial<EnvironmentInput> = {}) =>
  synthStack((stack) => void new Foundation(stack, 'Foundation', { environment: testEnvironmentSpec(overrides) }));

const FUNCTION = 'Foundation/FailureCard/Function';

describe('the failure card of a foundation', () => {
  const plain = foundation();
  const card = (type: string): Arguments[] =>
    Object.entries(plain.of(type)).flatMap(([path, args]) => (path.includes('FailureCard') ? [args] : []));

  it('is a function that one rule calls for all that fails, and the clock, and nobody else', () => {
    expect(card('aws_cloudwatch_event_rule').map((rule) => rule.schedule_expression ?? 'what fails')).toEqual([
      'rate(5 minutes)',
      'what fails',
    ]);
    expect(card('aws_cloudwatch_event_target').map(({ arn }) => arn)).toEqual(
      Array(2).fill(refTo('aws_lambda_function', FUNCTION, 'arn')),
    );
    expect(card('aws_lambda_permission').map(({ principal, source_arn }) => [principal, source_arn])).toEqual(
      ['Agents', 'Failures'].map((rule) => [
        'events.amazonaws.com',
        refTo('aws_cloudwatch_event_rule', `Foundation/FailureCard/${rule}`, 'arn'),
      ]),
    );
  });

  it('tells the topic of the environment first, and comes after it', () => {
    const { environment, depends_on } = plain.at('aws_lambda_function', FUNCTION);
    const [{ variables }] = [environment].flat() as [{ variables: { SETTINGS: string } }];
    expect(readDocument(variables.SETTINGS)).toMatchObject({
      environment: 'test',
      cluster: 'test',
      console: 'console.aws.amazon.com',
      topics: [expect.stringMatching(/:test-alarms$/)],
    });
    expect(depends_on).toContain('aws_sns_topic_policy[Foundation/Alarms/Policy]');
  });

  it('keeps an encrypted log, and has an alarm for each thing that is counted and for itself', () => {
    expect(card('aws_cloudwatch_log_group')).toMatchObject([{ name: '/test/failures', retention_in_days: 30 }]);
    expect(card('aws_cloudwatch_metric_alarm').map(({ alarm_name }) => alarm_name)).toEqual([
      'test--cluster--agent-disconnected',
      'test--cluster--cannot-place',
      'test--cluster--failed-refresh-general',
      'test--cluster--failures-untold',
    ]);
  });

  it('is told of the jobs of training clusters, too, instead of the topics', () => {
    const training = foundation({ trainingClusters: { gpu } });
    const failed = refTo('aws_cloudwatch_event_rule', 'Foundation/Training-gpu/Watch/Rule-failed-job', 'name');
    const targets = Object.values(training.of('aws_cloudwatch_event_target')).filter(({ rule }) => rule === failed);
    expect(targets.map(({ arn }) => arn)).toEqual([refTo('aws_lambda_function', FUNCTION, 'arn')]);
  });
});

describe('what a failure card may do', () => {
  const topic = 'arn:aws:sns:us-east-1:123456789012:prod-alarms';
  const { Statement: statements } = policyDocument(
    failureCardGrants({
      place: { account: '123456789012', region: 'us-east-1' },
      clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/prod',
      topicArns: [topic],
      logGroupArn: 'arn:aws:logs:us-east-1:123456789012:log-group:/prod/failures',
    }),
  ) as { Statement: WrittenStatement[] };
  const forTopic = (topicArn: string, via = 'sns.us-east-1.amazonaws.com') => ({
    'kms:ViaService': via,
    'kms:EncryptionContext:aws:sns:topicArn': topicArn,
  });
  const KEY = 'arn:aws:kms:us-east-1:123456789012:key/0';

  it.each([
    ['tell its topic', 'sns:Publish', topic, {}],
    ['encrypt what it tells', 'kms:GenerateDataKey', KEY, forTopic(topic)],
    ['look up a revision', 'ecs:DescribeTaskDefinition', '*', {}],
    ['count', 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'Stowage/Operations' }],
  ])('is to %s', (_, action, resource, context) => {
    expect(isAllowed(statements, { action, resource, context })).toBe(true);
  });

  it.each([
    ['tell another topic', 'sns:Publish', `${topic}-2`, {}],
    ['use a key for another topic', 'kms:GenerateDataKey', KEY, forTopic(`${topic}-2`)],
    ['use a key for what is not of SNS', 'kms:Decrypt', KEY, forTopic(topic, 's3.us-east-1.amazonaws.com')],
    ['count as anybody else', 'cloudwatch:PutMetricData', '*', { 'cloudwatch:namespace': 'AWS/ECS' }],
    ['stop a task', 'ecs:StopTask', 'arn:aws:ecs:us-east-1:123456789012:task/prod/0', {}],
  ])('is not to %s', (_, action, resource, context) => {
    expect(isAllowed(statements, { action, resource, context })).toBe(false);
  });
});
