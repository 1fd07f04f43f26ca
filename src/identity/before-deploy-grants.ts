import { arn, type Place } from '../naming/arns';
import type { Statement } from './policy';

/** What the function that runs tasks before a deployment may do: start these tasks in this cluster, look at them, and stop them. */
export interface BeforeDeployScope {
  readonly place: Place;
  readonly cluster: { readonly name: string; readonly arn: string };
  /** Names of the families of the tasks. */
  readonly families: readonly string[];
  /** ARNs of the two roles that the tasks run under. */
  readonly roles: readonly string[];
  readonly logGroupArn: string;
}

export function beforeDeployGrants({ place, cluster, families, roles, logGroupArn }: BeforeDeployScope): Statement[] {
  const inCluster = { ArnEquals: { 'ecs:cluster': cluster.arn } };
  const tasks = [arn(place, 'ecs', `task/${cluster.name}/*`)];
  return [
    {
      actions: ['ecs:RunTask'],
      resources: families.map((family) => arn(place, 'ecs', `task-definition/${family}:*`)),
      conditions: inCluster,
    },
    { actions: ['ecs:DescribeTasks', 'ecs:StopTask'], resources: tasks, conditions: inCluster },
    // Tasks carry the tags of their definition, which whoever starts them puts on.
    { actions: ['ecs:TagResource'], resources: tasks, conditions: { StringEquals: { 'ecs:CreateAction': 'RunTask' } } },
    {
      actions: ['iam:PassRole'],
      resources: roles,
      conditions: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    { actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [`${logGroupArn}:*`] },
  ];
}
