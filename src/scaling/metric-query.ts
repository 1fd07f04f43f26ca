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
