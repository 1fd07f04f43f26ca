import { METRIC_CATALOG, type MetricName } from '../catalog/metrics';

/** A metric of CloudWatch: one for each list of dimensions. */
export interface Metric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
  readonly statistic: string;
}

/** One line of metric math: a metric, or an expression over the lines before it. The last of several is the result. */
export type MetricQuery =
  | { readonly id: string; readonly metric: Metric }
  | { readonly id: string; readonly expression: string };

/** A metric of the catalog. */
export function measured(metric: MetricName, statistic: string, dimensions: Metric['dimensions']): Metric {
  const { namespace, name } = METRIC_CATALOG.rows[metric];
  return { namespace, name, dimensions, statistic };
}
