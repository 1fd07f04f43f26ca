import { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { Site } from '../../src/spec/site';
import type { DataAlarm } from '../../src/storage/volume-alarms';
import { metricQueries } from './metric-query';

interface DataAlarmProps {
  readonly site: Site;
  readonly system: string;
  readonly alarm: DataAlarm;
}

/** An alarm about data, told to the topics of the environment. What is not measured is not wrong. */
export function dataAlarm(
  scope: Construct,
  id: string,
  { site, system, alarm }: DataAlarmProps,
): CloudwatchMetricAlarm {
  return new CloudwatchMetricAlarm(scope, id, {
    alarmName: resourceName('alarm', site.name, system, 'data', alarm.key),
    alarmDescription: `${alarm.says} (${system})`,
    comparisonOperator: alarm.when === 'below' ? 'LessThanThreshold' : 'GreaterThanThreshold',
    threshold: alarm.threshold,
    evaluationPeriods: alarm.times,
    treatMissingData: 'notBreaching',
    metricQuery: metricQueries(alarm.queries, alarm.periodSeconds),
    ...(site.alarmTopicArns.length > 0 && { alarmActions: site.alarmTopicArns, okActions: site.alarmTopicArns }),
  });
}
