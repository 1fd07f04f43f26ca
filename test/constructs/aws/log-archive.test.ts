import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LogArchive } from '../../../constructs/aws';
import { archivedLog } from '../../../constructs/aws/archived-log';
import { provisionalContract } from '../../../src/spec/provisional-contract';
import { siteSpec } from '../../../src/spec/site';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { synthStack } from '../../support/builders/synth-stack';
import { testContract } from '../../support/builders/test-contract';
import { testEnvironmentSpec } from '../../support/builders/test-environment';
import { testSite } from '../../support/builders/test-site';

const LOG_KEY = 'arn:aws:kms:us-east-1:123456789012:key/00000000-0000-0000-0000-000000000000';
const ARCHIVE = {
  streamArn: 'arn:aws:firehose:us-east-1:123456789012:deliverystream/test-logs',
  roleArn: 'arn:aws:iam::123456789012:role/test--log-archive--writer',
};

const archive = (expireDays = 365) =>
  synthStack((stack) => void new LogArchive(stack, 'LogArchive', { site: testSite(), logKeyArn: LOG_KEY, expireDays }));

const log = (logArchive?: typeof ARCHIVE) =>
  synthStack((stack) => {
    const contract = { ...testContract(), ...(logArchive && { logArchive }) };
    archivedLog(stack, 'Archive', contract, new CloudwatchLogGroup(stack, 'Logs', { name: '/test/ads/bidder' }));
  });

describe('LogArchive', () => {
  describe('defaults', () => {
    it('is a bucket that is private, a stream into it, its own log, and a role for each side', () => {
      expect(archive().counts).toEqual({
        aws_cloudwatch_log_group: 1,
        aws_cloudwatch_log_stream: 1,
        aws_iam_role: 2,
        aws_iam_role_policy: 2,
        aws_kinesis_firehose_delivery_stream: 1,
        aws_s3_bucket: 1,
        aws_s3_bucket_lifecycle_configuration: 1,
        aws_s3_bucket_ownership_controls: 1,
        aws_s3_bucket_policy: 1,
        aws_s3_bucket_public_access_block: 1,
        aws_s3_bucket_server_side_encryption_configuration: 1,
        aws_s3_bucket_versioning: 1,
      });
    });

    it('compresses nothing twice, encrypts what waits, and sorts by hour what arrives', () => {
      expect(archive().only('aws_kinesis_firehose_delivery_stream')).toMatchObject({
        name: 'test-logs',
        destination: 'extended_s3',
        server_side_encryption: { enabled: true, key_type: 'AWS_OWNED_CMK' },
        extended_s3_configuration: {
          compression_format: 'UNCOMPRESSED',
          file_extension: '.json.gz',
          prefix: 'logs/!{timestamp:yyyy/MM/dd/HH}/',
          error_output_prefix: 'errors/!{firehose:error-output-type}/!{timestamp:yyyy/MM/dd}/',
        },
      });
    });
  });

  describe('options', () => {
    it('keeps logs as long as it is told, and earlier versions no longer than a day', () => {
      expect(archive(90).only('aws_s3_bucket_lifecycle_configuration').rule).toMatchObject([
        { expiration: [{ days: 90 }], noncurrent_version_expiration: [{ noncurrent_days: 1 }] },
      ]);
    });

    it('is made only for a foundation whose logs have an archive, which its contract says', () => {
      const of = (logs: object) => provisionalContract(testEnvironmentSpec({ logs })).logArchive;
      expect(of({})).toBeUndefined();
      expect(of({ archive: {} })).toEqual(ARCHIVE);
    });
  });

  describe('refuses', () => {
    it.each([0, 3654, 1.5])('to keep logs for %s days', (expireDays) => {
      const site = { ...testSite(), logs: { archive: { expireDays } } };
      expect(siteSpec.safeParse(site).error?.issues.map(({ path }) => path.join('.'))).toEqual([
        'logs.archive.expireDays',
      ]);
    });
  });

  describe('wiring', () => {
    it('lets only CloudWatch Logs of its account and region write to the stream, and Firehose for its account deliver', () => {
      const trusts = Object.values(archive().of('aws_iam_role')).map((role) => readDocument(role.assume_role_policy));
      expect(trusts).toMatchObject([
        {
          Statement: [
            {
              Principal: { Service: 'firehose.amazonaws.com' },
              Condition: { StringEquals: { 'aws:SourceAccount': '123456789012' } },
            },
          ],
        },
        {
          Statement: [
            {
              Principal: { Service: 'logs.amazonaws.com' },
              Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:logs:us-east-1:123456789012:*' } },
            },
          ],
        },
      ]);
    });

    it('has a stream only when both roles may do their work: CloudWatch Logs tries a filter when it is made', () => {
      expect(archive().only('aws_kinesis_firehose_delivery_stream').depends_on).toEqual([
        'aws_iam_role_policy[LogArchive/Delivery/Policy]',
        'aws_iam_role_policy[LogArchive/Writer/Policy]',
      ]);
    });
  });
});

describe('archivedLog', () => {
  it('adds nothing where the environment has no archive', () => {
    expect(log().counts).toEqual({ aws_cloudwatch_log_group: 1 });
  });

  it('sends everything, by the stream and the role of the contract', () => {
    expect(log(ARCHIVE).only('aws_cloudwatch_log_subscription_filter')).toMatchObject({
      name: 'test-archive',
      log_group_name: refTo('aws_cloudwatch_log_group', 'Logs', 'name'),
      filter_pattern: '',
      distribution: 'ByLogStream',
      destination_arn: ARCHIVE.streamArn,
      role_arn: ARCHIVE.roleArn,
    });
  });
});
