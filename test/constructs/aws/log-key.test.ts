import { AccessLogs, LogKey } from '../../../constructs/aws';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthStack } from '../../support/builders/synth-stack';
import { testSite } from '../../support/builders/test-site';

const key = (site = testSite()) => synthStack((stack) => void new LogKey(stack, 'LogKey', { site }));
const logs = (site = testSite()) => synthStack((stack) => void new AccessLogs(stack, 'AccessLogs', { site }));

describe('LogKey', () => {
  describe('defaults', () => {
    it('is a key that changes its material every year, and a name for it', () => {
      expect(key().counts).toEqual({ aws_kms_alias: 1, aws_kms_key: 1 });
      expect(key().only('aws_kms_key')).toMatchObject({ enable_key_rotation: true, deletion_window_in_days: 30 });
    });
  });

  describe('options', () => {
    it('is named after its environment', () => {
      expect(key(testSite({ name: 'prod' })).only('aws_kms_alias').name).toBe('alias/prod/logs');
    });
  });

  describe('refuses', () => {
    it('an account that is none', () => {
      const site = { ...testSite(), account: '1234' };
      expect(refusalOf(() => key(site))).toEqual({
        what: "LogKey 'test/LogKey'",
        lines: ["account is '1234'; use 12 digits in quotes [InvalidValue]"],
      });
    });
  });

  describe('wiring', () => {
    it('admits the logs of its account and region', () => {
      const policy = JSON.stringify(readDocument(key().only('aws_kms_key').policy));
      expect(policy).toContain('logs.us-east-1.amazonaws.com');
      expect(policy).toContain('arn:aws:logs:us-east-1:123456789012:*');
      expect(key().only('aws_kms_alias').target_key_id).toBe(refTo('aws_kms_key', 'LogKey/Key', 'key_id'));
    });
  });
});

describe('AccessLogs', () => {
  describe('defaults', () => {
    it('is a bucket that is private, encrypted and versioned, and empties itself after a year', () => {
      expect(logs().counts).toEqual({
        aws_s3_bucket: 1,
        aws_s3_bucket_lifecycle_configuration: 1,
        aws_s3_bucket_ownership_controls: 1,
        aws_s3_bucket_policy: 1,
        aws_s3_bucket_public_access_block: 1,
        aws_s3_bucket_server_side_encryption_configuration: 1,
        aws_s3_bucket_versioning: 1,
      });
      expect(logs().only('aws_s3_bucket_lifecycle_configuration').rule).toMatchObject([
        { expiration: [{ days: 365 }] },
      ]);
    });

    it('has a name that no other account or region has', () => {
      expect(logs().only('aws_s3_bucket').bucket).toMatch(/^test-.*access-logs.*123456789012.*us-east-1/);
    });
  });

  describe('options', () => {
    it('keeps logs as long as the site says', () => {
      const short = logs(testSite({ logs: { auditRetentionDays: 90 } }));
      expect(short.only('aws_s3_bucket_lifecycle_configuration').rule).toMatchObject([{ expiration: [{ days: 90 }] }]);
    });
  });

  describe('refuses', () => {
    it('a region that is none', () => {
      expect(refusalOf(() => logs({ ...testSite(), region: 'virginia' })).lines).toEqual([
        "region is 'virginia'; use an AWS region, as 'us-east-1' [InvalidValue]",
      ]);
    });
  });

  describe('wiring', () => {
    it('lets load balancers write into it', () => {
      const { Statement } = readDocument(logs().only('aws_s3_bucket_policy').policy) as {
        Statement: { Sid: string }[];
      };
      expect(Statement.map((s) => s.Sid)).toEqual([
        'TlsOnly',
        'ApplicationLoadBalancers',
        'NetworkLoadBalancers',
        'NetworkLoadBalancersCheck',
      ]);
    });
  });
});
