import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import type { Construct } from 'constructs';
import type { ToldAlarm } from '../../src/rollout/told-alarm';
import type { Site } from '../../src/spec/site';
import { toldAlarm } from './told-alarm';

interface DataAlarmProps {
  readonly site: Site;
  readonly system: string;
  readonly alarm: ToldAlarm;
}

/** An alarm about the data of a system. */
export function dataAlarm(
  scope: Construct,
  id: string,
  { site, system, alarm }: DataAlarmProps,
): CloudwatchMetricAlarm {
  return toldAlarm(scope, id, { site, of: [system, 'data'], whose: system, alarm });
}
