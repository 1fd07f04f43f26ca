import type { ServiceInput } from '../../../src/spec/service';
import { readDocument } from '../../support/builders/read-document';
import { synthPlatform } from '../../support/builders/synth-platform';
import { synthServices } from '../../support/builders/synth-services';
import { testContract } from '../../support/builders/test-contract';
import { testEnvironment } from '../../support/builders/test-environment';
import { testSystem } from '../../support/builders/test-system';

const RULE = 'aws_vpc_security_group_egress_rule';
const POLICY = 'aws_iam_role_policy';
const KEY = 'arn:aws:kms:us-east-1:123456789012:key/1';
const why = 'the brokers of the partner';

const bidder = (service: Partial<ServiceInput>, endpoints: string[] = []) =>
  synthServices({ services: { bidder: service }, environment: { network: { endpoints } } });
interface Written {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Condition?: object;
}
const grantsOf = (service: Partial<ServiceInput>, endpoints?: string[]) =>
  (readDocument(bidder(service, endpoints).at(POLICY, 'bidder/TaskRole/Policy').policy) as { Statement: Written[] })
    .Statement;

describe('the outside world of a service', () => {
  describe('defaults', () => {
    it('is nothing: no way out and no permission', () => {
      const plain = bidder({});
      expect(Object.keys(plain.of(RULE))).toEqual([]);
      expect(Object.keys(plain.of(POLICY))).toEqual(['bidder/ExecutionRole/Policy']);
    });
  });

  describe('options', () => {
    it('is some keys of a bucket, and the listing of them alone', () => {
      expect(grantsOf({ access: [{ kind: 'bucket', bucket: 'ml', prefix: 'fraud/', actions: ['read'] }] })).toEqual([
        { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::ml/fraud/*' },
        {
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: 'arn:aws:s3:::ml',
          Condition: { StringLike: { 's3:prefix': ['fraud/*'] } },
        },
      ]);
    });

    it('is items of a table, and of an index only where it is named', () => {
      const [onTable, onIndex] = grantsOf({
        access: [{ kind: 'table', table: 'features', indexes: ['by-user'], actions: ['read'] }],
      });
      expect(onIndex).toEqual({
        Effect: 'Allow',
        Action: ['dynamodb:Query', 'dynamodb:Scan'],
        Resource: 'arn:aws:dynamodb:us-east-1:123456789012:table/features/index/by-user',
      });
      expect(onTable?.Resource).toBe('arn:aws:dynamodb:us-east-1:123456789012:table/features');
      expect(onTable?.Action).not.toContain('dynamodb:PutItem');
    });

    it('is a key through the service that it is for, and for one thing alone', () => {
      const access: ServiceInput['access'] = [
        { kind: 'queue', queue: 'arn:aws:sqs:us-east-1:123456789012:jobs', actions: ['consume'], kmsKeyArn: KEY },
      ];
      expect(grantsOf({ access }, ['sqs']).find(({ Resource }) => Resource === KEY)).toEqual({
        Effect: 'Allow',
        Action: 'kms:Decrypt',
        Resource: KEY,
        Condition: {
          StringEquals: { 'kms:ViaService': 'sqs.us-east-1.amazonaws.com' },
          StringLike: { 'kms:EncryptionContext:aws:sqs:arn': ['arn:aws:sqs:us-east-1:123456789012:jobs'] },
        },
      });
    });

    it('is what it names, each destination and port once, with its reason', () => {
      const rules = bidder({
        egress: [
          { kind: 'cidr', cidr: '203.0.113.0/24', ports: [443, 9092], why },
          { kind: 'prefix-list', prefixListId: 'pl-01234567', ports: [443], why },
          { kind: 'security-group', securityGroupId: 'sg-01234567', ports: [5432], why },
        ],
      }).of(RULE);
      const told = Object.values(rules).map((r) => [
        r.cidr_ipv4 ?? r.prefix_list_id ?? r.referenced_security_group_id,
        r.from_port,
        r.to_port,
        r.description,
      ]);
      expect(told).toEqual([
        ['203.0.113.0/24', 443, 443, why],
        ['203.0.113.0/24', 9092, 9092, why],
        ['pl-01234567', 443, 443, why],
        ['sg-01234567', 5432, 5432, why],
      ]);
    });
  });

  describe('wiring', () => {
    it('reaches S3 and DynamoDB by the addresses of their gateway endpoints', () => {
      const { prefixLists } = testContract().network;
      const rules = bidder({
        access: [
          { kind: 'bucket', bucket: 'ml', actions: ['read'] },
          { kind: 'bucket', bucket: 'mm', actions: ['write'] },
          { kind: 'table', table: 'features', actions: ['write'] },
        ],
      }).of(RULE);
      expect(Object.entries(rules).map(([path, r]) => [path, r.prefix_list_id])).toEqual([
        ['bidder/To-dynamodb', prefixLists.dynamodb],
        ['bidder/To-s3', prefixLists.s3],
      ]);
    });

    it('reaches all interface endpoints by one rule: EC2 takes no rule twice', () => {
      const endpoints = ['kms', 'logs', 'secretsmanager', 'sqs', 'ssmmessages'];
      const stack = bidder(
        {
          exec: true,
          access: [
            { kind: 'secret', secret: 'ads' },
            { kind: 'key', keyArn: KEY, actions: ['read'] },
          ],
        },
        endpoints,
      );
      const group = testContract({ network: { endpoints } }).network.endpoints?.securityGroupId;
      expect(stack.only(RULE)).toMatchObject({
        referenced_security_group_id: group,
        from_port: 443,
        description: 'uses secretsmanager; uses kms; Session Manager for shells in tasks',
      });
    });

    it('opens shells to anywhere only where the network lacks an endpoint that they ask', () => {
      expect(bidder({ exec: true }, ['kms', 'ssmmessages']).only(RULE)).toMatchObject({ cidr_ipv4: '0.0.0.0/0' });
      expect(bidder({ exec: true }, ['kms', 'ssmmessages', 'logs']).only(RULE)).not.toHaveProperty('cidr_ipv4');
    });

    it('is there when the service starts, and still when it stops', () => {
      const service = bidder({ access: [{ kind: 'bucket', bucket: 'ml', actions: ['read'] }] }).only('aws_ecs_service');
      const needs = service.depends_on as string[];
      expect(needs).toEqual(
        expect.arrayContaining([
          expect.stringContaining('bidder/To-s3'),
          expect.stringContaining('bidder/TaskRole/Policy'),
        ]),
      );
    });

    it('tells of queues by their names, and grants the keys that they are encrypted with', () => {
      const access = (queue: string): ServiceInput['access'] => [{ kind: 'queue', queue, actions: ['publish'] }];
      const stacks = synthPlatform(testEnvironment({ network: { endpoints: ['sqs'] } }), [
        { ...testSystem({ bidder: { access: access('jobs') } }), queues: { jobs: { fifo: true, kmsKeyArn: KEY } } },
        testSystem({ page: { access: access('ads/jobs') } }, 'recs'),
      ]);
      const told = (stack: string, name: string) =>
        JSON.stringify(
          readDocument(stacks[stack]?.at('aws_ecs_task_definition', `${name}/Task`).container_definitions),
        );
      const url = 'https://sqs.us-east-1.amazonaws.com/123456789012/test-ads-jobs.fifo';
      expect(told('test-ads', 'bidder')).toContain(`{"name":"JOBS_QUEUE_URL","value":"${url}"}`);
      expect(told('test-recs', 'page')).toContain(`{"name":"ADS_JOBS_QUEUE_URL","value":"${url}"}`);
      expect(JSON.stringify(stacks['test-recs']?.json)).toContain('kms:GenerateDataKey');
    });
  });
});
