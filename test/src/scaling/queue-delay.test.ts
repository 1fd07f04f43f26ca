import fc from 'fast-check';
import { backlogQueries, backlogTarget, wakeQueries } from '../../../src/scaling/queue-delay';
import { metricMath, type Series } from '../../support/metric-math';

const WORKERS = { queueName: 'dev-ads-forecasts', clusterName: 'dev', serviceName: 'ads-forecaster' };
// Ten messages for each replica: each takes a minute, and may wait for ten.
const DELAY = { queue: 'forecasts', acceptableSeconds: 600, processingSeconds: 60 };

interface Seen {
  readonly visible?: Series;
  readonly inflight?: Series;
  readonly tasks?: Series;
}
const NOTHING: Series = [undefined];

const backlog = ({ visible = [0], inflight = [0], tasks = NOTHING }: Seen, mayEnd = true) =>
  metricMath(backlogQueries(DELAY, WORKERS, mayEnd), { visible, tasks, ...(mayEnd && { inflight }) });
const wake = ({ visible = [0], tasks = NOTHING }: Seen) => metricMath(wakeQueries(WORKERS), { visible, tasks });

describe('backlogTarget', () => {
  it('is what a replica works off in the time that is acceptable', () => {
    expect(backlogTarget(DELAY)).toBe(10);
    expect(backlogTarget({ ...DELAY, acceptableSeconds: 90 })).toBe(1.5);
  });
});

describe('backlogQueries', () => {
  it.each([
    ['no replica', NOTHING, 30],
    ['one replica', [1], 30],
    ['three replicas', [3], 10],
    ['forty replicas', [40], 0.75],
  ] as const)('divides 30 messages by %s', (_, tasks, expected) => {
    expect(backlog({ visible: [30], tasks })).toEqual([expected]);
    expect(backlog({ visible: [30], tasks }, false)).toEqual([expected]);
  });

  it('is 0 of an empty queue, whoever works', () => {
    for (const tasks of [NOTHING, [1], [7]]) expect(backlog({ tasks })).toEqual([0]);
  });

  it('counts messages that are worked on as the share of one replica, where the last may go', () => {
    expect(backlog({ inflight: [1], tasks: [1] })).toEqual([10]);
    expect(backlog({ inflight: [1], tasks: [2] })).toEqual([5]);
    expect(backlog({ visible: [4], inflight: [1], tasks: [1] })).toEqual([10]);
    expect(backlog({ visible: [40], inflight: [9], tasks: [1] })).toEqual([40]);
    expect(backlog({ tasks: [1] }, false)).toEqual([0]);
  });

  it('takes the minute before where the youngest is not there yet', () => {
    expect(backlog({ visible: [20, undefined], inflight: [0, undefined], tasks: [2, 2] })).toEqual([10, 10]);
  });

  it('says nothing of a queue that CloudWatch knows nothing of', () => {
    expect(backlog({ visible: NOTHING, inflight: NOTHING })).toEqual([undefined]);
  });

  it('reads free metrics, by the names of the queue and of the service', () => {
    expect(backlogQueries(DELAY, WORKERS, true).filter((query) => 'metric' in query)).toEqual([
      {
        id: 'visible',
        metric: {
          namespace: 'AWS/SQS',
          name: 'ApproximateNumberOfMessagesVisible',
          dimensions: { QueueName: 'dev-ads-forecasts' },
          statistic: 'Maximum',
        },
      },
      {
        id: 'tasks',
        metric: {
          namespace: 'AWS/ECS',
          name: 'CPUUtilization',
          dimensions: { ClusterName: 'dev', ServiceName: 'ads-forecaster' },
          statistic: 'SampleCount',
        },
      },
      {
        id: 'inflight',
        metric: {
          namespace: 'AWS/SQS',
          name: 'ApproximateNumberOfMessagesNotVisible',
          dimensions: { QueueName: 'dev-ads-forecasts' },
          statistic: 'Maximum',
        },
      },
    ]);
  });

  it('names its lines as metric math wants them, and needs fewer of them than AWS takes', () => {
    const ids = backlogQueries(DELAY, WORKERS, true).map(({ id }) => id);
    expect(ids.filter((id) => !/^[a-z]\w*$/.test(id))).toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.length).toBeLessThanOrEqual(10);
  });
});

describe('wakeQueries', () => {
  it('asks for the first replica while messages wait and none runs', () => {
    expect(wake({ visible: [1] })).toEqual([1]);
    expect(wake({ visible: [0] })).toEqual([0]);
    expect(wake({ visible: [500], tasks: [1] })).toEqual([0]);
    expect(wake({ visible: NOTHING })).toEqual([undefined]);
  });
});

/**
 * One round of Application Auto Scaling as its documents have it: above the target it grows in proportion, below nine tenths of it it
 * shrinks in proportion, rounding up; an alarm of steps adds; who wants more wins.
 */
function round(desired: number, max: number, seen: { visible: number; inflight: number }): number {
  const tasks = desired === 0 ? NOTHING : [desired];
  const [measure = 0] = backlog({ visible: [seen.visible], inflight: [seen.inflight], tasks });
  const target = backlogTarget(DELAY);
  const wanted = Math.ceil((Math.max(1, desired) * measure) / target);
  const tracked =
    measure > target || measure < 0.9 * target ? (desired === 0 && measure <= target ? 0 : wanted) : desired;
  const woken = wake({ visible: [seen.visible], tasks })[0] === 1 ? desired + 1 : 0;
  return Math.min(max, Math.max(tracked, woken));
}

describe('the two policies of a queue together', () => {
  const seen = fc.record({ visible: fc.nat({ max: 400 }), inflight: fc.nat({ max: 3 }) });

  it('come to rest at the replicas that the messages need, and at none without messages', () => {
    fc.assert(
      fc.property(fc.nat({ max: 12 }), seen, (start, load) => {
        let desired = start;
        for (let i = 0; i < 20; i += 1) desired = round(desired, 12, load);
        expect(round(desired, 12, load)).toBe(desired);
        const needed = Math.min(12, Math.ceil(load.visible / 10));
        // What is worked on holds one, if there is one.
        const held = load.inflight > 0 && start > 0 ? 1 : 0;
        const least = Math.max(needed, load.visible > 0 ? 1 : 0, held);
        // Within a tenth of the target it leaves a replica too many where it is.
        const isClose = desired > least && load.visible / desired >= 9;
        expect(isClose ? least : desired).toBe(least);
      }),
    );
  });
});
