import { accessLogPolicy, tlsOnly } from '../../../src/identity/access-log-policy';
import { alarmKeyPolicy, alarmTopicPolicy } from '../../../src/identity/alarm-topic-policy';
import { execGrants, execLogName } from '../../../src/identity/exec-grants';
import { logKeyPolicy } from '../../../src/identity/log-key-policy';
import { unscoped } from '../../../src/identity/policy';

const PLACE = { account: '123456789012', region: 'us-east-1' };
const BUCKET = 'arn:aws:s3:::logs';

interface Written {
  readonly Sid: string;
  readonly Effect: string;
  readonly Principal: Record<string, string>;
  readonly Action: string | string[];
  readonly Condition?: Record<string, Record<string, string>>;
}
const statementsOf = (document: object) => (document as { Statement: Written[] }).Statement;

describe('the policy of the key that encrypts logs', () => {
  it('admits the account, and CloudWatch Logs for groups of the account alone', () => {
    const [account, logs, ...others] = statementsOf(logKeyPolicy(PLACE));
    expect(others).toEqual([]);
    expect(account?.Principal).toEqual({ AWS: 'arn:aws:iam::123456789012:root' });
    expect(logs?.Principal).toEqual({ Service: 'logs.us-east-1.amazonaws.com' });
    expect(logs?.Condition).toEqual({
      ArnLike: { 'kms:EncryptionContext:aws:logs:arn': 'arn:aws:logs:us-east-1:123456789012:*' },
    });
    expect(logs?.Action).not.toContain('kms:*');
  });

  it('names the domain and the partition of its region', () => {
    const text = JSON.stringify(logKeyPolicy({ ...PLACE, region: 'cn-north-1' }));
    expect(text).toContain('logs.cn-north-1.amazonaws.com.cn');
    expect(text).not.toContain('arn:aws:');
  });
});

describe('the policy of the bucket for access logs', () => {
  const statements = statementsOf(accessLogPolicy(BUCKET, PLACE));

  it('refuses everybody without TLS', () => {
    expect(statements[0]).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*' });
    expect(tlsOnly(BUCKET).resources).toEqual([BUCKET, `${BUCKET}/*`]);
  });

  it('lets the two kinds of load balancer write, for this account alone', () => {
    const allowed = statements.filter((s) => s.Effect === 'Allow');
    expect(allowed.map((s) => [s.Principal.Service, s.Action])).toEqual([
      ['logdelivery.elasticloadbalancing.amazonaws.com', 's3:PutObject'],
      ['delivery.logs.amazonaws.com', 's3:PutObject'],
      ['delivery.logs.amazonaws.com', 's3:GetBucketAcl'],
    ]);
    for (const { Condition } of allowed)
      expect(Condition?.StringEquals).toMatchObject({ 'aws:SourceAccount': '123456789012' });
  });
});

describe('the policies of the topic of alarms and of its key', () => {
  const TOPIC = 'arn:aws:sns:us-east-1:123456789012:prod-alarms';
  const topic = statementsOf(alarmTopicPolicy(TOPIC, PLACE));
  const key = statementsOf(alarmKeyPolicy(PLACE));
  const services = (statements: Written[]) => statements.filter((s) => s.Principal.Service !== undefined);

  it('let the same two services publish, and nobody without TLS', () => {
    expect(services(topic).map((s) => [s.Principal.Service, s.Action])).toEqual([
      ['cloudwatch.amazonaws.com', 'sns:Publish'],
      ['events.amazonaws.com', 'sns:Publish'],
    ]);
    expect(services(key).map((s) => [s.Principal.Service, s.Action])).toEqual([
      ['cloudwatch.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*']],
      ['events.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*']],
    ]);
    expect(topic[0]).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' }, Action: 'sns:Publish' });
  });

  it('let alarms in for this account alone, and events without a condition, of which AWS says that it lets none through', () => {
    const ofAccount = { StringEquals: { 'aws:SourceAccount': '123456789012' } };
    for (const statements of [topic, key])
      expect(services(statements).map((s) => s.Condition)).toEqual([ofAccount, undefined]);
  });

  it('leave the key to its account', () => {
    expect(key[0]).toMatchObject({ Principal: { AWS: 'arn:aws:iam::123456789012:root' }, Action: 'kms:*' });
    expect(key).toHaveLength(3);
  });
});

describe('what a shell in a task is allowed', () => {
  it("is its channels, the session's key, and the one log that records it", () => {
    const key = 'arn:aws:kms:us-east-1:123456789012:key/0a';
    const grants = execGrants({ ...PLACE, name: 'test' }, key);
    expect(grants.flatMap(unscoped)).toEqual([]);
    expect(grants.filter((g) => g.actions.includes('kms:Decrypt')).map((g) => g.resources)).toEqual([[key]]);
    const writes = grants.filter((g) => g.actions.includes('logs:PutLogEvents'));
    expect(writes.map((g) => g.resources)).toEqual([
      [`arn:aws:logs:us-east-1:123456789012:log-group:${execLogName('test')}:*`],
    ]);
  });
});
