import { FlowLog } from '@cdktf/provider-aws/lib/flow-log';
import { Construct } from 'constructs';
import { resourceName } from '../../src/naming/names';
import type { Site } from '../../src/spec/site';
import { AuditLog } from './audit-log';
import { Role } from './role';

interface FlowLogsProps {
  readonly site: Site;
  readonly vpcId: string;
  readonly logKeyArn: string;
}

/** A record of every connection in a network, accepted or refused, minute by minute. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, { site, vpcId, logKeyArn }: FlowLogsProps) {
    super(scope, id);
    const log = new AuditLog(this, 'Log', {
      site,
      name: resourceName('logGroup', site.name, 'flow'),
      keyArn: logKeyArn,
    });
    const role = new Role(this, 'Role', { site, name: ['flow-logs'], service: 'vpc-flow-logs.amazonaws.com' });
    role.grant({
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [`${log.group.arn}:*`],
    });
    new FlowLog(this, 'FlowLog', {
      vpcId,
      trafficType: 'ALL',
      logDestinationType: 'cloud-watch-logs',
      logDestination: log.group.arn,
      iamRoleArn: role.arn,
      maxAggregationInterval: 60,
      dependsOn: role.policies,
    });
  }
}
