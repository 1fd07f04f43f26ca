import type { AskedMetric } from '../catalog/metrics';
import type { Query } from '../rollout/alarm-plans';

/** A chart of a dashboard, before it has a place. */
export interface Chart {
  readonly title: string;
  readonly lines: readonly unknown[];
  /** How long a period is, seconds. @default 60 */
  readonly periodSeconds?: number;
}

/** A line that is a metric, as the body of a dashboard says it. */
export function metricLine(
  { namespace, metric, stat, dimensions }: AskedMetric,
  label: string,
  more: object = {},
): unknown[] {
  return [namespace, metric, ...Object.entries(dimensions).flat(), { stat, label, ...more }];
}

/**
 * Lines of which the last of some queries is seen, and the others are only counted with. Ids are those of a whole chart, so each list of queries of
 * a chart has a number of its own.
 */
export function mathLines(queries: readonly Query[], label: string, number: number): unknown[] {
  const known = new Set(queries.map(({ id }) => id));
  const own = (id: string) => `${id}_${number}`;
  return queries.map((query, i) => {
    const shown = { id: own(query.id), label, visible: i === queries.length - 1 };
    if ('metric' in query) return metricLine(query, label, shown);
    // Functions are in capitals.
    const expression = query.expression.replace(/\b[a-z]\w*/g, (word) => (known.has(word) ? own(word) : word));
    return [{ expression, ...shown }];
  });
}
