import { renderProblem } from '../../../src/errors';
import { checkService } from '../../../src/rules/check-service';
import type { AccessInput } from '../../../src/spec/access';
import { queueSpec } from '../../../src/spec/queue';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';
import { testContract } from '../../support/builders/test-contract';
import { testServiceSpec } from '../../support/builders/test-service';

const contract = testContract({ network: { endpoints: ['sqs', 'secretsmanager', 'kms'] } });
const queues = {
  'ads/jobs': queueSpec.parse({}),
  'ads/recs-jobs': queueSpec.parse({}),
  'recs/jobs': queueSpec.parse({}),
};
const judge = (access: AccessInput[]) =>
  checkService(testServiceSpec({ access }), { contract, app: 'main', system: 'ads', name: 'bidder', queues });

const bucket = (more: object): AccessInput[] => [{ kind: 'bucket', bucket: 'ml-features', actions: ['read'], ...more }];
const queue = (name: string): AccessInput => ({ kind: 'queue', queue: name, actions: ['consume'] });
const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1`;
const secret = (region: string): AccessInput[] => [
  { kind: 'secret', secret: `arn:aws:secretsmanager:${region}:123456789012:secret:ads-AbCdEf` },
];
const tables = (count: number): AccessInput[] =>
  Array.from({ length: count }, (_, i) => ({ kind: 'table', table: `table-${100 + i}`, actions: ['read', 'write'] }));

const refusals: Refusal<AccessInput[]>[] = [
  {
    what: 'a bucket that S3 cannot have',
    code: 'InvalidName',
    field: 'access.0.bucket',
    refused: bucket({ bucket: 'ML_Features' }),
    legal: bucket({ bucket: 'ml-features' }),
  },
  {
    what: 'keys that begin with a slash',
    code: 'InvalidPrefix',
    field: 'access.0.prefix',
    refused: bucket({ prefix: '/fraud/' }),
    legal: bucket({ prefix: 'fraud/' }),
    says: "access.0.prefix is '/fraud/', and keys begin without a slash; use 'fraud/'",
  },
  {
    what: 'many buckets without a reason',
    code: 'WildcardWithoutWhy',
    field: 'access.0',
    refused: bucket({ bucket: 'ml-*' }),
    legal: bucket({ bucket: 'ml-*', why: 'one bucket for each country' }),
    says: 'access.0 is bucket ml-*, which is more than one; name the one, or say in `why` why it must be all of them',
  },
  {
    what: 'a queue that no system has',
    code: 'UnknownQueue',
    field: 'access.0.queue',
    refused: [queue('job')],
    legal: [queue('jobs')],
    says: "access.0.queue is 'job', which is not a queue; did you mean 'jobs'?",
  },
  {
    what: 'an ARN that is no queue',
    code: 'InvalidArn',
    field: 'access.0.queue',
    refused: [queue('arn:aws:sns:us-east-1:123456789012:jobs')],
    legal: [queue('arn:aws:sqs:us-east-1:123456789012:jobs')],
  },
  {
    what: 'a queue of another region, which no endpoint leads to',
    code: 'CrossRegion',
    field: 'access.0.queue',
    refused: [queue('arn:aws:sqs:eu-west-1:123456789012:jobs')],
    legal: [queue('arn:aws:sqs:us-east-1:123456789012:jobs')],
  },
  {
    what: 'a secret of another region',
    code: 'CrossRegion',
    field: 'access.0.secret',
    refused: secret('eu-west-1'),
    legal: secret('us-east-1'),
  },
  {
    what: 'a name that no secret can have',
    code: 'InvalidSecretName',
    field: 'access.0.secret',
    refused: [{ kind: 'secret', secret: 'ads exchange' }],
    legal: [{ kind: 'secret', secret: 'ads/exchange' }],
  },
  {
    what: 'a key of another region',
    code: 'CrossRegion',
    field: 'access.0.keyArn',
    refused: [{ kind: 'key', keyArn: key('eu-west-1'), actions: ['read'] }],
    legal: [{ kind: 'key', keyArn: key('us-east-1'), actions: ['read'] }],
  },
  {
    what: 'something encrypted with what is no key',
    code: 'InvalidArn',
    field: 'access.0.kmsKeyArn',
    refused: bucket({ kmsKeyArn: 'alias/features' }),
    legal: bucket({ kmsKeyArn: key('us-east-1') }),
  },
  {
    what: 'two queues that would be told in one variable',
    code: 'DuplicateAddress',
    field: 'access.1.queue',
    refused: [queue('recs-jobs'), queue('recs/jobs')],
    legal: [queue('jobs'), queue('recs/jobs')],
  },
  {
    what: 'more than a role can hold',
    code: 'PolicyTooLarge',
    field: 'access',
    refused: tables(40),
    legal: tables(20),
  },
];

describe('access', () => {
  describeRefusals(judge, refusals);

  it('has its queues told by no variable that says something else', () => {
    const told = (more: object, access = [queue('recs/jobs')]) =>
      checkService(testServiceSpec({ access, ...more }), {
        contract,
        app: 'main',
        system: 'ads',
        name: 'bidder',
        queues,
      }).map(renderProblem);
    expect(told({ environment: { RECS_JOBS_QUEUE_URL: 'x' } })).toEqual([
      'environment.RECS_JOBS_QUEUE_URL tells of queue recs/jobs already; remove it, or use another name [DuplicateVariable]',
    ]);
    expect(told({ secrets: { RECS_JOBS_QUEUE_URL: { parameter: '/ads/jobs' } } })).toHaveLength(1);
    expect(told({ environment: { RECS_JOBS_QUEUE_URL: 'x' } }, [queue('jobs')])).toEqual([]);
  });

  it('counts the characters of a policy as IAM does', () => {
    expect(judge(tables(40)).map((p) => p.problem)).toEqual([
      expect.stringMatching(/^makes a policy of 1\d{4} characters, and all that a role has in it may have 10240$/),
    ]);
  });
});
