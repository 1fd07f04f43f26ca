import type { ServiceInput } from '../../../src/spec/service';
import type { SystemInput } from '../../../src/spec/system';
import { environments } from '../../../stacks/environments';
import type { RefusedCase } from './refused-case';

const system = (service: Partial<ServiceInput>, more: Partial<SystemInput> = {}): SystemInput => ({
  name: 'outside',
  services: { worker: { image: { repository: 'outside/worker', tag: '1.0.0' }, cpus: 1, memoryMiB: 1024, ...service } },
  ...more,
});
const why = 'the brokers of the partner';
const cidr = (range: string, ports = [443]) => ({ kind: 'cidr' as const, cidr: range, ports, why });
const closed = { ...environments.dev, network: { cidr: '10.40.0.0/16', nat: 'none' as const } };
const rule = { security_group_id: 'sg-0123456789abcdef0', ip_protocol: 'tcp', from_port: 443, to_port: 443 };
const document = (statements: readonly object[]) => JSON.stringify({ Version: '2012-10-17', Statement: statements });
const tables = (count: number) => Array.from({ length: count }, (_, i) => `table-${100 + i}`);
const readsAndWrites = (count: number): ServiceInput['access'] =>
  tables(count).map((table) => ({ kind: 'table', table, actions: ['read', 'write'] }));

export const outsideCases: readonly RefusedCase[] = [
  {
    code: 'DuplicateEgress',
    what: 'one destination and port twice',
    awsSays: 'InvalidPermission.Duplicate: EC2 API reference, "Error codes", 2026-11',
    refused: system({ egress: [cidr('203.0.113.0/24'), cidr('203.0.113.0/24')] }),
    legal: system({ egress: [cidr('203.0.113.0/24')] }),
    terraform: {
      aws_vpc_security_group_egress_rule: {
        outside_twice_1: { ...rule, cidr_ipv4: '203.0.113.0/24', description: 'brokers' },
        outside_twice_2: { ...rule, cidr_ipv4: '203.0.113.0/24', description: 'the same brokers' },
      },
    },
  },
  {
    code: 'NoWayOut',
    what: 'the internet from a network without NAT',
    awsSays: 'nothing: connections time out; VPC user guide, "NAT gateways", 2026-11',
    refused: system({ egress: [cidr('203.0.113.0/24')] }),
    legal: system({ egress: [cidr('172.20.0.0/16')] }),
    environment: closed,
    terraform: {
      aws_vpc_security_group_egress_rule: { outside_no_way: { ...rule, cidr_ipv4: '203.0.113.0/24' } },
    },
  },
  {
    code: 'UnknownQueue',
    what: 'a queue that nobody makes',
    awsSays: 'nothing: the first call fails with QueueDoesNotExist; SQS API reference, "GetQueueUrl", 2026-11',
    refused: system({ access: [{ kind: 'queue', queue: 'jobs', actions: ['consume'] }] }),
    legal: system({ access: [{ kind: 'queue', queue: 'jobs', actions: ['consume'] }] }, { queues: { jobs: {} } }),
    terraform: {
      aws_iam_role_policy: {
        outside_unknown_queue: {
          role: 'worker',
          policy: document([
            { Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: 'arn:aws:sqs:us-east-1:123456789012:jobs' },
          ]),
        },
      },
    },
  },
  {
    code: 'PolicyTooLarge',
    what: 'more permissions than a role can hold',
    awsSays: 'LimitExceeded, 10,240 characters; IAM user guide, "IAM and AWS STS quotas", 2026-11',
    refused: system({ access: readsAndWrites(40) }),
    legal: system({ access: readsAndWrites(20) }),
    terraform: {
      aws_iam_role_policy: {
        outside_too_large: {
          role: 'worker',
          policy: document(
            tables(160).map((table) => ({
              Effect: 'Allow',
              Action: 'dynamodb:GetItem',
              Resource: `arn:aws:dynamodb:us-east-1:123456789012:table/${table}`,
            })),
          ),
        },
      },
    },
  },
  {
    code: 'CrossRegion',
    what: 'a queue encrypted with a key of another region',
    awsSays: 'KMS.NotFoundException at the first message; SQS developer guide, "Key management", 2026-11',
    refused: system({}, { queues: { jobs: { kmsKeyArn: 'arn:aws:kms:eu-west-1:123456789012:key/1' } } }),
    legal: system({}, { queues: { jobs: { kmsKeyArn: 'arn:aws:kms:us-east-1:123456789012:key/1' } } }),
    terraform: {
      aws_sqs_queue: {
        outside_cross_region: {
          name: 'outside-jobs',
          kms_master_key_id: 'arn:aws:kms:eu-west-1:123456789012:key/1',
        },
      },
    },
  },
  {
    code: 'DeadLettersExpire',
    what: 'a queue whose dead letters may be as old as they can get',
    awsSays: 'nothing: they are deleted unseen; SQS developer guide, "Setting-up dead-letter queue retention", 2026-11',
    refused: system({}, { queues: { jobs: { retentionDays: 14 } } }),
    legal: system({}, { queues: { jobs: { retentionDays: 13 } } }),
    terraform: {
      aws_sqs_queue: {
        outside_expire_dead: { name: 'outside-dead', message_retention_seconds: 1_209_600 },
        outside_expire: {
          name: 'outside-late',
          message_retention_seconds: 1_209_600,
          redrive_policy: JSON.stringify({
            deadLetterTargetArn: 'arn:aws:sqs:us-east-1:123456789012:outside-dead',
            maxReceiveCount: 5,
          }),
        },
      },
    },
  },
];
