import fc from 'fast-check';
import { metricRow } from '../../../src/catalog/metrics';
import type { WatchedTarget } from '../../../src/rollout/alarm-plans';
import type { ToldAlarm } from '../../../src/rollout/told-alarm';
import type { MetricQuery } from '../../../src/scaling/metric-query';
import { queueSpec } from '../../../src/spec/queue';
import type { ServiceInput } from '../../../src/spec/service';
import { consumedQueues } from '../../../src/watch/consumed-queues';
import { symptomAlarms } from '../../../src/watch/symptom-alarms';
import { testServiceSpec } from '../../support/builders/test-service';
import { testSite } from '../../support/builders/test-site';
import { metricMath, type Series } from '../../support/metric-math';

const target = (more: Partial<WatchedTarget> = {}): WatchedTarget => ({
  key: 'public-http',
  kind: 'application',
  port: 'http',
  loadBalancer: 'app/l/1',
  groups: ['a', 'b'],
  ...more,
});
const edge = target({ key: 'edge-9000', kind: 'network', groups: ['c'] });
const queues = {
  'ads/work': queueSpec.parse({ retentionDays: 1 }),
  'ads/slow': queueSpec.parse({}),
};

function alarms(input: Partial<ServiceInput>, targets: readonly WatchedTarget[] = []): ToldAlarm[] {
  const service = testServiceSpec(input);
  return symptomAlarms(service, {
    of: 'ads/bidder',
    targets,
    mesh: service.ports.http?.protocol === 'http' ? { http: 'test-ads-bidder-http' } : {},
    queues: consumedQueues(service, { site: testSite(), system: 'ads', queues }),
  });
}
const consume = (queue: string) => ({ kind: 'queue' as const, queue, actions: ['consume' as const] });
const brief = (all: readonly ToldAlarm[]) =>
  all.map(({ key, threshold, times, periodSeconds }) => [key, threshold, (times * periodSeconds) / 60]);

