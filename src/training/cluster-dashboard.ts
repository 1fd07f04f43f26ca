import type { Query } from '../rollout/alarm-plans';
import { budgetMetric } from './budget';
import type { RuleNames } from './cluster-alarms';
import type { ClusterEventKind } from './cluster-events';
import { type ClusterMetric, clusterMetric, ruleMetric } from './cluster-metrics';

/** What a dashboard shows of a training cluster. Names may be late-bound. */
export interface Shown {
  readonly region: string;
  readonly rules: RuleNames;
  /** Names of the clusters of ECS behind it, by how their hosts are paid for. */
  readonly ecsClusters: Readonly<Record<string, string>>;
  /** Whether its hosts have GPUs that Batch hands out. */
  readonly gpus: boolean;
  /** By what what it costs is looked up, where it has a budget. */
  readonly budget?: string;
}

/** CloudWatch draws on a grid that is this wide (CloudWatch API reference, "Dashboard Body Structure and Syntax", 2026-11). */
const GRID = { columns: 24, height: 6 };

/** The body of the dashboard of a training cluster: what happened, and how full its hosts are. */
export function clusterDashboard({ region, rules, ecsClusters, gpus, budget }: Shown): object {
  const kinds = Object.keys(rules).sort() as ClusterEventKind[];
  const full: readonly (readonly [ClusterMetric, string])[] = [
    ...(gpus ? ([['gpus', 'GPUs that jobs have, percent']] as const) : []),
    ['cpus', 'vCPUs that jobs have, percent'],
    ['memory', 'Memory that jobs have, percent'],
    ['busy', 'How busy processors are, percent'],
  ];
  const charts = [
    ...(kinds.length === 0 ? [] : [happened(rules, kinds)]),
    ...(budget === undefined ? [] : [spent(budget)]),
    ...full.map(([metric, title]) => ({ title, percent: true, lines: ofHosts(metric, ecsClusters) })),
  ];
  const width = GRID.columns / 2;
  const widgets = charts.map(({ title, percent, lines }, i) => ({
    type: 'metric',
    x: (i % 2) * width,
    y: Math.floor(i / 2) * GRID.height,
    width,
    height: GRID.height,
    properties: {
      title,
      region,
      view: 'timeSeries',
      period: 300,
      metrics: lines,
      ...(percent && { yAxis: { left: { min: 0, max: 100 } } }),
    },
  }));
  return { widgets };
}

function happened(rules: RuleNames, kinds: readonly ClusterEventKind[]) {
  return {
    title: 'What happened',
    percent: false,
    lines: kinds.map((kind) => line(ruleMetric('matched', rules[kind] as string), kind)),
  };
}

function spent(budget: string) {
  const lines = [line(budgetMetric('MonthUsd', budget), 'estimate')];
  return { title: 'What hosts have cost this month, US dollars', percent: false, lines };
}

function ofHosts(metric: ClusterMetric, ecsClusters: Shown['ecsClusters']): unknown[] {
  return Object.entries(ecsClusters).map(([capacity, cluster]) => line(clusterMetric(metric, cluster), capacity));
}

/** A line of a chart, as the body of a dashboard says it. */
function line({ namespace, metric, stat, dimensions }: Extract<Query, { metric: string }>, label: string): unknown[] {
  return [namespace, metric, ...Object.entries(dimensions).flat(), { stat, label }];
}
