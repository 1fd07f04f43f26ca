import fc from 'fast-check';
import { DASHBOARD_COLUMNS, DASHBOARD_LIMITS } from '../../../src/catalog/dashboards';
import { metricRow } from '../../../src/catalog/metrics';
import type { WatchedTarget } from '../../../src/rollout/alarm-plans';
import { systemDashboards } from '../../../src/watch/system-dashboards';
import type { ShownJob, ShownService } from '../../../src/watch/workload-charts';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: { readonly title?: string; readonly markdown?: string; readonly metrics?: readonly unknown[][] };
}

const target = (key: string, kind: WatchedTarget['kind'] = 'application'): WatchedTarget => ({
  key,
  kind,
  port: 'http',
  loadBalancer: 'app/l/1',
  groups: [`${key}-a`, `${key}-b`],
});
const service = (
  more: Partial<ShownService> = {},
  targets: readonly WatchedTarget[] = [target('public-http')],
): ShownService => ({
  name: 'bidder',
  watched: { targets, cluster: 'prod', service: 'ads-bidder', mesh: { http: 'prod-ads-bidder-http' } },
  protocols: { http: 'http' },
  queues: [],
  gpus: 0,
  insights: true,
  ...more,
});
const job = (more: Partial<ShownJob> = {}): ShownJob => ({
  name: 'fit',
  logGroup: '/prod/ads/fit',
  pipelines: {},
  ...more,
});
const bodies = (services: readonly ShownService[], jobs: readonly ShownJob[] = []) =>
  systemDashboards({ region: 'us-east-1', system: 'ads', services, jobs }) as { widgets: Widget[] }[];
const titles = (all: readonly { widgets: Widget[] }[]) =>
  all.flatMap(({ widgets }) => widgets.map(({ properties }) => properties.title ?? properties.markdown));
const linesOf = (all: readonly { widgets: Widget[] }[], title: string) =>
  all.flatMap(({ widgets }) => widgets).find(({ properties }) => properties.title === title)?.properties.metrics ?? [];