describe('symptomAlarms', () => {
  it('tells of every service what can be measured of it, with thresholds that nobody had to write', () => {
    expect(brief(alarms({}))).toEqual([['slo-errors-http', 1, 5]]);
    expect(brief(alarms({ routes: [{ path: '/*' }] }, [target()]))).toEqual([
      ['slo-errors-public-http', 1, 5],
      // Half of the 30 seconds that a request may take.
      ['slo-latency-public-http', 15, 5],
      ['slo-unhealthy-public-http', 0, 11],
    ]);
    expect(
      brief(alarms({ ports: { http: { number: 8080, protocol: 'tcp' } }, access: [consume('work')] }, [edge])),
    ).toEqual([
      ['slo-unhealthy-edge-9000', 0, 11],
      ['slo-queue-test-ads-work', 900, 5],
    ]);
  });

  it('tells what slo says, for as long as it says, and nothing of what is untold', () => {
    const slo = {
      errorPercent: 0.5,
      latency: { percentile: 99.9, seconds: 0.1 },
      unhealthyReplicas: 1,
      queueSeconds: 60,
      minutes: 15,
    };
    const said = alarms({ routes: [{ path: '/*' }], access: [consume('work')], slo }, [target()]);
    expect(brief(said)).toEqual([
      ['slo-errors-public-http', 0.5, 15],
      ['slo-latency-public-http', 0.1, 15],
      ['slo-unhealthy-public-http', 1, 11],
      ['slo-queue-test-ads-work', 60, 15],
    ]);
    expect(said.map(({ says }) => says)).toEqual([
      'More than 0.5 percent of the answers of ads/bidder are server errors',
      'More than 0.1 percent of the requests to ads/bidder take longer than 0.1 s',
      'More than 1 replicas of ads/bidder fail the checks of their load balancer, for 11 minutes by now',
      'Messages wait in queue test-ads-work for longer than 60 s: ads/bidder does not keep up, or does not delete them',
    ]);
    const untold = { untold: ['errors', 'latency', 'unhealthy', 'queue'] as const };
    expect(
      alarms({ routes: [{ path: '/*' }], access: [consume('work')], slo: { untold: [...untold.untold] } }, [target()]),
    ).toEqual([]);
  });

  it('waits for messages as long as scaling does, twice, and never longer than half of what the queue keeps', () => {
    const scaling = (acceptableSeconds: number) => ({
      access: [consume('work'), consume('slow')],
      scaling: { queueDelay: { queue: 'ads/work', acceptableSeconds, processingSeconds: 1 } },
    });
    expect(brief(alarms({ ...scaling(600), slo: { untold: ['errors'] } }))).toEqual([
      ['slo-queue-test-ads-slow', 900, 5],
      ['slo-queue-test-ads-work', 1200, 5],
    ]);
    expect(brief(alarms(scaling(80_000))).at(-1)).toEqual(['slo-queue-test-ads-work', 43_200, 5]);
  });

  it('looks at queues of its own account and region alone, each once', () => {
    const arn = (account: string, region: string) => consume(`arn:aws:sqs:${region}:${account}:jobs`);
    const access = [
      arn('123456789012', 'us-east-1'),
      arn('123456789012', 'us-east-1'),
      arn('210987654321', 'us-east-1'),
      arn('123456789012', 'eu-west-1'),
    ];
    expect(brief(alarms({ access })).map(([key]) => key)).toEqual(['slo-errors-http', 'slo-queue-jobs']);
  });

  /** What a service may be asked to keep, and what is measured of it in a minute. */
  const everything = (percent: number, seconds: number, replicas: number, age: number) =>
    alarms(
      {
        routes: [{ path: '/*' }],
        access: [consume('work')],
        slo: {
          errorPercent: percent,
          latency: { percentile: 99, seconds },
          unhealthyReplicas: replicas,
          queueSeconds: age,
        },
      },
      [target(), edge],
    );
  const math = (alarm: ToldAlarm, values: (metric: string, at: number) => number | undefined): Series => {
    const queries = alarm.queries.map((query): MetricQuery => {
      if ('expression' in query) return query;
      const { namespace, metric: name, dimensions, stat: statistic } = query;
      return { id: query.id, metric: { namespace, name, dimensions, statistic } };
    });
    const measured = alarm.queries.flatMap((query, i) =>
      'expression' in query ? [] : [[query.id, [values(query.metric, i)]] as const],
    );
    return metricMath(queries, Object.fromEntries(measured));
  };

  it('goes off above its threshold and nowhere else, by whichever group has the requests (law)', () => {
    const value = fc.integer({ min: 0, max: 10_000 });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 8, maxLength: 8 }),
        fc.double({ min: 0.01, max: 99, noNaN: true }),
        (drawn, percent) => {
          const [errors, latency, unhealthy, unhealthyFlows, queue] = everything(
            percent,
            percent,
            3,
            60,
          ) as ToldAlarm[];
          const at = (i: number) => drawn[i % drawn.length] as number;
          const few: Record<string, number> = {};
          const seen = (metric: string, i: number) => {
            few[`${metric}${i}`] = at(i);
            return at(i);
          };
          const sum = (name: string) =>
            Object.entries(few).reduce((all, [key, n]) => (key.startsWith(name) ? all + n : all), 0);
          const [result] = math(errors as ToldAlarm, seen);
          const wrong = sum('HTTPCode_Target_5XX_Count') + sum('TargetConnectionErrorCount');
          const requests = sum('RequestCount');
          expect(result).toBeCloseTo(requests > 0 ? (100 * wrong) / requests : 0, 6);
          expect(math(latency as ToldAlarm, (_, i) => at(i))).toEqual([Math.max(at(0), at(1))]);
          expect(math(unhealthy as ToldAlarm, (_, i) => at(i))).toEqual([at(0) + at(1)]);
          expect(math(unhealthyFlows as ToldAlarm, (_, i) => at(i))).toEqual([at(0)]);
          expect(math(queue as ToldAlarm, (_, i) => at(i))).toEqual([at(0)]);
        },
      ),
    );
  });

  it('is quiet where nothing is measured, and never of a kind that always or never goes off (law)', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 99.9, noNaN: true }),
        fc.integer({ min: 0, max: 50 }),
        (share, replicas) => {
          for (const alarm of everything(share, share / 2, replicas, 1 + replicas)) {
            const [quiet = 0] = math(alarm, () => undefined);
            expect([alarm.key, quiet > alarm.threshold]).toEqual([alarm.key, false]);
            const rows = alarm.queries.flatMap((query) => ('expression' in query ? [] : [metricRow(query)]));
            expect(rows.filter((row) => typeof row === 'string')).toEqual([]);
            const most = Math.max(...rows.map((row) => (typeof row === 'string' ? 0 : (row.range[1 as never] ?? 1e9))));
            // The worst that there can be: every request fails, takes as long as it may, and every replica is ill.
            const [worst = 0] = math(alarm, (name) => (name === 'TargetConnectionErrorCount' ? 0 : most));
            expect([alarm.key, worst > alarm.threshold]).toEqual([alarm.key, true]);
          }
        },
      ),
    );
  });
});
