import { KmsAlias } from '@cdktf/provider-aws/lib/kms-alias';
import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { Construct } from 'constructs';
import { logKeyPolicy } from '../../src/identity/log-key-policy';
import { resourceName } from '../../src/naming/names';
import { parseSpec } from '../../src/spec/parse';
import { type SiteInput, siteSpec } from '../../src/spec/site';
import { tfJson } from '../terraform/json';
import { kept } from '../terraform/lifecycle';

/** The key that encrypts every log of an environment. CloudWatch Logs may use it for log groups of the account, and nothing else may. */
export class LogKey extends Construct {
  readonly arn: string;
  readonly key: KmsKey;

  constructor(scope: Construct, id: string, { site: input }: { readonly site: SiteInput }) {
    super(scope, id);
    const site = parseSpec(`LogKey '${this.node.path}'`, siteSpec, input);
    this.key = new KmsKey(this, 'Key', {
      description: `Logs of ${site.name}`,
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: tfJson(logKeyPolicy(site)),
      ...kept(site),
    });
    new KmsAlias(this, 'Alias', { name: resourceName('kmsAlias', site.name, 'logs'), targetKeyId: this.key.keyId });
    this.arn = this.key.arn;
  }
}
