import { join } from 'node:path';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import type { CloudwatchMetricAlarm } from '@cdktf/provider-aws/lib/cloudwatch-metric-alarm';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import type { TerraformResource } from 'cdktf';
import { Construct } from 'constructs';
import { failureCardGrants } from '../../src/identity/failure-card-grants';
import { consoleOf } from '../../src/naming/arns';
import { resourceName } from '../../src/naming/names';
import { clusterWatchAlarms, LOOK_MINUTES } from '../../src/operations/cluster-watch-alarms';
import { failureLogName } from '../../src/operations/failure-log';
import { failurePattern } from '../../src/operations/failure-pattern';
import type { ContractCluster } from '../../src/spec/contract';
import type { Site } from '../../src/spec/site';
import { dependOn } from '../terraform/depend';
import { tfJson } from '../terraform/json';
import { functionCode } from './function-code';
import { Role } from './role';
import { toldAlarm } from './told-alarm';

interface FailureCardProps {
  readonly site: Site;
  readonly cluster: Pick<ContractCluster, 'name' | 'arn'>;
  /** Names of the scaling groups of the cluster's fleets, by fleet. */
  readonly groups: Readonly<Record<string, string>>;
  /** KMS key that encrypts its log. */
  readonly logKeyArn: string;
  /** What must exist before anybody is told. @default [] */
  readonly topics?: readonly TerraformResource[];
}

/** The Terraform resources behind a failure card, for `addOverride`. */
export interface FailureCardResources {
  readonly function: LambdaFunction;
  readonly logGroup: CloudwatchLogGroup;
  /** Of what fails, and of the look at agents. */
  readonly rules: Readonly<Record<'Failures' | 'Agents', CloudwatchEventRule>>;
  readonly alarms: readonly CloudwatchMetricAlarm[];
}

/**
 * Tells the topics of an environment what failed in a cluster: one message with the container, its exit code or what could not be pulled, the
 * reason, and links. A function, because which container of a stopped task failed, and which were stopped with it, no pattern can say.
 */
export class FailureCard extends Construct {
  readonly resources: FailureCardResources;

  constructor(scope: Construct, id: string, props: FailureCardProps) {
    super(scope, id);
    const { site, cluster, groups } = props;
    const logGroup = new CloudwatchLogGroup(this, 'Logs', {
      name: failureLogName(site.name),
      retentionInDays: site.logs.retentionDays,
      kmsKeyId: props.logKeyArn,
    });
    const made = this.function(props, logGroup);
    const failures = new CloudwatchEventRule(this, 'Failures', {
      name: resourceName('eventRule', site.name, 'failures'),
      description: `What fails in cluster ${cluster.name}`,
      eventPattern: tfJson(failurePattern({ place: site, cluster: cluster.name })),
    });
    const agents = new CloudwatchEventRule(this, 'Agents', {
      name: resourceName('eventRule', site.name, 'agents'),
      description: `Looks for hosts of cluster ${cluster.name} that ECS cannot reach`,
      scheduleExpression: `rate(${LOOK_MINUTES} minutes)`,
    });
    this.call('Failures', failures, made);
    this.call('Agents', agents, made);
    const alarms = clusterWatchAlarms({ cluster: cluster.name, groups, functionName: made.functionName }).map((alarm) =>
      toldAlarm(this, `Alarm-${alarm.key}`, { site, of: ['cluster'], alarm }),
    );
    this.resources = { function: made, logGroup, rules: { Failures: failures, Agents: agents }, alarms };
  }

  /** Is told of a rule's events, too. */
  tellOf(id: string, rule: CloudwatchEventRule): void {
    this.call(id, rule, this.resources.function);
  }

  private function({ site, cluster, topics = [] }: FailureCardProps, logGroup: CloudwatchLogGroup): LambdaFunction {
    const role = new Role(this, 'Role', {
      site,
      name: ['failures'],
      service: 'lambda.amazonaws.com',
      namesAccount: false,
    });
    const of = { place: site, clusterArn: cluster.arn, topicArns: site.alarmTopicArns, logGroupArn: logGroup.arn };
    for (const statement of failureCardGrants(of)) role.grant(statement);
    const made = new LambdaFunction(this, 'Function', {
      functionName: resourceName('lambda', site.name, 'failures'),
      description: `Tells what fails in ${site.name}`,
      role: role.arn,
      filename: functionCode(this, CODE),
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      timeout: 60,
      memorySize: 256,
      environment: {
        variables: {
          SETTINGS: tfJson({
            environment: site.name,
            region: site.region,
            console: consoleOf(site.region),
            cluster: cluster.name,
            topics: site.alarmTopicArns,
          }),
        },
      },
      loggingConfig: { logFormat: 'JSON', logGroup: logGroup.name },
    });
    role.usedBy(made);
    dependOn(made, ...topics);
    return made;
  }

  private call(id: string, rule: CloudwatchEventRule, made: LambdaFunction): void {
    const allowed = new LambdaPermission(this, `Allowed-${id}`, {
      statementId: id,
      action: 'lambda:InvokeFunction',
      functionName: made.functionName,
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    });
    dependOn(new CloudwatchEventTarget(this, `Calls-${id}`, { rule: rule.name, arn: made.arn }), allowed);
  }
}

/** Plain JavaScript, because it is deployed as it is. */
const CODE = join(__dirname, 'failure-card');
