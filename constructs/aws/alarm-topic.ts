import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { SnsTopic } from '@cdktf/provider-aws/lib/sns-topic';
import { SnsTopicPolicy } from '@cdktf/provider-aws/lib/sns-topic-policy';
import { SnsTopicSubscription } from '@cdktf/provider-aws/lib/sns-topic-subscription';
import { Construct } from 'constructs';
import { alarmKeyPolicy, alarmTopicPolicy } from '../../src/identity/alarm-topic-policy';
import { alarmTopic } from '../../src/naming/alarm-topic';
import { resourceName } from '../../src/naming/names';
import { parseSpec } from '../../src/spec/parse';
import { type SiteInput, siteSpec } from '../../src/spec/site';
import { tfJson } from '../terraform/json';
import { kept } from '../terraform/lifecycle';

interface AlarmTopicProps {
  readonly site: SiteInput;
  /** Who is told by mail, once they have confirmed it. */
  readonly emails: readonly string[];
}

/** The Terraform resources behind the topic of alarms, for `addOverride`. */
export interface AlarmTopicResources {
  readonly key: KmsKey;
  readonly topic: SnsTopic;
  /** Before it, nobody may publish. */
  readonly policy: SnsTopicPolicy;
}

/** The topic of an environment that is told when something is wrong, encrypted with a key of its own, and those who read it by mail. */
export class AlarmTopic extends Construct {
  /** Made of account, region and name: it waits for nothing. */
  readonly arn: string;
  readonly resources: AlarmTopicResources;

  constructor(scope: Construct, id: string, { site: input, emails }: AlarmTopicProps) {
    super(scope, id);
    const site = parseSpec(`AlarmTopic '${this.node.path}'`, siteSpec, input);
    const { name, arn } = alarmTopic(site);
    const key = new KmsKey(this, 'Key', {
      description: `Alarms of ${site.name}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: tfJson(alarmKeyPolicy(site)),
      ...kept(site),
    });
    new KmsAlias(this, 'Alias', { name: resourceName('kmsAlias', site.name, 'alarms'), targetKeyId: key.keyId });
    const topic = new SnsTopic(this, 'Topic', { name, kmsMasterKeyId: key.arn });
    const policy = new SnsTopicPolicy(this, 'Policy', { arn: topic.arn, policy: tfJson(alarmTopicPolicy(arn, site)) });
    for (const endpoint of [...new Set(emails)].sort())
      new SnsTopicSubscription(this, `Email-${endpoint}`, { topicArn: topic.arn, protocol: 'email', endpoint });
    this.arn = arn;
    this.resources = { key, topic, policy };
  }
}