describe('systemDashboards', () => {
  it('shows what comes to a service, how it is answered, what that takes and who is there for it', () => {
    expect(titles(bodies([service({ queues: ['prod-ads-work'], gpus: 1 })]))).toEqual([
      '## ads/bidder',
      'Requests and connections',
      'Server errors, percent',
      'Response time, seconds',
      'Cores and memory that are used, percent',
      'GPUs of the cluster that tasks have, percent',
      'Replicas',
      'Age of the oldest message, seconds',
      'Versions that run: two while one replaces the other',
    ]);
  });

  it('shows of a service without routes what the mesh knows, and of one with listeners its connections', () => {
    const inner = bodies([service({}, [])]);
    expect(titles(inner)).toContain('Response time, average milliseconds');
    expect(titles(inner)).not.toContain('Response time, seconds');
    const edge = bodies([
      service({
        protocols: { http: 'tcp' },
        watched: { ...service().watched, mesh: {}, targets: [target('edge-1', 'network')] },
      }),
    ]);
    expect(titles(edge)).not.toContain('Server errors, percent');
    expect(linesOf(edge, 'Requests and connections')).toHaveLength(2);
  });

  it('asks Container Insights only where the cluster publishes them', () => {
    const counted = JSON.stringify(bodies([service({ insights: false })]));
    expect(counted).not.toContain('ContainerInsights');
    expect(linesOf(bodies([service({ insights: false })]), 'Replicas')).toEqual([
      [
        'AWS/ECS',
        'CPUUtilization',
        'ClusterName',
        'prod',
        'ServiceName',
        'ads-bidder',
        { stat: 'SampleCount', label: 'running' },
      ],
    ]);
    expect(linesOf(bodies([service()]), 'Replicas').map((line) => line[1])).toEqual([
      'RunningTaskCount',
      'DesiredTaskCount',
    ]);
  });

  it('shows of a job what it logs, and the runs of its pipelines', () => {
    const pipelines = { daily: 'arn:aws:states:us-east-1:123456789012:stateMachine:daily' };
    expect(titles(bodies([], [job()]))).toEqual(['## ads/fit (job)', 'Lines that it logged']);
    expect(titles(bodies([], [job({ pipelines })]))).toContain('Runs of its pipelines');
  });

  it('sees of each share its last line alone, with ids that no other line of the chart has', () => {
    const errors = linesOf(bodies([service({}, [target('a'), target('b')])]), 'Server errors, percent');
    const shown = errors.map((line) => line.at(-1) as { id: string; visible: boolean; expression?: string });
    expect(new Set(shown.map(({ id }) => id)).size).toBe(errors.length);
    expect(shown.filter(({ visible }) => visible).map(({ id }) => id)).toEqual(['percent_0', 'percent_1']);
    const known = new Set(shown.map(({ id }) => id));
    for (const { expression = '' } of shown)
      for (const word of expression.match(/\b[a-z]\w*/g) ?? []) expect([word, known.has(word)]).toEqual([word, true]);
  });

  it('has no dashboard of a system that does nothing', () => {
    expect(bodies([])).toEqual([]);
  });

  const workloads = fc.tuple(
    fc.integer({ min: 0, max: 150 }),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 120 }),
  );

  it('stays below every limit, with each workload on one dashboard, however many there are (law)', () => {
    fc.assert(
      fc.property(workloads, ([services, jobs, targets]) => {
        const routes = Array.from({ length: targets }, (_, i) => target(`route-${i}`));
        const all = bodies(
          Array.from({ length: services }, (_, i) =>
            service({ name: `s${i}`, queues: ['q'] }, i === 0 ? routes : undefined),
          ),
          Array.from({ length: jobs }, (_, i) => job({ name: `j${i}` })),
        );
        for (const body of all) {
          expect(body.widgets.length).toBeLessThanOrEqual(DASHBOARD_LIMITS.widgets);
          const counts = body.widgets.map(({ properties }) => properties.metrics?.length ?? 0);
          expect(Math.max(...counts)).toBeLessThanOrEqual(DASHBOARD_LIMITS.metricsOfWidget);
          expect(counts.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(DASHBOARD_LIMITS.metrics);
          expect(JSON.stringify(body).length).toBeLessThanOrEqual(DASHBOARD_LIMITS.bodyCharacters);
        }
        const rows = titles(all).filter((title) => title?.startsWith('## '));
        expect(rows).toHaveLength(services + jobs);
        expect(new Set(rows).size).toBe(services + jobs);
      }),
      { numRuns: 25 },
    );
  });

  it('draws nothing over anything else, and all of it on the grid (law)', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), (count) => {
        for (const { widgets } of bodies(
          Array.from({ length: count }, (_, i) => service({ name: `s${i}`, gpus: i % 2 })),
        )) {
          const taken = new Set<string>();
          for (const { x, y, width, height } of widgets) {
            expect(x + width).toBeLessThanOrEqual(DASHBOARD_COLUMNS);
            for (let dx = 0; dx < width; dx += 1)
              for (let dy = 0; dy < height; dy += 1) {
                const cell = `${x + dx},${y + dy}`;
                expect([cell, taken.has(cell)]).toEqual([cell, false]);
                taken.add(cell);
              }
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  it('shows metrics of the catalog alone', () => {
    const everything = bodies(
      [service({ queues: ['q'], gpus: 1 }), service({ insights: false }, []), service({}, [target('edge', 'network')])],
      [job({ pipelines: { daily: 'arn' } })],
    );
    const asked = everything.flatMap(({ widgets }) =>
      widgets.flatMap(({ properties }) => (properties.metrics ?? []).filter((line) => typeof line[0] === 'string')),
    );
    expect(asked.length).toBeGreaterThan(20);
    for (const line of asked) {
      const [namespace = '', metric = '', ...rest] = line as string[];
      const { stat } = line.at(-1) as { stat: string };
      const pairs = rest.slice(0, -1);
      const dimensions = Object.fromEntries(
        pairs.flatMap((name, i) => (i % 2 === 0 ? [[name, pairs[i + 1] as string]] : [])),
      );
      expect(typeof metricRow({ namespace, metric, stat, dimensions })).toBe('object');
    }
  });
});
