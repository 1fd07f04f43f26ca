import { AccountBase } from '../../../constructs/aws';
import { keepPolicy } from '../../../src/identity/keep-policy';
import { policyDocument } from '../../../src/identity/policy';
import { accountSettingsSpec } from '../../../src/spec/account-settings';
import { backendSpec } from '../../../src/spec/backend';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { synthStack } from '../../support/builders/synth-stack';
import { testSite } from '../../support/builders/test-site';

const account = (settings: object = {}, stateBucket?: string, site = testSite()) =>
  synthStack((stack) => {
    const backend = backendSpec.parse(
      stateBucket === undefined ? { kind: 'local' } : { kind: 's3', bucket: stateBucket },
    );
    new AccountBase(stack, 'Account', { site, settings: accountSettingsSpec.parse(settings), backend });
  });

describe('AccountBase', () => {
  describe('defaults', () => {
    it('gives hosts trunks, and is nothing else where state is in files', () => {
      const plain = account();
      expect(plain.counts).toEqual({ aws_ecs_account_setting_default: 1, aws_iam_policy: 1 });
      expect(plain.only('aws_ecs_account_setting_default')).toEqual({ name: 'awsvpcTrunking', value: 'enabled' });
    });

    it('has a policy for who deploys, and says which', () => {
      const plain = account();
      expect(plain.only('aws_iam_policy')).toMatchObject({ name: 'stowage--keep--us-east-1', path: '/' });
      expect(readDocument(plain.only('aws_iam_policy').policy)).toEqual(policyDocument(keepPolicy()));
      expect(plain.outputs).toEqual({ keepPolicyArn: refTo('aws_iam_policy', 'Account/Keep', 'arn') });
    });

    it('keeps state in a bucket that is private, encrypted and versioned', () => {
      const kept = account({}, 'my-state');
      expect(kept.counts).toEqual({
        aws_ecs_account_setting_default: 1,
        aws_iam_policy: 1,
        aws_s3_bucket: 1,
        aws_s3_bucket_lifecycle_configuration: 1,
        aws_s3_bucket_ownership_controls: 1,
        aws_s3_bucket_policy: 1,
        aws_s3_bucket_public_access_block: 1,
        aws_s3_bucket_server_side_encryption_configuration: 1,
        aws_s3_bucket_versioning: 1,
      });
      expect(kept.only('aws_s3_bucket')).toMatchObject({ bucket: 'my-state', force_destroy: false });
      expect(kept.only('aws_s3_bucket_public_access_block')).toMatchObject({
        block_public_acls: true,
        block_public_policy: true,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      });
    });
  });

  describe('options', () => {
    it('makes the linked roles that a new account lacks, each once, sorted', () => {
      const roles = account({ serviceLinkedRoles: ['spot', 'ecs', 'spot'] }).of('aws_iam_service_linked_role');
      expect(Object.values(roles)).toEqual([
        { aws_service_name: 'ecs.amazonaws.com' },
        { aws_service_name: 'spot.amazonaws.com' },
      ]);
    });

    it('trusts issuers of tokens, also several of one host', () => {
      const host = 'https://token.actions.githubusercontent.com';
      const identityProviders = [{ url: host }, { url: `${host}/my-company`, audiences: ['deploy'] }];
      const made = Object.values(account({ identityProviders }).of('aws_iam_openid_connect_provider'));
      expect(made).toHaveLength(2);
      expect(made).toContainEqual({ url: host, client_id_list: ['sts.amazonaws.com'] });
      expect(made).toContainEqual({ url: `${host}/my-company`, client_id_list: ['deploy'] });
    });
  });

  describe('refuses', () => {
    it('nothing: its settings are judged with their environment', () => {
      expect(() => account({ identityProviders: [{ url: 'https://x' }] })).not.toThrow();
    });
  });

  describe('wiring', () => {
    const kept = account({}, 'my-state');

    it('sets the policy of a bucket once nothing else could open it', () => {
      expect(kept.only('aws_s3_bucket_policy').depends_on).toEqual([
        'aws_s3_bucket_public_access_block[Account/State/NotPublic]',
        'aws_s3_bucket_ownership_controls[Account/State/Owner]',
        'aws_s3_bucket_versioning[Account/State/Versions]',
        'aws_s3_bucket_server_side_encryption_configuration[Account/State/Encryption]',
      ]);
    });

    it('keeps the state from everybody without TLS', () => {
      const bucket = '‹aws_s3_bucket[Account/State/Bucket].arn›';
      expect(readDocument(kept.only('aws_s3_bucket_policy').policy)).toMatchObject({
        Statement: [{ Effect: 'Deny', Principal: { AWS: '*' }, Action: 's3:*', Resource: [bucket, `${bucket}/*`] }],
      });
    });

    it('forgets old states after three months, and never the one that is', () => {
      const { bucket, rule } = kept.only('aws_s3_bucket_lifecycle_configuration');
      expect(bucket).toBe(refTo('aws_s3_bucket', 'Account/State/Bucket'));
      expect(rule).toEqual([expect.objectContaining({ noncurrent_version_expiration: [{ noncurrent_days: 90 }] })]);
      expect(JSON.stringify(rule)).not.toContain('"expiration"');
    });
  });
});
