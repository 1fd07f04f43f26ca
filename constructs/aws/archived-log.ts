import type { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { CloudwatchLogSubscriptionFilter } from '@cdktf/provider-aws/lib/cloudwatch-log-subscription-filter';
import type { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { Contract } from '../../src/spec/contract';

/**
 * Sends all of a log to the archive of its environment, where that has one. It is one of the two filters that a log takes (CloudWatch Logs
 * quotas, 2026-11). A log router beside each container would cost memory in every task, and lose what it holds when a task is killed.
 */
export function archivedLog(
  scope: Construct,
  id: string,
  { logArchive, site }: Pick<Contract, 'logArchive' | 'site'>,
  logGroup: CloudwatchLogGroup,
): void {
  if (logArchive === undefined) return;
  new CloudwatchLogSubscriptionFilter(scope, id, {
    name: resourceName('subscriptionFilter', site.name, 'archive'),
    logGroupName: logGroup.name,
    filterPattern: '',
    destinationArn: logArchive.streamArn,
    roleArn: logArchive.roleArn,
    distribution: 'ByLogStream',
  });
}
