import { join } from 'node:path';
import type { BatchComputeEnvironment } from '@cdktf/provider-aws/lib/batch-compute-environment';
import type { BatchJobQueue } from '@cdktf/provider-aws/lib/batch-job-queue';
import { CloudwatchEventRule } from '@cdktf/provider-aws/lib/cloudwatch-event-rule';
import { CloudwatchEventTarget } from '@cdktf/provider-aws/lib/cloudwatch-event-target';
import { CloudwatchLogGroup } from '@cdktf/provider-aws/lib/cloudwatch-log-group';
import { LambdaFunction } from '@cdktf/provider-aws/lib/lambda-function';
import { LambdaPermission } from '@cdktf/provider-aws/lib/lambda-permission';
import { SsmParameter } from '@cdktf/provider-aws/lib/ssm-parameter';
import { Construct } from 'constructs';
import { trainingBudgetGrants } from '../../src/identity/training-budget-grants';
import { resourceName } from '../../src/naming/names';
import type { Site } from '../../src/spec/site';
import { type Budget, budgetAlarms, hostPrices, LOOK_MINUTES } from '../../src/training/budget';
import { clusterKey } from '../../src/training/cluster-events';
import { dependOn } from '../terraform/depend';
import { tfJson } from '../terraform/json';
import { functionCode } from './function-code';
import { Role } from './role';
import { toldAlarm } from './told-alarm';

interface TrainingBudgetProps {
  readonly site: Site;
  /** Name of the cluster. */
  readonly name: string;
  readonly budget: Budget;
  readonly instanceTypes: readonly string[];
  readonly queue: BatchJobQueue;
  readonly computeEnvironments: readonly { readonly made: BatchComputeEnvironment; readonly warmVcpus: number }[];
  /** Key of the log. @default - CloudWatch's own */
  readonly logKeyArn?: string;
}

/** The Terraform resources that keep a training cluster to its budget. */
export interface BudgetResources {
  readonly function: LambdaFunction;
  /** What it remembers. */
  readonly parameter: SsmParameter;
}

/**
 * What keeps a training cluster to what it may cost in a month: a function that looks every few minutes. AWS Budgets has neither an action that
 * stops AWS Batch nor a cost that is younger than some eight hours (AWS Cost Management user guide, "Configuring AWS Budgets actions" and
 * "Managing your costs with AWS Budgets", 2026-11).
 */
export class TrainingBudget extends Construct {
  readonly resources: BudgetResources;

  constructor(scope: Construct, id: string, props: TrainingBudgetProps) {
    super(scope, id);
    const { site, name, budget } = props;
    const parameter = new SsmParameter(this, 'Memory', {
      name: resourceName('ssmParameter', 'stowage', site.name, 'training', name, 'budget'),
      description: `What hosts of training cluster ${name} have cost this month, and whether that stopped it`,
      type: 'String',
      value: '{}',
      // The function writes it.
      lifecycle: { ignoreChanges: ['value'] },
    });
    const watch = this.watch(props, parameter);
    this.everyFewMinutes(site, name, watch);
    const watched = { name, key: clusterKey(site.name, name), functionName: watch.functionName };
    for (const alarm of budgetAlarms(budget, watched))
      toldAlarm(this, `Alarm-${alarm.key}`, { site, of: [name, 'training'], alarm });
    this.resources = { function: watch, parameter };
  }

  private watch(props: TrainingBudgetProps, parameter: SsmParameter): LambdaFunction {
    const { site, name, budget, queue, computeEnvironments, logKeyArn } = props;
    const log = new CloudwatchLogGroup(this, 'Logs', {
      name: resourceName('logGroup', site.name, 'training', name, 'budget'),
      retentionInDays: site.logs.retentionDays,
      ...(logKeyArn !== undefined && { kmsKeyId: logKeyArn }),
    });
    const role = new Role(this, 'Role', {
      site,
      name: [name, 'training', 'budget'],
      service: 'lambda.amazonaws.com',
      namesAccount: false,
    });
    const of = {
      place: site,
      queueArn: queue.arn,
      computeEnvironmentArns: computeEnvironments.map(({ made }) => made.arn),
      parameterArn: parameter.arn,
      logGroupArn: log.arn,
      ends: budget.stop === 'end',
    };
    for (const statement of trainingBudgetGrants(of)) role.grant(statement);
    const watch = new LambdaFunction(this, 'Function', {
      functionName: resourceName('lambda', site.name, name, 'training', 'budget'),
      description: `Keeps training cluster ${name} to what it may cost in a month`,
      role: role.arn,
      filename: functionCode(this, CODE),
      handler: 'index.handler',
      runtime: 'nodejs22.x',
      architectures: ['arm64'],
      timeout: 240,
      memorySize: 256,
      environment: { variables: { SETTINGS: this.settings(props, parameter) } },
      loggingConfig: { logFormat: 'JSON', logGroup: log.name },
    });
    role.usedBy(watch);
    return watch;
  }

  private settings(props: TrainingBudgetProps, parameter: SsmParameter): string {
    const { site, name, budget, instanceTypes, queue, computeEnvironments } = props;
    return tfJson({
      cluster: clusterKey(site.name, name),
      environment: site.name,
      name,
      queue: queue.arn,
      computeEnvironments: computeEnvironments.map(({ made, warmVcpus }) => ({ arn: made.arn, minvCpus: warmVcpus })),
      parameter: parameter.name,
      prices: hostPrices(instanceTypes),
      monthlyUsd: budget.monthlyUsd,
      stop: budget.stop,
    });
  }

  private everyFewMinutes(site: Site, name: string, watch: LambdaFunction): void {
    const rule = new CloudwatchEventRule(this, 'Schedule', {
      name: resourceName('eventRule', site.name, name, 'budget'),
      description: `Looks at what training cluster ${name} costs`,
      scheduleExpression: `rate(${LOOK_MINUTES} minutes)`,
    });
    const allowed = new LambdaPermission(this, 'Allowed', {
      statementId: 'Schedule',
      action: 'lambda:InvokeFunction',
      functionName: watch.functionName,
      principal: 'events.amazonaws.com',
      sourceArn: rule.arn,
    });
    dependOn(new CloudwatchEventTarget(this, 'Look', { rule: rule.name, arn: watch.arn }), allowed);
  }
}

/** Plain JavaScript, because it is deployed as it is. */
const CODE = join(__dirname, 'budget-watch');
