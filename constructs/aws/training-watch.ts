import { CloudwatchDashboard } from '@cdktf/provider-aws/lib/cloudwatch-dashboard';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { Site } from '../../src/spec/site';
import type { TrainingClusterSpec } from '../../src/spec/training/training-cluster';
import { clusterAlarms, type RuleNames } from '../../src/training/cluster-alarms';
import { clusterDashboard } from '../../src/training/cluster-dashboard';
import { type ClusterEvent, clusterEvents, clusterKey } from '../../src/training/cluster-events';
import { tfJson } from '../terraform/json';
import type { FailureCard } from './failure-card';
import { toldAlarm } from './told-alarm';

interface TrainingWatchProps {
  readonly site: Site;
  /** Name of the cluster. */
  readonly name: string;
  readonly spec: TrainingClusterSpec;
  readonly queueArn: string;
  /** Names of the clusters of ECS behind it, by how their hosts are paid for. */
  readonly ecsClusters: Readonly<Record<string, string>>;
  /** Whether its hosts have GPUs that Batch hands out. */
  readonly gpus: boolean;
  /** Tells of jobs that failed. @default - the topics are told of the event */
  readonly failureCard?: FailureCard;
}

/** The Terraform resources that watch a training cluster. */
export interface WatchResources {
  /** Of events, by what they watch. */
  readonly rules: Readonly<Record<string, CloudwatchEventRule>>;
  readonly alarms: readonly CloudwatchMetricAlarm[];
  readonly dashboard: CloudwatchDashboard;
}

/** What is told of a training cluster, and what is shown of it. */
export class TrainingWatch extends Construct {
  readonly resources: WatchResources;

  constructor(scope: Construct, id: string, props: TrainingWatchProps) {
    super(scope, id);
    const { site, name, spec, queueArn, ecsClusters, gpus } = props;
    const events = clusterEvents(spec, { environment: site.name, name, queueArn });
    const rules = Object.fromEntries(events.map((event) => [event.kind, this.rule(props, event)]));
    const names: RuleNames = Object.fromEntries(Object.entries(rules).map(([kind, rule]) => [kind, rule.name]));
    const alarms = clusterAlarms(name, names, site.alarmTopicArns.length > 0).map((alarm) =>
      toldAlarm(this, `Alarm-${alarm.key}`, { site, of: [name, 'training'], alarm }),
    );
    const spent = spec.budget !== undefined && { budget: clusterKey(site.name, name) };
    const dashboard = new CloudwatchDashboard(this, 'Dashboard', {
      dashboardName: resourceName('dashboard', site.name, name, 'training'),
      dashboardBody: tfJson(clusterDashboard({ region: site.region, rules: names, ecsClusters, gpus, ...spent })),
    });
    this.resources = { rules, alarms, dashboard };
  }

  private rule({ site, name, failureCard }: TrainingWatchProps, event: ClusterEvent): CloudwatchEventRule {
    const rule = new CloudwatchEventRule(this, `Rule-${event.kind}`, {
      name: resourceName('eventRule', site.name, name, event.kind),
      description: event.says,
      eventPattern: tfJson(event.pattern),
    });
    if (event.kind === 'failed-job' && failureCard !== undefined) {
      failureCard.tellOf(`Jobs-${name}`, rule);
      return rule;
    }
    for (const topic of site.alarmTopicArns) {
      // Account and name: of two topics one of them may be alike.
      const key = topic.split(':').slice(4).join('-');
      new CloudwatchEventTarget(this, `Told-${event.kind}-${key}`, {
        rule: rule.name,
        arn: topic,
        inputTransformer: { inputPaths: { ...event.paths }, inputTemplate: `"${event.message}"` },
      });
    }
    return rule;
  }
}
