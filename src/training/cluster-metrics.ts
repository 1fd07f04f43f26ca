import type { Query } from '../rollout/alarm-plans';

type Metric = Extract<Query, { readonly metric: string }>;

/** A metric that AWS publishes of what a training cluster is made of. */
interface Published {
  readonly namespace: string;
  readonly metric: string;
  readonly stat: string;
  /** The one dimension that it is looked up by. */
  readonly dimension: string;
  /** What it is, and when there is none. */
  readonly says: string;
  readonly source: string;
}

const ECS = 'ECS developer guide, "Amazon ECS CloudWatch metrics"';
const EVENTS = 'EventBridge user guide, "Monitoring Amazon EventBridge"';

/**
 * All that is measured of a training cluster without anything of its own that measures. AWS Batch has no metrics of jobs and queues, and its
 * scaling groups publish none that nobody turned on; Container Insights is a setting of each cluster of ECS that Batch makes, and off.
 */
export const CLUSTER_METRICS = {
  date: '2026-11',
  rows: {
    matched: {
      namespace: 'AWS/Events',
      metric: 'TriggeredRules',
      stat: 'Sum',
      dimension: 'RuleName',
      says: 'events that a rule has matched; none before the first',
      source: EVENTS,
    },
    undelivered: {
      namespace: 'AWS/Events',
      metric: 'FailedInvocations',
      stat: 'Sum',
      dimension: 'RuleName',
      says: 'events that reached no target; none where all did',
      source: EVENTS,
    },
    cpus: {
      namespace: 'AWS/ECS',
      metric: 'CPUReservation',
      stat: 'Average',
      dimension: 'ClusterName',
      says: 'vCPUs of the hosts that jobs have, percent; none while no job runs',
      source: ECS,
    },
    memory: {
      namespace: 'AWS/ECS',
      metric: 'MemoryReservation',
      stat: 'Average',
      dimension: 'ClusterName',
      says: 'memory of the hosts that jobs have, percent; none while no job runs',
      source: ECS,
    },
    gpus: {
      namespace: 'AWS/ECS',
      metric: 'GPUReservation',
      stat: 'Average',
      dimension: 'ClusterName',
      says: 'GPUs of the hosts that jobs have, percent; none while no job runs',
      source: ECS,
    },
    busy: {
      namespace: 'AWS/ECS',
      metric: 'CPUUtilization',
      stat: 'Average',
      dimension: 'ClusterName',
      says: 'how busy the processors of the hosts are, percent; none while no job runs',
      source: ECS,
    },
  },
} as const satisfies { readonly date: string; readonly rows: Readonly<Record<string, Published>> };

export type ClusterMetric = keyof typeof CLUSTER_METRICS.rows;

/** A metric of one thing. @param of what it is looked up by; may be late-bound. */
export function clusterMetric(metric: ClusterMetric, of: string): Metric {
  const { namespace, metric: name, stat, dimension } = CLUSTER_METRICS.rows[metric];
  return { id: metric, namespace, metric: name, stat, dimensions: { [dimension]: of } };
}

/** A metric of a rule of EventBridge. */
export function ruleMetric(metric: 'matched' | 'undelivered', rule: string): Metric {
  return clusterMetric(metric, rule);
}
