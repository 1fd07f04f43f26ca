import { Queue } from '../../../constructs/aws';
import type { QueueInput } from '../../../src/spec/queue';
import { readDocument } from '../../support/builders/read-document';
import { refTo } from '../../support/builders/ref-to';
import { refusalOf } from '../../support/builders/refusal-of';
import { synthPlatform } from '../../support/builders/synth-platform';
import { synthStack } from '../../support/builders/synth-stack';
import { testEnvironment } from '../../support/builders/test-environment';
import { testSite } from '../../support/builders/test-site';
import { testSystem } from '../../support/builders/test-system';

const queue = (input: QueueInput = {}, site = testSite()) =>
  synthStack((stack) => void new Queue(stack, 'Jobs', { site, system: 'ads', name: 'jobs', ...input }));
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';

describe('Queue', () => {
  describe('defaults', () => {
    it('is a queue and one for its dead letters, encrypted by SQS', () => {
      const plain = queue();
      expect(plain.counts).toEqual({ aws_sqs_queue: 2, aws_sqs_queue_redrive_allow_policy: 1 });
      expect(plain.at('aws_sqs_queue', 'Jobs/Queue')).toMatchObject({
        name: 'test-ads-jobs',
        sqs_managed_sse_enabled: true,
        visibility_timeout_seconds: 30,
        message_retention_seconds: 345_600,
        receive_wait_time_seconds: 20,
      });
      expect(plain.at('aws_sqs_queue', 'Jobs/DeadLetters')).toMatchObject({
        name: 'test--ads--jobs--dead-letters',
        sqs_managed_sse_enabled: true,
        message_retention_seconds: 1_209_600,
      });
    });

    it('is kept, dead letters too, where the environment is protected', () => {
      const kept = (site = testSite()) => Object.values(queue({}, site).of('aws_sqs_queue')).map((q) => q.lifecycle);
      expect(kept()).toEqual([{ prevent_destroy: true }, { prevent_destroy: true }]);
      expect(kept(testSite({ protect: false }))).toEqual([undefined, undefined]);
    });
  });

  describe('options', () => {
    it('keeps order, and so must the queue of its dead letters', () => {
      const fifo = Object.values(queue({ fifo: true }).of('aws_sqs_queue'));
      expect(fifo.map((q) => [q.name, q.fifo_queue])).toEqual([
        ['test--ads--jobs--dead-letters.fifo', true],
        ['test-ads-jobs.fifo', true],
      ]);
    });

    it('encrypts with a key of its own instead of with that of SQS: it takes one of the two', () => {
      for (const q of Object.values(queue({ kmsKeyArn: KEY }).of('aws_sqs_queue'))) {
        expect(q.kms_master_key_id).toBe(KEY);
        expect(q).not.toHaveProperty('sqs_managed_sse_enabled');
      }
    });

    it('has the times that it is given', () => {
      const given = queue({ visibilityTimeoutSeconds: 0, retentionDays: 1, maxReceives: 1 });
      expect(given.at('aws_sqs_queue', 'Jobs/Queue')).toMatchObject({
        visibility_timeout_seconds: 0,
        message_retention_seconds: 86_400,
      });
    });
  });

  describe('refuses', () => {
    it('what SQS would refuse, all at once', () => {
      expect(refusalOf(() => queue({ retentionDays: 14, kmsKeyArn: 'alias/x' }))).toEqual({
        what: "Queue 'test/Jobs'",
        lines: [expect.stringContaining('[DeadLettersExpire]'), expect.stringContaining('[InvalidArn]')],
      });
    });
  });

  describe('wiring', () => {
    it('sends what was handed out too often to its dead letters, and lets nobody else do so', () => {
      const { redrive_policy } = queue({ maxReceives: 3 }).at('aws_sqs_queue', 'Jobs/Queue');
      expect(readDocument(redrive_policy)).toEqual({
        deadLetterTargetArn: `‹${refTo('aws_sqs_queue', 'Jobs/DeadLetters', 'arn').slice(2, -1)}›`,
        maxReceiveCount: 3,
      });
      const allow = queue().only('aws_sqs_queue_redrive_allow_policy');
      expect(allow.queue_url).toBe(refTo('aws_sqs_queue', 'Jobs/DeadLetters'));
      expect(readDocument(allow.redrive_allow_policy)).toEqual({
        redrivePermission: 'byQueue',
        sourceQueueArns: [`‹${refTo('aws_sqs_queue', 'Jobs/Queue', 'arn').slice(2, -1)}›`],
      });
    });

    it('refuses everybody without TLS, each by its own name', () => {
      const policies = Object.values(queue().of('aws_sqs_queue')).map((q) => readDocument(q.policy));
      expect(policies).toEqual(
        ['test--ads--jobs--dead-letters', 'test-ads-jobs'].map((name) => ({
          Version: '2012-10-17',
          Statement: [
            {
              Sid: 'TlsOnly',
              Effect: 'Deny',
              Principal: { AWS: '*' },
              Action: 'sqs:*',
              Resource: `arn:aws:sqs:us-east-1:123456789012:${name}`,
              Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            },
          ],
        })),
      );
    });

    it('stands in a stack of its own, before the services, and only where a system has any', () => {
      const stacks = synthPlatform(testEnvironment(), [
        { ...testSystem(), queues: { jobs: {}, more: {} } },
        testSystem({ a: {} }, 'recs'),
      ]);
      expect(Object.keys(stacks).sort()).toEqual([
        'account',
        'test-ads',
        'test-ads-data',
        'test-foundation',
        'test-recs',
      ]);
      expect(stacks['test-ads-data']?.counts).toEqual({ aws_sqs_queue: 4, aws_sqs_queue_redrive_allow_policy: 2 });
      expect(stacks['test-ads-data']?.dataSources).toEqual({});
      expect(JSON.stringify(stacks['test-ads']?.json)).not.toContain('test-ads-data');
    });
  });
});
