import { readActions } from '../catalog/provider-actions';
import { arn, domainOf, type Place } from '../naming/arns';
import { type CiScope, secretArns, stateOf } from './ci-scope';
import type { Statement } from './policy';

/** Where all parameters of platforms are. */
const PARAMETERS = '/stowage/';

/** Values that a read would give away. */
const VALUES = ['s3:GetObject', 's3:ListBucket', 'ssm:GetParameter', 'ssm:GetParameters'];

/**
 * What every plan reads: what there is, by the types of resources that stacks hold. A plan looks for things that may be gone, so nothing
 * narrower than the account can be named; nothing of it changes anything, or tells a secret.
 */
export function planReads(): Statement[] {
  return [{ actions: readActions().filter((action) => !VALUES.includes(action)), resources: ['*'] }];
}

/** What it reads beside: state, parameters in clear text, and client secrets that it is told of. What nobody tells it: any other secret. */
export function planGrants(scope: CiScope): Statement[] {
  const { site, ci } = scope;
  const secrets = secretArns(ci.clientSecrets, site);
  return [
    // The provider asks with it whether a bucket is there.
    { actions: ['s3:ListBucket'], resources: ['*'] },
    { actions: ['ssm:GetParameter', 'ssm:GetParameters'], resources: parameterArns(ci.parameters, site) },
    ...stateReads(scope),
    ...(secrets.length > 0 ? [{ actions: ['secretsmanager:GetSecretValue'], resources: secrets }] : []),
    ...noSecrets(scope, secrets),
  ];
}

/** Those of the platform, those that AWS publishes for everybody (images of hosts), and those that are named. */
function parameterArns(named: readonly string[], place: Place): string[] {
  const own = [`${PARAMETERS}*`, ...named].map((name) => arn(place, 'ssm', `parameter/${name.replace(/^\//, '')}`));
  return [...own, arn({ ...place, account: '' }, 'ssm', 'parameter/aws/service/*')];
}

/** A lock is a file beside the state (Terraform docs, "Backend Type: s3", 2026-11). `stowage preview` plans without one; other tools may not. */
function stateReads(scope: CiScope): Statement[] {
  const state = stateOf(scope);
  if (state === undefined) return [];
  const { states, locks, kmsKeyArn, through } = state;
  return [
    { actions: ['s3:GetObject'], resources: [states, locks] },
    { actions: ['s3:DeleteObject', 's3:PutObject'], resources: [locks] },
    ...(kmsKeyArn === undefined
      ? []
      : [
          {
            actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
            resources: [kmsKeyArn],
            conditions: { StringEquals: { 'kms:ViaService': through } },
          },
        ]),
  ];
}

/**
 * The key of AWS that encrypts parameters and secrets lets in all of the account, so that only a denial keeps their values: nobody decrypts for
 * those services, or without one (KMS developer guide, "AWS managed keys"; Systems Manager user guide, "AWS KMS encryption for Parameter Store
 * SecureString parameters", 2026-11).
 */
function noSecrets({ site: { region } }: CiScope, secrets: readonly string[]): Statement[] {
  const services = ['ssm', ...(secrets.length > 0 ? [] : ['secretsmanager'])];
  const decrypt = { effect: 'Deny', actions: ['kms:Decrypt'], resources: ['*'] } as const;
  return [
    {
      sid: 'NoSecretValues',
      effect: 'Deny',
      actions: ['secretsmanager:BatchGetSecretValue', 'secretsmanager:GetSecretValue'],
      ...(secrets.length > 0 ? { resources: [], notResources: secrets } : { resources: ['*'] }),
    },
    {
      ...decrypt,
      sid: 'NoSecretParameters',
      conditions: {
        StringEquals: { 'kms:ViaService': services.map((service) => `${service}.${region}.${domainOf(region)}`) },
      },
    },
    { ...decrypt, sid: 'NoDecryption', conditions: { Null: { 'kms:ViaService': 'true' } } },
  ];
}
