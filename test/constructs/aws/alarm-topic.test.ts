import { AlarmTopic } from '../../../constructs/aws';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testSite } from '../../support/builders/test-site';

const OWN = 'arn:aws:sns:us-east-1:123456789012:test-alarms';

const topic = (emails: readonly string[] = [], site = testSite(), say: (topic: AlarmTopic) => void = () => {}) =>
  synthStack((stack) => say(new AlarmTopic(stack, 'Alarms', { site, emails })));

describe('AlarmTopic', () => {
  describe('defaults', () => {
    it('is a topic that is encrypted with a key of its own, which changes its material every year, and told by nobody yet', () => {
      expect(topic().counts).toEqual({ aws_kms_alias: 1, aws_kms_key: 1, aws_sns_topic: 1, aws_sns_topic_policy: 1 });
      expect(topic().only('aws_kms_key')).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
      expect(topic().only('aws_sns_topic')).toMatchObject({
        name: 'test-alarms',
        kms_master_key_id: refTo('aws_kms_key', 'Alarms/Key', 'arn'),
      });
    });
  });

  describe('options', () => {
    it('tells each address once', () => {
      const told = topic(['b@example.com', 'a@example.com', 'b@example.com']);
      expect(Object.values(told.of('aws_sns_topic_subscription'))).toMatchObject([
        { protocol: 'email', endpoint: 'a@example.com', topic_arn: refTo('aws_sns_topic', 'Alarms/Topic', 'arn') },
        { protocol: 'email', endpoint: 'b@example.com' },
      ]);
    });

    it('cannot be destroyed with its key while the environment is protected', () => {
      const kept = topic([], testSite({ protect: true })).only('aws_kms_key');
      expect(kept).toMatchObject({ lifecycle: { prevent_destroy: true }, tags: { 'stowage:protect': 'true' } });
    });
  });

  describe('refuses', () => {
    it('an account that is none', () => {
      expect(refusalOf(() => topic([], { ...testSite(), account: '1234' }))).toEqual({
        what: "AlarmTopic 'test/Alarms'",
        lines: ["account is '1234'; use 12 digits in quotes [InvalidValue]"],
      });
    });
  });

  describe('wiring', () => {
    it('has the ARN that its site names first, and that its policies are of', () => {
      const site = testSite();
      topic([], site, ({ arn }) => expect([arn, site.alarmTopicArns[0]]).toEqual([OWN, OWN]));
      const policy = readDocument(topic().only('aws_sns_topic_policy').policy) as { Statement: { Resource: string }[] };
      expect(policy.Statement.map(({ Resource }) => Resource)).toEqual([OWN, OWN, OWN]);
    });
  });
});
