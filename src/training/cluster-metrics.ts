import { asked, type MetricName } from '../catalog/metrics';
import type { Query } from '../rollout/alarm-plans';

type Metric = Extract<Query, { readonly metric: string }>;

/**
 * All that is measured of a training cluster without anything of its own that measures. AWS Batch has no metrics of jobs and queues, and its
 * scaling groups publish none that nobody turned on; Container Insights is a setting of each cluster of ECS that Batch makes, and off.
 */
const CLUSTER_METRICS = {
  matched: { metric: 'ruleMatched', stat: 'Sum', dimension: 'RuleName' },
  undelivered: { metric: 'ruleFailed', stat: 'Sum', dimension: 'RuleName' },
  cpus: { metric: 'cpusReserved', stat: 'Average', dimension: 'ClusterName' },
  memory: { metric: 'memoryReserved', stat: 'Average', dimension: 'ClusterName' },
  gpus: { metric: 'gpusReserved', stat: 'Average', dimension: 'ClusterName' },
  busy: { metric: 'clusterCpu', stat: 'Average', dimension: 'ClusterName' },
} as const satisfies Readonly<Record<string, { metric: MetricName; stat: string; dimension: string }>>;

export type ClusterMetric = keyof typeof CLUSTER_METRICS;

/** A metric of one thing. @param of what it is looked up by; may be late-bound. */
export function clusterMetric(metric: ClusterMetric, of: string): Metric {
  const { metric: name, stat, dimension } = CLUSTER_METRICS[metric];
  return asked(metric, name, stat, { [dimension]: of });
}

/** A metric of a rule of EventBridge. */
export function ruleMetric(metric: 'matched' | 'undelivered', rule: string): Metric {
  return clusterMetric(metric, rule);
}
