import type { CloudwatchMetricAlarmMetricQuery } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Query } from '../../src/rollout/alarm-plans';

/** What an alarm watches: metrics and expressions over them, of which it looks at the last. */
export function metricQueries(queries: readonly Query[], periodSeconds: number): CloudwatchMetricAlarmMetricQuery[] {
  return queries.map((query, i) => ({ ...metricQuery(query, periodSeconds), returnData: i === queries.length - 1 }));
}

function metricQuery(query: Query, period: number) {
  if ('expression' in query) return { id: query.id, expression: query.expression, label: query.id };
  const { id, namespace, metric, stat, dimensions } = query;
  return { id, metric: { namespace, metricName: metric, stat, period, dimensions: { ...dimensions } } };
}
