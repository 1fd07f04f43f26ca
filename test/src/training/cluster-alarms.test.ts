import fc from 'fast-check';
import { METRIC_CATALOG } from '../../../src/catalog/metrics';
import { EVENTS, trainingClusterSpec } from '../../../src/spec/training/training-cluster';
import { clusterAlarmCount, clusterAlarms } from '../../../src/training/cluster-alarms';
import { clusterDashboard } from '../../../src/training/cluster-dashboard';
import { metricMath } from '../../support/metric-math';

const RULES = Object.fromEntries(EVENTS.map((kind) => [kind, `prod-gpu-${kind}`]));
const alarm = (key: string) => {
  const found = clusterAlarms('gpu', RULES, true).find((each) => each.key === key);
  if (found === undefined) throw new Error(`no alarm ${key}`);
  return found;
};

/** What an alarm looks at, where rules counted so much in one period; absent is what was never measured. */
function value(key: string, counts: Readonly<Record<string, number>>): number | undefined {
  const queries = alarm(key).queries.map((q) =>
    'expression' in q ? q : { id: q.id, metric: { ...q, name: q.metric, statistic: q.stat } },
  );
  const series = queries.flatMap((q) =>
    'metric' in q
      ? [[q.id, [counts[(q.metric.dimensions as Record<string, string>).RuleName as string]]] as const]
      : [],
  );
  return metricMath(queries, Object.fromEntries(series))[0];
}

describe('the alarms of a training cluster', () => {
  it('go off with the first event that says so', () => {
    for (const key of ['blocked-queue', 'failed-host']) {
      expect(alarm(key)).toMatchObject({ when: 'above', threshold: 0, times: 1 });
      expect(value(key, { [`prod-gpu-${key}`]: 1 })).toBe(1);
      expect(value(key, { 'prod-gpu-failed-job': 1 })).toBeUndefined();
    }
  });

  it('go off when any event was not delivered, though the rules of others never failed', () => {
    expect(value('undelivered', { 'prod-gpu-failed-job': 2 })).toBe(2);
    expect(value('undelivered', { 'prod-gpu-failed-job': 2, 'prod-gpu-failed-host': 1 })).toBe(3);
  });

  it('are counted as they are made', () => {
    fc.assert(
      fc.property(fc.subarray([...EVENTS]), fc.boolean(), (events, told) => {
        const rules = Object.fromEntries(events.map((kind) => [kind, kind]));
        const made = clusterAlarms('gpu', rules, told);
        expect(clusterAlarmCount({ events, capacityBlock: { reservationId: 'cr-0123456789abcdef0' } }, told)).toBe(
          made.length,
        );
        expect(made.filter(({ key }) => key === 'undelivered')).toHaveLength(told && events.length > 0 ? 1 : 0);
      }),
    );
  });

  it('look at ten metrics at most, which is what an alarm may', () => {
    for (const { queries } of clusterAlarms('gpu', RULES, true))
      expect(queries.filter((query) => 'metric' in query).length).toBeLessThanOrEqual(10);
  });
});

describe('the dashboard of a training cluster', () => {
  interface Widget {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
    readonly properties: { readonly title: string; readonly region: string; readonly metrics: unknown[][] };
  }
  const widgets = (gpus: boolean, events: readonly string[] = EVENTS) => {
    const rules = Object.fromEntries(events.map((kind) => [kind, `prod-gpu-${kind}`]));
    const ecsClusters = { spot: 'AWSBatch-1', 'on-demand': 'AWSBatch-2' };
    return (clusterDashboard({ region: 'us-east-1', rules, ecsClusters, gpus }) as { widgets: Widget[] }).widgets;
  };

  it('shows what happened, and how full the hosts of each capacity are', () => {
    expect(widgets(true).map(({ properties }) => [properties.title, properties.metrics.length])).toEqual([
      ['What happened', 5],
      ['GPUs that jobs have, percent', 2],
      ['vCPUs that jobs have, percent', 2],
      ['Memory that jobs have, percent', 2],
      ['How busy processors are, percent', 2],
    ]);
    expect(widgets(false)).toHaveLength(4);
    expect(widgets(false, [])).toHaveLength(3);
  });

  it('shows what hosts have cost, where something counts it', () => {
    const shown = { region: 'us-east-1', rules: {}, ecsClusters: {}, gpus: false, budget: 'prod/gpu' };
    const [first] = (clusterDashboard(shown) as { widgets: Widget[] }).widgets;
    expect(first?.properties.metrics).toEqual([
      ['Stowage/Training', 'MonthUsd', 'Cluster', 'prod/gpu', { stat: 'Maximum', label: 'estimate' }],
    ]);
  });

  it('shows metrics that AWS publishes, by the dimension that they have, and no two at one place', () => {
    const known = Object.values(METRIC_CATALOG.rows).flatMap((row) =>
      row.dimensions.map((dimensions) => [row.namespace, row.name, ...dimensions]),
    );
    for (const { properties } of widgets(true))
      for (const metric of properties.metrics) {
        expect(known).toContainEqual(metric.slice(0, 3));
        expect(metric).toHaveLength(5);
      }
    const places = widgets(true).map(({ x, y }) => `${x},${y}`);
    expect(new Set(places).size).toBe(places.length);
    for (const { x, width } of widgets(true)) expect(x + width).toBeLessThanOrEqual(24);
  });
});

describe('the events of a spec', () => {
  it('are all of them unless it says otherwise', () => {
    expect(trainingClusterSpec.parse({ maxVcpus: 8, amiRelease: 'latest' }).events).toEqual([...EVENTS]);
  });
});
