import type { TrainingClusterSpec } from '../../../src/spec/training/training-cluster';
import { trainingClusterSpec } from '../../../src/spec/training/training-cluster';
import { type ClusterEventKind, clusterEvents, clusterKey } from '../../../src/training/cluster-events';
import { matches } from '../../support/event-pattern';

const QUEUE = 'arn:aws:batch:us-east-1:123456789012:job-queue/prod-gpu';
const WATCHED = { environment: 'prod', name: 'gpu', queueArn: QUEUE };
const ALL = trainingClusterSpec.parse({ maxVcpus: 8, amiRelease: 'latest' }).events;

const BLOCK = { reservationId: 'cr-0123456789abcdef0' };
const events = (kinds: TrainingClusterSpec['events'] = ALL) =>
  clusterEvents({ events: kinds, capacityBlock: BLOCK }, WATCHED);
const event = (kind: ClusterEventKind) => events().find((each) => each.kind === kind) as (typeof all)[number];
const all = events();

/** An event of a job, as the user guide of AWS Batch shows it. */
const job = (detail: object, type = 'Batch Job State Change') => ({
  version: '0',
  'detail-type': type,
  source: 'aws.batch',
  account: '123456789012',
  region: 'us-east-1',
  resources: ['arn:aws:batch:us-east-1:123456789012:job/4c7599ae-0a82-49aa-ba5a-4727fcce14a8'],
  detail: {
    jobArn: 'arn:aws:batch:us-east-1:123456789012:job/4c7599ae-0a82-49aa-ba5a-4727fcce14a8',
    jobName: 'event-test',
    jobId: '4c7599ae-0a82-49aa-ba5a-4727fcce14a8',
    jobQueue: QUEUE,
    status: 'FAILED',
    attempts: [],
    container: { image: 'train', exitCode: 1, resourceRequirements: [] },
    ...detail,
  },
});
const host = (detail: object) => ({
  'detail-type': 'Training Host Failed',
  source: 'stowage.training',
  detail: { cluster: 'prod/gpu', host: 'i-1', reason: 'no driver', ...detail },
});
const block = (id: string) => ({
  'detail-type': 'Capacity Block Reservation Expiration Warning',
  source: 'aws.ec2',
  detail: { 'capacity-reservation-id': id, 'end-date': '2026-12-01T11:30:00Z' },
});
const attempts = (...reasons: string[]) => reasons.map((statusReason) => ({ statusReason, container: {} }));
const TAKEN = 'Host EC2 (instance i-0abc) terminated.';

describe('the events of a training cluster', () => {
  it.each([
    ['a job that failed', job({}), ['failed-job']],
    ['a job that failed in another queue', job({ jobQueue: `${QUEUE}-2` }), []],
    ['a job that succeeded', job({ status: 'SUCCEEDED' }), []],
    ['an array that failed', job({ arrayProperties: { size: 10, statusSummary: {} } }), ['failed-job']],
    ['one child of it', job({ arrayProperties: { size: 10, index: 3 } }), []],
    ['its first child', job({ arrayProperties: { size: 10, index: 0 } }), []],
    ['a job of several hosts', job({ nodeProperties: { numNodes: 2, mainNode: 0 } }), ['failed-job']],
    ['one node of it', job({ nodeProperties: { isMainNode: true, nodeIndex: 0 } }), []],
    ['a job that waits', job({ status: 'RUNNABLE' }), []],
    ['one whose host was taken', job({ status: 'RUNNABLE', attempts: attempts(TAKEN) }), ['interrupted-job']],
    ['one that failed first', job({ status: 'RUNNABLE', attempts: attempts('Essential container exited') }), []],
    [
      'one whose host was taken later',
      job({ status: 'RUNNABLE', attempts: attempts('Essential container exited', TAKEN) }),
      ['interrupted-job'],
    ],
    ['one that starts again', job({ status: 'STARTING', attempts: attempts(TAKEN) }), []],
    ['one that its last host killed', job({ status: 'FAILED', attempts: attempts(TAKEN) }), ['failed-job']],
    ['a queue that is blocked', job({ status: 'RUNNABLE' }, 'Batch Job Queue Blocked'), ['blocked-queue']],
    ['a host that could not start', host({}), ['failed-host']],
    ['a host of another cluster', host({ cluster: 'prod/gpu-2' }), []],
    ['its block', block('cr-0123456789abcdef0'), ['ending-block']],
    ['the block of another', block('cr-0123456789abcdef1'), []],
    ['somebody who says the same', { ...host({}), source: 'somebody' }, []],
  ])('are told of %s', (_, happened, kinds) => {
    expect(all.filter(({ pattern }) => matches(pattern, happened)).map(({ kind }) => kind)).toEqual(kinds);
  });

  it('are those that the spec names, each once and in order', () => {
    expect(all.map(({ kind }) => kind)).toEqual([
      'blocked-queue',
      'ending-block',
      'failed-host',
      'failed-job',
      'interrupted-job',
    ]);
    expect(clusterEvents({ events: ALL, capacityBlock: undefined }, WATCHED).map(({ kind }) => kind)).not.toContain(
      'ending-block',
    );
    expect(events(['failed-job', 'blocked-queue', 'failed-job']).map(({ kind }) => kind)).toEqual([
      'blocked-queue',
      'failed-job',
    ]);
    expect(events([])).toEqual([]);
  });

  it.each(all)('say with $kind only what they have a place for, and nothing that JSON must escape', (each) => {
    const named = [...each.message.matchAll(/<(\w+)>/g)].map(([, name]) => name);
    expect(named.sort()).toEqual(Object.keys(each.paths).sort());
    expect(JSON.parse(`"${each.message}"`)).toBe(each.message);
    expect(each.message).toContain(clusterKey('prod', 'gpu'));
  });

  it('say why', () => {
    expect(event('failed-job').message).toBe(
      'Training cluster prod/gpu: job <job> (<id>) has failed: <reason>. Exit code: <code>. Log stream: <log>.',
    );
    const sent = job({ statusReason: 'Essential container in task exited' });
    const at = (path: string) =>
      path
        .split('.')
        .slice(1)
        .reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], sent);
    const { job: name, reason, code } = event('failed-job').paths as Record<'job' | 'reason' | 'code', string>;
    expect([at(name), at(reason), at(code)]).toEqual(['event-test', 'Essential container in task exited', 1]);
  });
});
