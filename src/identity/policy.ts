/** One IAM policy statement. Lists may hold late-bound values. */
export interface Statement {
  readonly sid?: string;
  readonly effect?: 'Allow' | 'Deny';
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** All but these, in place of `resources`. */
  readonly notResources?: readonly string[];
  readonly principals?: Readonly<Record<string, readonly string[] | string>>;
  readonly conditions?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * Actions that take no resource narrower than `*`, each with the reason: the only ones that may be granted on `*`.
 * Source: Service Authorization Reference, 2026-11.
 */
export const UNSCOPABLE_ACTIONS: Readonly<Record<string, string>> = {
  'batch:DescribeComputeEnvironments': 'reads of Batch take no resource',
  'batch:DescribeJobDefinitions': 'reads of Batch take no resource',
  'batch:DescribeJobQueues': 'reads of Batch take no resource',
  'batch:DescribeJobs': 'reads of Batch take no resource',
  'batch:ListJobs': 'reads of Batch take no resource',
  'cloudwatch:GetMetricData': 'metrics have no ARN',
  'cloudwatch:ListDashboards': 'lists take no resource',
  'cloudwatch:ListMetrics': 'metrics have no ARN',
  'cloudwatch:PutMetricData': 'metrics have no ARN; a condition names the namespace',
  'ec2:DescribeInstances': 'reads of EC2 take no resource',
  'ec2:DescribeVolumes': 'reads of EC2 take no resource',
  'ecr:GetAuthorizationToken': 'the token is for the whole registry',
  'ecs:DescribeTaskDefinition': 'reads of revisions take no resource',
  'ecs:ListServices': 'lists take no resource; a condition names the cluster',
  'elasticloadbalancing:DescribeListeners': 'reads of load balancers take no resource',
  'elasticloadbalancing:DescribeRules': 'reads of load balancers take no resource',
  'elasticloadbalancing:DescribeTargetGroups': 'reads of load balancers take no resource',
  'elasticloadbalancing:DescribeTargetHealth': 'reads of load balancers take no resource',
  'logs:DescribeLogGroups': 'lists take no resource',
  'logs:DescribeQueryDefinitions': 'saved queries have no ARN',
  'logs:GetLogRecord': 'what a query found has no ARN',
  'logs:GetQueryResults': 'a query has no ARN',
  'logs:StopQuery': 'a query has no ARN',
  'ssmmessages:CreateControlChannel': 'channels of ECS Exec have no ARN',
  'ssmmessages:CreateDataChannel': 'channels of ECS Exec have no ARN',
  'ssmmessages:OpenControlChannel': 'channels of ECS Exec have no ARN',
  'ssmmessages:OpenDataChannel': 'channels of ECS Exec have no ARN',
  'xray:PutTelemetryRecords': 'traces have no ARN',
  'xray:PutTraceSegments': 'traces have no ARN',
};

/** The actions of a statement that may not be granted on `*`. */
export function unscoped(statement: Statement): string[] {
  if (statement.effect === 'Deny' || !statement.resources.includes('*')) return [];
  return statement.actions.filter((action) => UNSCOPABLE_ACTIONS[action] === undefined);
}

/** A policy document, in the order that AWS documents use. */
export function policyDocument(statements: readonly Statement[]): object {
  return {
    Version: '2012-10-17',
    Statement: statements.map((s) => ({
      ...(s.sid !== undefined && { Sid: s.sid }),
      Effect: s.effect ?? 'Allow',
      ...(s.principals !== undefined && { Principal: s.principals }),
      Action: s.actions.length === 1 ? s.actions[0] : s.actions,
      ...(s.notResources === undefined
        ? { Resource: s.resources.length === 1 ? s.resources[0] : s.resources }
        : { NotResource: s.notResources }),
      ...(s.conditions !== undefined && { Condition: s.conditions }),
    })),
  };
}

/** A trust policy for one AWS service, closed to its use on behalf of other accounts (confused deputy). */
export function trustPolicy(service: string, account: string | undefined): object {
  const Condition = account === undefined ? {} : { Condition: { StringEquals: { 'aws:SourceAccount': account } } };
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole', ...Condition }],
  };
}
