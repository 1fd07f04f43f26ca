import { checkQueue } from '../../../src/rules/check-queue';
import { type QueueInput, queueSpec } from '../../../src/spec/queue';
import { describeRefusals, type Refusal } from '../../support/builders/describe-refusals';

interface Case {
  readonly name?: string;
  readonly queue?: QueueInput;
}
const judge = ({ name = 'jobs', queue = {} }: Case) => checkQueue(name, queueSpec.parse(queue), 'us-east-1');
const key = (region: string) => `arn:aws:kms:${region}:123456789012:key/1`;

const refusals: Refusal<Case>[] = [
  {
    what: 'a name that is none',
    code: 'InvalidName',
    field: '',
    refused: { name: 'Jobs' },
    legal: { name: 'jobs' },
  },
  {
    what: 'a standard queue that keeps messages as long as the queue of its dead letters',
    code: 'DeadLettersExpire',
    field: 'retentionDays',
    refused: { queue: { retentionDays: 14 } },
    legal: { queue: { retentionDays: 13 } },
    says: 'retentionDays is 14, and dead letters go 14 days after they were sent: one that failed late would never be seen; use 13 or less',
  },
  {
    what: 'a key that is none',
    code: 'InvalidArn',
    field: 'kmsKeyArn',
    refused: { queue: { kmsKeyArn: 'alias/jobs' } },
    legal: { queue: { kmsKeyArn: key('us-east-1') } },
  },
  {
    what: 'a key of another region',
    code: 'CrossRegion',
    field: 'kmsKeyArn',
    refused: { queue: { kmsKeyArn: key('eu-west-1') } },
    legal: { queue: { kmsKeyArn: key('us-east-1') } },
    says: "kmsKeyArn is 'arn:aws:kms:eu-west-1:123456789012:key/1', in eu-west-1, and this environment is in us-east-1; use one of us-east-1",
  },
];

describe('a queue', () => {
  describeRefusals(judge, refusals);

  it('of the FIFO kind may keep messages for 14 days: there, a dead letter begins anew', () => {
    expect(judge({ queue: { fifo: true, retentionDays: 14 } })).toEqual([]);
  });

  it.each([
    ['visibilityTimeoutSeconds', 0, 43_200],
    ['retentionDays', 1, 14],
    ['maxReceives', 1, 1000],
  ] as const)('has %s from %i to %i', (field, least, most) => {
    const takes = (value: number) => queueSpec.safeParse({ [field]: value }).success;
    expect([least - 1, least, most, most + 1].map(takes)).toEqual([false, true, true, false]);
  });
});
