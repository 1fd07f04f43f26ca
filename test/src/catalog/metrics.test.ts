import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { asked, METRIC_CATALOG, type MetricName, type MetricRow, metricRow } from '../../../src/catalog/metrics';

const rows: readonly (readonly [string, MetricRow])[] = Object.entries(METRIC_CATALOG.rows);

describe('the catalog of metrics', () => {
  it('has a date, and of each metric where it is written, how it is looked up, what it may be and what it means', () => {
    expect(METRIC_CATALOG.date).toMatch(/^\d{4}-\d{2}$/);
    for (const [key, row] of rows) {
      expect([key, row.source, row.says]).not.toContain('');
      expect([key, row.dimensions.length > 0 && row.statistics.length > 0]).toEqual([key, true]);
      const [least, greatest = Number.POSITIVE_INFINITY] = row.range;
      expect([key, least < greatest]).toEqual([key, true]);
    }
  });

  it('has no metric twice', () => {
    const all = rows.flatMap(([, { namespace, name, dimensions }]) =>
      dimensions.map((set) => `${namespace} ${name} ${[...set].sort()}`),
    );
    expect(new Set(all).size).toBe(all.length);
  });

  it('finds each of its own again, by every set of dimensions and every statistic', () => {
    for (const [key, row] of rows)
      for (const set of row.dimensions)
        for (const stat of row.statistics) {
          const dimensions = Object.fromEntries(set.map((name) => [name, 'x']));
          const query = asked('m', key as MetricName, stat === 'percentile' ? 'p99.9' : stat, dimensions);
          expect(metricRow(query)).toBe(row);
        }
  });

  it('says what is wrong with a name, a dimension or a statistic that is none of its own', () => {
    const query = asked('m', 'requests', 'Sum', { LoadBalancer: 'app/a', TargetGroup: 'tg/b' });
    expect(metricRow({ ...query, metric: 'Requests' })).toBe('the catalog has no metric AWS/ApplicationELB Requests');
    expect(metricRow({ ...query, dimensions: { TargetGroup: 'tg/b' } })).toBe(
      'AWS/ApplicationELB RequestCount is not published by TargetGroup',
    );
    expect(metricRow({ ...query, dimensions: {} })).toContain('by no dimension');
    expect(metricRow({ ...query, stat: 'p99' })).toBe('AWS/ApplicationELB RequestCount has no meaningful p99');
    expect(metricRow({ ...query, stat: 'Mean' })).toContain('no meaningful Mean');
  });

  it('has what our own programs measure, and nothing of ours that none does', () => {
    const folder = 'constructs/aws/host-scripts';
    const programs = [
      ...readdirSync(folder).map((file) => join(folder, file)),
      'constructs/aws/budget-watch/index.js',
      'constructs/aws/failure-card/index.js',
    ].map((file) => readFileSync(file, 'utf8'));
    const measured = programs.flatMap((text) => {
      const namespace = /(?:--namespace |Namespace: '|NAMESPACE = ')(Stowage\/\w+)/.exec(text)?.[1];
      const names = [...text.matchAll(/(?:MetricName(?:=|: ')|\bcount\(')(\w+)/g)].map((match) => match[1]);
      expect(namespace === undefined).toBe(names.length === 0);
      return names.map((name) => `${namespace} ${name}`);
    });
    const own = rows.filter(([, { namespace }]) => namespace.startsWith('Stowage/'));
    expect(measured.sort()).toEqual(own.map(([, { namespace, name }]) => `${namespace} ${name}`).sort());
  });
});
