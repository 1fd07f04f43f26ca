import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { Construct } from 'constructs';
import type { Watched } from '../../src/rollout/alarm-plans';
import type { KnownQueues } from '../../src/rules/known-queues';
import { consumedQueues } from '../../src/watch/consumed-queues';
import { symptomAlarms } from '../../src/watch/symptom-alarms';
import type { AttachProps } from './target-group';
import { toldAlarm } from './told-alarm';

interface SymptomAlarmsProps extends AttachProps {
  readonly watched: Watched;
  /** Queues that it may name. */
  readonly queues: KnownQueues;
}

/** What the topics of the environment are told of a service: that its users notice something, whatever it is. */
export class SymptomAlarms extends Construct {
  /** By what they watch. */
  readonly alarms: Readonly<Record<string, CloudwatchMetricAlarm>>;

  constructor(scope: Construct, id: string, { platform, system, name, spec, watched, queues }: SymptomAlarmsProps) {
    super(scope, id);
    const { site } = platform.contract;
    const consumed = consumedQueues(spec, { site, system, queues });
    const plans = symptomAlarms(spec, { ...watched, of: `${system}/${name}`, queues: consumed });
    this.alarms = Object.fromEntries(
      plans.map((alarm) => [alarm.key, toldAlarm(this, alarm.key, { site, of: [system, name], alarm })]),
    );
  }
}
