import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { ToldAlarm } from '../../src/rollout/told-alarm';
import type { Site } from '../../src/spec/site';
import { metricQueries } from './metric-query';

interface ToldAlarmProps {
  readonly site: Site;
  /** What it watches: parts of its name after the environment's. */
  readonly of: readonly string[];
  /** Whose that is, for whoever reads it. @default - its sentence says so */
  readonly whose?: string;
  readonly alarm: ToldAlarm;
}

/** An alarm that the topics of the environment are told of. What is not measured is not wrong. */
export function toldAlarm(
  scope: Construct,
  id: string,
  { site, of, whose, alarm }: ToldAlarmProps,
): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: resourceName('alarm', site.name, ...of, alarm.key),
    alarmDescription: whose === undefined ? alarm.says : `${alarm.says} (${whose})`,
    comparisonOperator: alarm.when === 'below' ? 'LessThanThreshold' : 'GreaterThanThreshold',
    threshold: alarm.threshold,
    evaluationPeriods: alarm.times,
    treatMissingData: 'notBreaching',
    metricQuery: metricQueries(alarm.queries, alarm.periodSeconds),
    ...(site.alarmTopicArns.length > 0 && { alarmActions: site.alarmTopicArns, okActions: site.alarmTopicArns }),
  });
}
