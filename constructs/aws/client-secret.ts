import { DataAwsSecretsmanagerSecretVersion } from '@cdktf/provider-aws/lib/data-aws-secretsmanager-secret-version';
import { DataAwsSsmParameter } from '@cdktf/provider-aws/lib/data-aws-ssm-parameter';
import { Fn } from 'cdktf';
import type { Construct } from 'constructs';
import type { ClientSecretSpec } from '../../src/spec/auth';
import { rawText } from '../terraform/json';

/**
 * The secret of an OpenID Connect client, read at each plan: a listener rule takes the value and nothing else, so that the state of the stack
 * has it too (provider documentation, aws_lb_listener_rule, 2026-11). Terraform marks it sensitive.
 */
export function clientSecret(scope: Construct, id: string, secret: ClientSecretSpec): string {
  if ('parameter' in secret)
    return new DataAwsSsmParameter(scope, id, { name: secret.parameter, withDecryption: true }).value;
  const { secretString } = new DataAwsSecretsmanagerSecretVersion(scope, id, { secretId: secret.secretsManager });
  if (secret.key === undefined) return secretString;
  return Fn.lookup(Fn.jsondecode(secretString), rawText(secret.key));
}
