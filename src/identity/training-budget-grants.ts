import { arn, type Place } from '../naming/arns';
import { BUDGET_METRICS } from '../training/budget';
import type { Statement } from './policy';

interface BudgetOf {
  readonly place: Place;
  readonly queueArn: string;
  readonly computeEnvironmentArns: readonly string[];
  readonly parameterArn: string;
  readonly logGroupArn: string;
  /** Whether jobs are ended. */
  readonly ends: boolean;
}

/**
 * What the function that keeps a training cluster to its budget may do: look at hosts, queue, environments and jobs, turn this queue and these
 * environments off and on, and end jobs only where they are to be ended. The ARN of a job does not say in which queue it is, so
 * that goes for all jobs of the account. Source: Service Authorization Reference of AWS Batch, EC2, Systems Manager and CloudWatch, 2026-11.
 */
export function trainingBudgetGrants(of: BudgetOf): Statement[] {
  const { place, queueArn, computeEnvironmentArns, parameterArn, logGroupArn, ends } = of;
  return [
    { actions: ['ec2:DescribeInstances'], resources: ['*'] },
    { actions: ['batch:DescribeComputeEnvironments', 'batch:DescribeJobQueues'], resources: ['*'] },
    { actions: ['batch:UpdateJobQueue'], resources: [queueArn] },
    { actions: ['batch:UpdateComputeEnvironment'], resources: [...computeEnvironmentArns] },
    ...(ends
      ? [
          { actions: ['batch:ListJobs'], resources: ['*'] },
          { actions: ['batch:TerminateJob'], resources: [arn(place, 'batch', 'job/*')] },
        ]
      : []),
    { actions: ['ssm:GetParameter', 'ssm:PutParameter'], resources: [parameterArn] },
    {
      actions: ['cloudwatch:PutMetricData'],
      resources: ['*'],
      conditions: { StringEquals: { 'cloudwatch:namespace': BUDGET_METRICS } },
    },
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroupArn}:*`] },
  ];
}
