import type { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { TerraformResource } from 'cdktf';
import type { Construct } from 'constructs';
import { dependOn } from '../terraform/depend';
import type { AlarmTopic } from './alarm-topic';

/** Makes all that tells a topic come after it. They know it by its ARN, which is made and no reference, so that Terraform does not see it. */
export function toldAfter(scope: Construct, { arn, resources }: AlarmTopic): void {
  for (const node of scope.node.findAll())
    if (TerraformResource.isTerraformResource(node) && topicsOf(node).includes(arn)) dependOn(node, resources.policy);
}

function topicsOf(resource: TerraformResource): readonly (string | undefined)[] {
  if (resource.terraformResourceType === 'aws_cloudwatch_metric_alarm')
    return (resource as CloudwatchMetricAlarm).alarmActionsInput ?? [];
  if (resource.terraformResourceType === 'aws_cloudwatch_event_target')
    return [(resource as CloudwatchEventTarget).arnInput];
  return [];
}
