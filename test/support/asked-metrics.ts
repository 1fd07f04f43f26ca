import { type AskedMetric, METRIC_CATALOG, PREDEFINED_METRICS } from '../../src/catalog/metrics';
import { readDocument } from './builders/read-document';
import type { SynthesizedStack } from './builders/synthesized-stack';
import type { Arguments } from './shim';

/** A metric that a resource asks CloudWatch for, and the path of its construct. */
export interface AskedBy extends AskedMetric {
  readonly by: string;
  readonly type: string;
}

interface Asking {
  readonly namespace: string;
  readonly metric_name: string;
  readonly dimensions?: Readonly<Record<string, string>> | readonly { name: string; value: string }[];
}

/** All metrics that alarms, dashboards and scaling policies of a stack ask for. Throws for what it cannot read. */
export function askedMetrics(stack: SynthesizedStack): AskedBy[] {
  return stack.all().flatMap(({ type, path, args }) => {
    const found =
      type === 'aws_cloudwatch_metric_alarm'
        ? ofAlarm(args)
        : type === 'aws_cloudwatch_dashboard'
          ? ofDashboard(readDocument(args.dashboard_body) as Dashboard)
          : type === 'aws_appautoscaling_policy'
            ? ofPolicy(args)
            : [];
    return found.map((metric) => ({ ...metric, by: path, type }));
  });
}

function ofAlarm(alarm: Arguments): AskedMetric[] {
  const queries = (alarm.metric_query ?? []) as { metric?: Asking & { stat: string }; expression?: string }[];
  for (const { expression } of queries) refuseSearch(expression);
  const several = queries.flatMap(({ metric }) => (metric === undefined ? [] : [metricOf(metric, metric.stat)]));
  if (alarm.metric_name === undefined) return several;
  return [...several, metricOf(alarm as never, String(alarm.extended_statistic ?? alarm.statistic))];
}

interface Dashboard {
  readonly widgets: readonly {
    readonly type: string;
    readonly properties: { readonly metrics?: readonly unknown[][] };
  }[];
}

/** A line is a namespace, a name, dimensions by name and value, and what is shown of it; or only what is shown of an expression. */
function ofDashboard({ widgets }: Dashboard): AskedMetric[] {
  const lines = widgets.flatMap(({ properties }) => properties.metrics ?? []);
  return lines.flatMap((line) => {
    const said = line.filter((part) => typeof part === 'string') as string[];
    const { stat, expression } = line.at(-1) as { stat?: string; expression?: string };
    refuseSearch(expression);
    if (expression !== undefined && said.length === 0) return [];
    const [namespace = '', metric = '', ...pairs] = said;
    if (pairs.length % 2 !== 0 || said.length !== line.length - 1)
      throw new Error(`cannot read ${JSON.stringify(line)}`);
    const dimensions = Object.fromEntries(
      pairs.flatMap((name, i) => (i % 2 === 0 ? [[name, pairs[i + 1] ?? '']] : [])),
    );
    return [{ namespace, metric, stat: String(stat), dimensions }];
  });
}

function ofPolicy(policy: Arguments): AskedMetric[] {
  const tracking = policy.target_tracking_scaling_policy_configuration as Arguments | undefined;
  if (tracking === undefined) return [];
  const known = tracking.predefined_metric_specification as { predefined_metric_type: string } | undefined;
  if (known !== undefined) return [predefined(known.predefined_metric_type)];
  const custom = tracking.customized_metric_specification as Arguments;
  const lines = custom.metrics as { metric_stat?: { metric: Asking; stat: string }; expression?: string }[] | undefined;
  if (lines === undefined) return [metricOf(custom as never, String(custom.statistic))];
  for (const { expression } of lines) refuseSearch(expression);
  return lines.flatMap(({ metric_stat: one }) => (one === undefined ? [] : [metricOf(one.metric, one.stat)]));
}

function predefined(type: string): AskedMetric {
  const name = PREDEFINED_METRICS[type];
  if (name === undefined) throw new Error(`no metric is known as ${type}`);
  const { namespace, name: metric, dimensions, statistics } = METRIC_CATALOG.rows[name];
  const by = Object.fromEntries((dimensions[0] as readonly string[]).map((dimension) => [dimension, '']));
  return { namespace, metric, stat: statistics[0], dimensions: by };
}

function metricOf({ namespace, metric_name, dimensions = {} }: Asking, stat: string): AskedMetric {
  const pairs = Array.isArray(dimensions)
    ? dimensions.map(({ name, value }) => [name, value])
    : Object.entries(dimensions);
  return { namespace, metric: metric_name, stat, dimensions: Object.fromEntries(pairs) };
}

/** It names metrics too, in a text that nothing here reads. */
function refuseSearch(expression: string | undefined): void {
  if (expression !== undefined && /\b(SEARCH|METRICS)\b/.test(expression))
    throw new Error(`metrics of ${expression} cannot be told`);
}
